-- title: Ways of calling, in order
-- question: In which ways was each credential of the tree used, first used first?
-- grain: one row per way of calling
-- reads: [call_profiles]
-- notes: Columns in the order of kit.analysis.actors.profiles.Profile.
select
    profile,
    credential_id,
    address,
    agent,
    aws_region,
    event_source,
    event_name,
    invoked_by,
    user_arn,
    first_seen,
    last_seen,
    calls,
    failed,
    read_only,
    days,
    hours,
    counted
from call_profiles
order by first_seen, profile
