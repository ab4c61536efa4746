-- title: What can be reached from the leaked credentials
-- question: Which credentials and things lie on any way from the leaked ones, times left aside?
-- grain: one row per credential, or thing a credential may come from
-- reads: [credential_calls, role_services, key_sightings, case_keys, case_principals]
-- notes: >
--   Wider than the tree: the analysis judges times, resets and rivals on these few rows only.
--   Sessions that a service takes on as it always did lead nowhere (role_services).
with recursive
edges as materialized (
    -- one row per way from a credential or thing to the next
    select
        caller_key as source,
        child_key as target
    from credential_calls
    where caller_key is not null and child_key is not null
    union all
    select
        role as source,
        child_key as target
    from credential_calls
    where role is not null and child_key is not null and service is null
    union all
    select
        taken.node as source,
        calls.child_key as target
    from credential_calls as calls
    inner join role_services as taken on calls.role = taken.node and calls.service = taken.service
    where calls.child_key is not null and not taken.usual
    union all
    select
        taken.node as source,
        calls.child_key as target
    from credential_calls as calls
    inner join role_services as taken on calls.passed_by = taken.node and calls.service = taken.service
    where calls.child_key is not null and not taken.usual
    union all
    select
        machine as source,
        child_key as target
    from credential_calls
    where machine is not null and child_key is not null
    union all
    select
        unnest(from_all) as source,
        target
    from (
        select
            list_concat(
                [caller_key, role, machine, passed_by, console], comes_from, sources
            ) as from_all,
            unnest(
                list_concat(
                    [child_key, console, case when child_key is null then role end], opens, targets
                )
            ) as target
        from credential_calls
        where
            child_key is null
            or console is not null
            or opens is not null
            or comes_from is not null
            or sources is not null
            or targets is not null
    ) as ways
    union all
    select
        unnest(stems_from) as source,
        access_key_id as target
    from key_sightings
    union all
    select
        access_key_id as source,
        unnest(['pid:' || principal_id, 'as:' || source_identity]) as target
    from key_sightings
),

reached (node) as (
    select credential_id as node from case_keys
    union
    select 'principal:' || arn as node from case_principals
    union
    select edges.target as node
    from reached
    inner join edges on reached.node = edges.source
    where edges.target is not null
)

select node
from reached
