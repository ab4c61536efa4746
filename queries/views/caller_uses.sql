-- title: What callers did from where
-- question: Which call did each user, role or root make, from which address, in which Region, refused or not?
-- grain: one row per call that the case holds, and one per use that an engine counted of everybody
-- reads: [event_rows, caller_identities, callers, engine_callers]
-- notes: >
--   A use is a call of one name from one network in one Region, refused or not, as often as it came: who
--   groups these rows by that has it, with the earliest first_seen. What an engine counted has a network (a
--   /24 or /48) for an address. Calls without a time are left out.
with numbered as materialized (
    -- one row per identity that is somebody's own
    select
        caller_identities.identity_no,
        caller_identities.user_type,
        callers.caller_no
    from caller_identities
    inner join callers
        on
            caller_identities.principal_arn = callers.principal_arn
            and caller_identities.credential_id is not distinct from callers.credential_id
)

select
    numbered.caller_no,
    numbered.user_type,
    event_rows.source_ip_address,
    event_rows.aws_region,
    event_rows.event_source,
    event_rows.event_name,
    event_rows.outcome = 'failed' as failed,
    event_rows.event_time as first_seen,
    event_rows.event_time as last_seen,
    coalesce(event_rows.event_id_text, cast(event_rows.event_id as varchar)) as event_id
from event_rows
inner join numbered on event_rows.identity_no = numbered.identity_no
where
    event_rows.event_time is not null
    and event_rows.superseded_by is null
union all
select
    callers.caller_no,
    engine_callers.user_type,
    engine_callers.source_ip_address,
    engine_callers.aws_region,
    engine_callers.event_source,
    engine_callers.event_name,
    engine_callers.failed,
    engine_callers.first_seen,
    engine_callers.last_seen,
    engine_callers.event_id
from engine_callers
inner join callers
    on
        engine_callers.principal_arn = callers.principal_arn
        and engine_callers.credential_id is not distinct from callers.credential_id
