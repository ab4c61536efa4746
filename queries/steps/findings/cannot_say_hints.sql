-- title: Calls whose effect the logs do not hold
-- question: Did the intruder look at buckets, secrets, models, mail or opt-in Regions, and which roles
--   elsewhere did they take?
-- grain: one row per hint and value
-- reads: [event_actions, events]
select
    case
        when acts.event_source = 's3.amazonaws.com' then 'bucket'
        when
            acts.event_source like 'bedrock%' and acts.event_name in
            ('InvokeModel', 'InvokeModelWithResponseStream', 'Converse', 'ConverseStream') then 'model'
        when
            acts.event_source in ('ses.amazonaws.com', 'email.amazonaws.com', 'sns.amazonaws.com')
            then 'mail'
        when acts.event_source in ('secretsmanager.amazonaws.com', 'ssm.amazonaws.com') then 'secret'
        when acts.event_source = 'account.amazonaws.com' and acts.event_name = 'EnableRegion' then 'opt_in'
        else 'role_account'
    end as hint,
    case
        when acts.event_source = 's3.amazonaws.com' then events.request_parameters ->> '$.bucketName'
        when acts.event_source = 'account.amazonaws.com'
            then
                coalesce(
                    events.request_parameters ->> '$.RegionName', events.request_parameters ->> '$.regionName'
                )
        when acts.event_source = 'sts.amazonaws.com'
            then split_part(events.request_parameters ->> '$.roleArn', ':', 5)
        else acts.event_name
    end as value,
    count(*) as calls,
    count(*) filter (where acts.outcome = 'succeeded') as succeeded
from event_actions as acts
inner join events on acts.event_no = events.event_no
where
    acts.actor in ('intruder', 'unclear')
    and (
        acts.event_source in (
            's3.amazonaws.com', 'ses.amazonaws.com', 'email.amazonaws.com', 'sns.amazonaws.com'
        )
        or acts.event_source like 'bedrock%'
        or acts.event_name in ('EnableRegion', 'AssumeRole')
        or (
            acts.outcome != 'failed'
            and acts.event_name in (
                'GetSecretValue',
                'BatchGetSecretValue',
                'GetParameter',
                'GetParameters',
                'GetParametersByPath',
                'GetParameterHistory'
            )
        )
    )
group by all
order by hint asc, calls desc, value asc
