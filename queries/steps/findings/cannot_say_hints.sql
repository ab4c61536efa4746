-- title: Calls whose effect the logs do not hold
-- question: Did the intruder look at buckets, secrets, models, mail or opt-in Regions, and which roles
--   elsewhere did they take?
-- grain: one row per hint and value
-- reads: [event_actions, events, call_marks]
select
    case
        when acts.event_source = 's3.amazonaws.com' then 'bucket'
        when acts.event_source like 'bedrock%' then 'model'
        when
            acts.event_source in ('ses.amazonaws.com', 'email.amazonaws.com', 'sns.amazonaws.com')
            then 'mail'
        when marks.mark = 'reads_secret' then 'secret'
        when marks.mark = 'enables_region' then 'opt_in'
        else 'role_account'
    end as hint,
    case
        when acts.event_source = 's3.amazonaws.com' then events.request_parameters ->> '$.bucketName'
        when marks.mark = 'enables_region'
            then
                coalesce(
                    events.request_parameters ->> '$.RegionName', events.request_parameters ->> '$.regionName'
                )
        when marks.mark = 'takes_role'
            then split_part(events.request_parameters ->> '$.roleArn', ':', 5)
        else acts.event_name
    end as value,
    count(*) as calls,
    count(*) filter (where acts.outcome = 'succeeded') as succeeded
from event_actions as acts
inner join events on acts.event_no = events.event_no
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
group by all
order by hint asc, calls desc, value asc
