-- title: Milestones
-- question: When did the incident turn, by first and last call, logging off and on, quarantine, key off?
-- grain: one row per turning point that the evidence shows
-- reads: [activity, events, call_marks, credential_tree, resource_ledger, case_facts, first_act, trail_gaps]
-- notes: >
--   `milestone` is first_intruder_event, last_intruder_event, first_resource, trail_stopped, trail_started,
--   quarantined, key_deactivated, key_deleted or notice. Each is the first of its kind, key_deactivated the
--   last leaked key's.
with intruders as (
    -- one row per call of the third party
    select
        e.event_time,
        e.event_id,
        a.event_key
    from activity as a
    inner join events as e on a.event_no = e.event_no
    where a.third_party and e.event_time is not null
),

stopped as (
    -- one row: the first stop of a trail by the third party, and when such a trail was first back
    select
        min(g.gap_from) as "at",
        arg_min(g.event_id, (g.gap_from, g.event_id)) as event_id,
        min(g.gap_until) as ended_at,
        arg_min(g.ended_event_id, (g.gap_until, g.ended_event_id)) as ended_event_id
    from trail_gaps as g
    inner join activity as a on g.event_no = a.event_no
    where g.kind = 'stopped' and a.third_party
),

leaked as (
    -- one row: the leaked keys, and when the last of them ended
    select
        count(*) as keys,
        count(*) filter (where state in ('stopped', 'gone')) as ended,
        count(*) filter (where state = 'gone') as deleted,
        max(ended_at) as "at",
        arg_max(ended_event_id, (ended_at, ended_event_id)) as event_id
    from credential_tree
    where depth = 0 and kind = 'access_key'
),

found as (
    -- one row per turning point
    select
        'first_intruder_event' as milestone,
        event_time as "at",
        event_id
    from first_act
    union all
    select
        'last_intruder_event' as milestone,
        max(event_time) as "at",
        cast(arg_max(event_id, (event_time, event_key)) as varchar) as event_id
    from intruders
    union all
    select
        'first_resource' as milestone,
        min(created_at) as "at",
        cast(arg_min(event_id, (created_at, event_id)) as varchar) as event_id
    from resource_ledger
    where third_party and cost_bearing
    union all
    select
        'trail_stopped' as milestone,
        "at",
        cast(event_id as varchar) as event_id
    from stopped
    union all
    select
        'trail_started' as milestone,
        ended_at as "at",
        cast(ended_event_id as varchar) as event_id
    from stopped
    union all
    select
        'quarantined' as milestone,
        min(event_time) as "at",
        cast(arg_min(event_id, (event_time, event_id)) as varchar) as event_id
    from events
    inner join call_marks as marks on events.event_source = marks.source and events.event_name = marks.event
    where
        marks.mark = 'puts_user_policy'
        and outcome = 'succeeded'
        and regexp_matches(
            request_parameters ->> '$.policyArn',
            '^(arn:aws[a-z-]*:iam::aws:policy/AWSCompromisedKeyQuarantine(V\d+)?'
            || '|(arn:aws[a-z-]*:iam::aws:policy/)?AWSExposedCredentialPolicy_DO_NOT_REMOVE)$'
        )
    union all
    select
        case when deleted = keys then 'key_deleted' else 'key_deactivated' end as milestone,
        "at",
        cast(event_id as varchar) as event_id
    from leaked
    where ended = keys and keys > 0
    union all
    select
        'notice' as milestone,
        try_cast(value as timestamp) as "at",
        null as event_id
    from case_facts
    where name = 'notice.received_at'
)

select
    milestone,
    "at",
    event_id
from found
where "at" is not null
order by "at", milestone
