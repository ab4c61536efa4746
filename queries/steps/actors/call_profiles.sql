-- title: Ways of calling
-- question: From where, with what and for what was each credential of the tree used?
-- grain: one row per credential, address, user agent, Region, call and whether a service made it on its
--   behalf
-- reads: [tree_calls, tree_actions, engine_ways, credential_keys]
-- notes: >
--   Of a key whose calls an engine has too many of, its ways of calling come as counts (engine_ways): they
--   stand beside those of the calls that the case holds, so that habits are judged by all of them. `profile`
--   as in tree_calls.
with ways as (
    select
        profile,
        min(credential_id) as credential_id,
        min(invoked_by) as invoked_by,
        min_by(event_no, event_time) as event_no,
        min(event_time) as first_seen,
        max(event_time) as last_seen,
        count(*) as calls,
        count(*) filter (where failed) as failed,
        bool_and(read_only) as read_only,
        list_sort(list(distinct cast(event_time as date)) filter (where event_time is not null)) as days,
        bit_or(1 << hour(event_time)) as hours
    from tree_calls
    group by profile
),

held as (
    -- one row per way of calling of which the case holds calls
    select
        ways.profile,
        ways.credential_id,
        coalesce(calls.source_ip_address, '') as address,
        coalesce(calls.user_agent, '') as agent,
        coalesce(calls.aws_region, '') as aws_region,
        coalesce(calls.event_source, '') as event_source,
        coalesce(calls.event_name, '') as event_name,
        ways.invoked_by,
        coalesce(calls.user_arn, '') as user_arn,
        ways.first_seen,
        ways.last_seen,
        ways.calls,
        ways.failed,
        ways.read_only,
        ways.days,
        ways.hours
    from ways
    inner join tree_actions as calls on ways.event_no = calls.event_no
),

newest as (
    -- one row per key, way and day of the last answer that speaks of the key
    select *
    from engine_ways
    qualify file_id = max(file_id) over (partition by access_key_id)
),

counted as (
    -- one row per way of calling that an engine counted
    select
        cast(
            hash(
                keys.credential_id,
                coalesce(newest.source_ip_address, ''),
                coalesce(newest.user_agent, ''),
                coalesce(newest.aws_region, ''),
                coalesce(newest.event_source, ''), coalesce(newest.event_name, ''),
                coalesce(newest.invoked_by, 'AWS Internal') <> 'AWS Internal'
            ) >> 1 as bigint
        ) as profile,
        min(keys.credential_id) as credential_id,
        min(coalesce(newest.source_ip_address, '')) as address,
        min(coalesce(newest.user_agent, '')) as agent,
        min(coalesce(newest.aws_region, '')) as aws_region,
        min(coalesce(newest.event_source, '')) as event_source,
        min(coalesce(newest.event_name, '')) as event_name,
        min(coalesce(newest.invoked_by, 'AWS Internal')) as invoked_by,
        min(coalesce(newest.user_arn, '')) as user_arn,
        min(newest.first_seen) as first_seen,
        max(newest.last_seen) as last_seen,
        cast(sum(newest.calls) as bigint) as calls,
        cast(sum(newest.failed) as bigint) as failed,
        bool_and(newest.read_only) as read_only,
        list_sort(list(distinct cast(newest.day as date))) as days,
        bit_or(newest.hours) as hours
    from newest
    inner join credential_keys as keys on newest.access_key_id = keys.access_key_id
    group by all
)

select
    coalesce(held.profile, counted.profile) as profile,
    coalesce(held.credential_id, counted.credential_id) as credential_id,
    coalesce(held.address, counted.address) as address,
    coalesce(held.agent, counted.agent) as agent,
    coalesce(held.aws_region, counted.aws_region) as aws_region,
    coalesce(held.event_source, counted.event_source) as event_source,
    coalesce(held.event_name, counted.event_name) as event_name,
    coalesce(held.invoked_by, counted.invoked_by) as invoked_by,
    coalesce(held.user_arn, counted.user_arn) as user_arn,
    least(held.first_seen, counted.first_seen) as first_seen,
    greatest(held.last_seen, counted.last_seen) as last_seen,
    greatest(held.calls, counted.calls) as calls,
    greatest(held.failed, counted.failed) as failed,
    coalesce(held.read_only, true) and coalesce(counted.read_only, true) as read_only,
    case
        when held.days is null and counted.days is null then null
        else list_sort(list_distinct(list_concat(held.days, counted.days)))
    end as days,
    coalesce(held.hours | counted.hours, held.hours, counted.hours) as hours,
    counted.profile is not null as counted
from held
full outer join counted on held.profile = counted.profile
