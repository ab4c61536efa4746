-- title: Calls whose effect the logs do not hold
-- question: Did the intruder look at buckets, secrets, models, mail or opt-in Regions, and which roles
--   elsewhere did they take?
-- grain: one row per hint and value
-- reads: [event_actions, event_rows, call_marks]
with picked as materialized (
    -- one row per such call, found before any request is read
    select
        acts.event_no,
        acts.event_source,
        acts.event_name,
        acts.outcome,
        marks.mark
    from event_actions as acts
    left join call_marks as marks
        on
            acts.event_source = marks.source
            and acts.event_name = marks.event
            and marks.mark in ('enables_region', 'takes_role', 'reads_secret')
    where
        acts.maybe_third_party
        and (
            acts.event_source in (
                's3.amazonaws.com', 'ses.amazonaws.com', 'email.amazonaws.com', 'sns.amazonaws.com'
            )
            or (
                acts.event_source like 'bedrock%'
                and acts.event_name in (
                    select models.event
                    from call_marks as models
                    where models.mark = 'asks_model'
                )
            )
            or marks.mark in ('enables_region', 'takes_role')
            or (acts.outcome != 'failed' and marks.mark = 'reads_secret')
        )
),

naming as materialized (
    -- one row per call that names a bucket, a Region or a role
    select event_no
    from picked
    where event_source = 's3.amazonaws.com' or mark in ('enables_region', 'takes_role')
),

requests as (
    -- the same rows
    select
        event_no,
        request_parameters
    from event_rows
    where event_no in (select naming.event_no from naming)
)

select
    case
        when picked.event_source = 's3.amazonaws.com' then 'bucket'
        when picked.event_source like 'bedrock%' then 'model'
        when
            picked.event_source in ('ses.amazonaws.com', 'email.amazonaws.com', 'sns.amazonaws.com')
            then 'mail'
        when picked.mark = 'reads_secret' then 'secret'
        when picked.mark = 'enables_region' then 'opt_in'
        else 'role_account'
    end as hint,
    case
        when picked.event_source = 's3.amazonaws.com' then requests.request_parameters ->> '$.bucketName'
        when picked.mark = 'enables_region'
            then
                coalesce(
                    requests.request_parameters ->> '$.RegionName',
                    requests.request_parameters ->> '$.regionName'
                )
        when picked.mark = 'takes_role'
            then split_part(requests.request_parameters ->> '$.roleArn', ':', 5)
        else picked.event_name
    end as value,
    count(*) as calls,
    count(*) filter (where picked.outcome = 'succeeded') as succeeded
from picked
left join requests on picked.event_no = requests.event_no
group by all
order by hint asc, calls desc, value asc
