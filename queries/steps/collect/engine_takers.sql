-- title: Who takes on the roles that can be reached
-- question: Which callers, services and sessions took on a role that can be reached, as far as the rows tell?
-- grain: one row per role and caller, service or session
-- reads: [credential_calls, credential_reach, key_sightings, event_rows, identities]
-- notes: >
--   Whether they did so before the role was opened decides whether they are a link. For a session that no
--   reply names stands its ARN.
with taken as (
    -- one row per call that takes such a role on
    select
        unnest([calls.role, calls.passed_by]) as node,
        who.principal_id,
        who.invoked_by
    from credential_calls as calls
    inner join event_rows on calls.event_no = event_rows.event_no
    inner join identities as who on event_rows.identity_no = who.identity_no
    where calls.role is not null
),

seen as (
    -- one row per key that is only seen in use, and thing that it may come from
    select
        user_arn,
        unnest(stems_from) as node
    from key_sightings
    where not issued
)

select distinct
    taken.node,
    coalesce(taken.invoked_by, taken.principal_id) as taker
from taken
inner join credential_reach as reach on taken.node = reach.node
where coalesce(taken.invoked_by, taken.principal_id) is not null
union
select distinct
    seen.node,
    seen.user_arn as taker
from seen
inner join credential_reach as reach on seen.node = reach.node
where seen.user_arn is not null and starts_with(seen.node, 'role:')
order by node, taker
