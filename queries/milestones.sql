-- title: Milestones
-- question: When did the incident turn, by first and last call, logging off and on, quarantine, key off?
-- grain: one row per turning point that the evidence shows
-- reads: [activity, events, call_marks, credential_tree, resource_ledger, case_facts]
-- notes: >
--   `milestone` is first_intruder_event, last_intruder_event, first_resource, trail_stopped, trail_started,
--   quarantined, key_deactivated, key_deleted or notice. Each is the first of its kind, key_deactivated the
--   last leaked key's.
with intruders as (
    select
        e.event_time,
        e.event_id,
        e.event_source,
        e.event_name,
        e.outcome,
        e.event_no
    from activity as a
    inner join events as e on a.event_no = e.event_no
    where a.actor = 'intruder' and e.event_time is not null
),

stopped as (
    select
        min(event_time) as "at",
        arg_min(event_id, event_time) as event_id
    from intruders
    inner join call_marks as marks
        on intruders.event_source = marks.source and intruders.event_name = marks.event
    where
        marks.mark in ('stops_trail', 'deletes_trail')
        and outcome = 'succeeded'
),

leaked as (
    select
        count(*) as keys,
        count(*) filter (where state in ('stopped', 'gone')) as ended,
        count(*) filter (where state = 'gone') as deleted,
        max(ended_at) as "at",
        arg_max(ended_event_id, ended_at) as event_id
    from credential_tree
    where depth = 0 and kind = 'access_key'
),

found as (
    select
        'first_intruder_event' as milestone,
        min(event_time) as "at",
        cast(arg_min(event_id, (event_time, event_no)) as varchar) as event_id
    from intruders
    union all
    select
        'last_intruder_event' as milestone,
        max(event_time) as "at",
        cast(arg_max(event_id, (event_time, event_no)) as varchar) as event_id
    from intruders
    union all
    select
        'first_resource' as milestone,
        min(created_at) as "at",
        cast(arg_min(event_id, created_at) as varchar) as event_id
    from resource_ledger
    where actor = 'intruder' and cost_bearing
    union all
    select
        'trail_stopped' as milestone,
        "at",
        cast(event_id as varchar) as event_id
    from stopped
    union all
    select
        'trail_started' as milestone,
        min(e.event_time) as "at",
        cast(arg_min(e.event_id, e.event_time) as varchar) as event_id
    from events as e
    inner join call_marks as marks on e.event_source = marks.source and e.event_name = marks.event
    inner join stopped as s on e.event_time > s."at"
    where
        marks.mark in ('starts_trail', 'makes_trail')
        and e.outcome = 'succeeded'
    union all
    select
        'quarantined' as milestone,
        min(event_time) as "at",
        cast(arg_min(event_id, event_time) as varchar) as event_id
    from events
    inner join call_marks as marks on events.event_source = marks.source and events.event_name = marks.event
    where
        marks.mark = 'puts_user_policy'
        and outcome = 'succeeded'
        and regexp_matches(
            split_part(request_parameters ->> '$.policyArn', '/', -1),
            '^AWS(CompromisedKeyQuarantine(V\d+)?|ExposedCredentialPolicy_DO_NOT_REMOVE)$'
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
