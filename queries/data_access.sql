-- title: What they read or tried to read
-- question: Which data did the intruder read, take or share, and what did they try?
-- grain: one row per account, Region, call and target
-- reads: [event_actions]
-- params:
--   start: {type: timestamp, default: null}
--   until: {type: timestamp, default: null}
-- notes: >
--   Calls of the intruder's credentials, unclear ones included, that collect, take out or read credentials.
--   Target is the bucket for files in S3 (`things` counts the different files), else what the record names,
--   or null where it names nothing. Reading files, rows, messages and objects is only recorded where data
--   events are: no row here then proves nothing, and cannot_say tells. `bytes_out` is what S3 says that it
--   handed out.
with touched as (
    select
        account_id,
        aws_region,
        event_source,
        event_name,
        action_id,
        tactic,
        technique,
        weight,
        subject,
        bucket,
        bytes_out,
        outcome,
        event_time,
        event_id,
        event_key,
        credential_id
    from event_actions
    where
        maybe_third_party
        and tactic in ('Collection', 'Credential Access', 'Exfiltration')
        and ($start is null or event_time >= $start)
        and ($until is null or event_time < $until)
)

select
    account_id,
    aws_region,
    split_part(event_source, '.', 1) as service,
    event_name,
    coalesce(bucket, subject) as target,
    count(*) as attempts,
    count(*) filter (where outcome in ('succeeded', 'partly')) as succeeded,
    count(*) filter (where outcome = 'failed') as failed,
    count(distinct subject) as things,
    cast(sum(bytes_out) as bigint) as bytes_out,
    min(event_time) as first_seen,
    max(event_time) as last_seen,
    arg_max(action_id, (weight, action_id)) as action_id,
    arg_max(tactic, (weight, action_id)) as tactic,
    arg_max(technique, (weight, action_id)) as technique,
    max(weight) as weight,
    list_sort(list(distinct credential_id)) as credential_ids,
    list_sort(list(event_id order by event_time, event_key)[:20]) as event_ids
from touched
group by account_id, aws_region, event_source, event_name, coalesce(bucket, subject)
order by first_seen, service, event_name, target, aws_region, account_id
