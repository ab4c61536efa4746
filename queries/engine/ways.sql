-- title: Ways in which keys call, day by day
-- question: From where, with what and for what was each of these keys used, on which days and at which hours?
-- grain: one row per key, address, agent, Region, call, whether a service made it, and day
-- reads: [calls]
-- params: {keys: "varchar[]", most: bigint}
-- notes: >
--   The habit of a key whose calls are too many to bring. hours is the sum of 2 to the power of each hour of
--   the day with a call.
select
    access_key_id,
    source_ip_address,
    user_agent,
    aws_region,
    event_source,
    event_name,
    invoked_by,
    day_text,
    max(user_arn) as user_arn,
    count(*) as records,
    sum(refused) as refused,
    sum(writes) as writes,
    sum(distinct cast(power(2, hour_of_day) as bigint)) as hours,
    min(event_time) as first_seen,
    max(event_time) as last_seen
from (
    select
        user_identity_access_key_id as access_key_id,
        source_ip_address,
        user_agent,
        aws_region,
        event_source,
        event_name,
        user_identity_invoked_by as invoked_by,
        user_identity_arn as user_arn,
        substr(event_time, 1, 10) as day_text,
        cast(substr(event_time, 12, 2) as integer) as hour_of_day,
        case
            when
                concat(coalesce(error_code, ''), coalesce(error_message, '')) <> ''
                or regexp_matches(
                    coalesce(response_elements, ''), '"_?return"[ ]*:[ ]*"?false|:[ ]*"Failure"'
                )
                then 1
            else 0
        end as refused,
        case when coalesce(read_only, 'false') = 'true' then 0 else 1 end as writes,
        event_time
    from calls
    where
        user_identity_access_key_id in ($keys)
        and event_time is not null
) as uses
group by
    access_key_id, source_ip_address, user_agent, aws_region, event_source, event_name, invoked_by, day_text
limit $most
