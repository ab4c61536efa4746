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

taken as materialized (
    -- one row per role, as it is taken on and as it is handed over, and service: there may be very many
    -- sessions of one
    select
        role,
        passed_by,
        service,
        min(event_time) as first_at
    from credential_calls
    where service is not null
    group by role, passed_by, service
),

firsts as (
    -- one row per spelling of a role, and service
    select
        node,
        service,
        min(first_at) as first_at
    from (
        select
            service,
            first_at,
            unnest([role, passed_by]) as node
        from taken
    ) as spellings
    where node is not null
    group by node, service
),

began as materialized (
    -- one row per session in the first second of its kind
    select
        calls.event_no,
        calls.event_time,
        calls.service,
        calls.role,
        calls.passed_by
    from credential_calls as calls
    inner join taken
        on
            calls.service = taken.service
            and calls.event_time = taken.first_at
            and calls.role is not distinct from taken.role
            and calls.passed_by is not distinct from taken.passed_by
),

first_calls as (
    -- one row per spelling of a role, and service
    select
        began.node,
        began.service,
        arg_min(began.event_no, coalesce(event_rows.event_id_text, cast(event_rows.event_id as varchar), ''))
            as event_no
    from (
        select
            event_no,
            event_time,
            service,
            unnest([role, passed_by]) as node
        from began
    ) as began
    inner join firsts
        on
            began.node = firsts.node
            and began.service = firsts.service
            and began.event_time = firsts.first_at
    inner join event_rows on began.event_no = event_rows.event_no
    group by began.node, began.service
)

select
    firsts.node,
    firsts.service,
    first_calls.event_no,
    coalesce(firsts.first_at < opened.opened_at, true) as usual
from firsts
inner join first_calls on firsts.node = first_calls.node and firsts.service = first_calls.service
left join opened on firsts.node = opened.node
