-- title: Roles that services take on
-- question: Since when does each AWS service take on each role, and was it so before anybody opened the role?
-- grain: one row per role, or role handed to a service, and service
-- reads: [credential_calls, event_rows]
-- notes: >
--   `usual` says that no call of the evidence can have made the service begin: none opened the role, or the
--   service took it on before. Sessions of such a role are no link, and there may be very many of them.
--   `event_no` is the first of them, of those in one second the one whose id sorts first.
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
),

firsts as (
    -- one row per role and service
    select
        node,
        service,
        min(event_time) as first_at
    from taken
    where node is not null
    group by node, service
),

first_calls as (
    -- one row per role and service
    select
        taken.node,
        taken.service,
        arg_min(taken.event_no, coalesce(event_rows.event_id_text, cast(event_rows.event_id as varchar), ''))
            as event_no
    from taken
    inner join firsts
        on
            taken.node = firsts.node
            and taken.service = firsts.service
            and taken.event_time is not distinct from firsts.first_at
    inner join event_rows on taken.event_no = event_rows.event_no
    group by taken.node, taken.service
)

select
    firsts.node,
    firsts.service,
    first_calls.event_no,
    coalesce(firsts.first_at < opened.opened_at, true) as usual
from firsts
inner join first_calls on firsts.node = first_calls.node and firsts.service = first_calls.service
left join opened on firsts.node = opened.node
