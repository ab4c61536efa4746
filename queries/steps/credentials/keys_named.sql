-- title: Long-term keys that the evidence names
-- question: Which long-term keys made calls or are named in calls to IAM, and whose are they?
-- grain: one row per long-term key id
-- reads: [identities, events]
-- notes: Read where a key of the case is masked, or is in no event, so that it can be told apart from a slip.
with named as (
    select
        access_key_id,
        user_name
    from identities
    where access_key_id like 'AKIA%'
    union all
    select
        coalesce(
            response_elements ->> '$.accessKey.accessKeyId', request_parameters ->> '$.accessKeyId'
        ) as access_key_id,
        coalesce(
            response_elements ->> '$.accessKey.userName', request_parameters ->> '$.userName'
        ) as user_name
    from events
    where event_source = 'iam.amazonaws.com'
)

select
    access_key_id,
    max(user_name) as user_name
from named
where access_key_id like 'AKIA%'
group by access_key_id
order by access_key_id
