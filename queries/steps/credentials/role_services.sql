-- title: Roles that services take on
-- question: Since when does each AWS service take on each role, and was it so before anybody opened the role?
-- grain: one row per role, or role handed to a service, and service
-- reads: [credential_calls]
-- notes: >
--   `usual` says that no call of the evidence can have made the service begin: none opened the role, or the
--   service took it on before. Sessions of such a role are no link, and there may be very many of them.
--   `event_no` is the first of them.
with opened as (
    -- one row per role that a call made, changed or handed over
    select
        node,
        min(event_time) as opened_at
    from (
        select
            event_time,
            unnest(list_concat(opens, targets)) as node
        from credential_calls
        where opens is not null or targets is not null
    ) as openings
    where starts_with(node, 'role:') or starts_with(node, 'passed:')
    group by node
),

taken as (
    -- one row per session and spelling of its role
    select
        event_no,
        event_time,
        service,
        unnest([role, passed_by]) as node
    from credential_calls
    where service is not null
)

select
    taken.node,
    taken.service,
    arg_min(taken.event_no, (taken.event_time, taken.event_no)) as event_no,
    coalesce(min(taken.event_time) < min(opened.opened_at), true) as usual
from taken
left join opened on taken.node = opened.node
where taken.node is not null
group by taken.node, taken.service
