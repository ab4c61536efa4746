-- title: Closing
-- question: After the response, is each step closed, and did anything come back?
-- grain: one row per point; first the second look and what may have come back, then each step
-- reads: [credential_tree, principal_ledger, resource_ledger, events, event_rows, event_actions, call_marks]
-- notes: The statement finds the acts of the response, which is everything that ended, stopped or limited
--   what is the third party's and was not done by them or by an AWS service. The answer looks at what came
--   after the first of them. `closed` needs evidence that reaches a day past the last of them; nothing seen
--   in less is `unknown`.
-- answer: response.closing:closing
with theirs as (
    select event_id
    from event_actions
    where maybe_third_party
),

touching as materialized (
    -- one row per call that switches a key off or on, or deletes one, found before any request is read
    select event_rows.event_no
    from event_rows
    inner join call_marks as marks
        on event_rows.event_source = marks.source and event_rows.event_name = marks.event
    where marks.mark in ('sets_key', 'deletes_key') and event_rows.outcome = 'succeeded'
),

keys as materialized (
    -- the same rows with their key; what is asked of it would be asked of every event's request
    select
        request_parameters ->> '$.accessKeyId' as name,
        coalesce(request_parameters ->> '$.status', 'Inactive') as status,
        event_time as ended_at,
        event_id
    from events
    where event_no in (select touching.event_no from touching)
),

ended as (
    select
        'credential' as what,
        credential_id as name,
        ended_at,
        ended_event_id as event_id
    from credential_tree
    where ended_at is not null and state in ('stopped', 'gone') and (depth = 0 or ended_event_id is not null)
    union all
    select
        'credential' as what,
        name,
        ended_at,
        event_id
    from keys
    where status = 'Inactive' and name in (select credential_id from credential_tree)
    union all
    select
        'principal' as what,
        name,
        ended_at,
        ended_event_id as event_id
    from principal_ledger
    where
        third_party and change <> 'deleted' and ended_event_id is not null
        and not regexp_matches(coalesce(ended_by, ''), '\.amazonaws\.com$|/aws-service-role/')
    union all
    select
        'resource' as what,
        resource_id as name,
        ended_at,
        ended_event_id as event_id
    from resource_ledger
    where
        third_party and change <> 'deleted' and ended_event_id is not null
        and not regexp_matches(coalesce(ended_by, ''), '\.amazonaws\.com$|/aws-service-role/')
)

select distinct
    what,
    name,
    ended_at,
    event_id
from ended
where event_id is null or event_id not in (select theirs.event_id from theirs)
order by ended_at, what, name, event_id
