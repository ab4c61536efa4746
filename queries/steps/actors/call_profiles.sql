-- title: Ways of calling
-- question: From where, with what and for what was each credential of the tree used?
-- grain: one row per credential, address, user agent, Region, call and whether a service made it on its
--   behalf
-- reads: [tree_calls, events]
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
)

select
    ways.profile,
    ways.credential_id,
    coalesce(events.source_ip_address, '') as address,
    coalesce(events.user_agent, '') as agent,
    coalesce(events.aws_region, '') as aws_region,
    coalesce(events.event_source, '') as event_source,
    coalesce(events.event_name, '') as event_name,
    ways.invoked_by,
    coalesce(events.user_arn, '') as user_arn,
    ways.first_seen,
    ways.last_seen,
    ways.calls,
    ways.failed,
    ways.read_only,
    ways.days,
    ways.hours
from ways
inner join events on ways.event_no = events.event_no
