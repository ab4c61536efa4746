-- title: Calls that may have changed something
-- question: What do the ledgers of principals and resources read of each call that was not refused?
-- grain: one row per event that did not fail, has a time and that no addendum corrects
-- reads: [events]
-- notes: An event that was refused changes nothing. `call` is the name without the API date that Lambda and
--   CloudFront write into it.
select
    event_no,
    event_key,
    event_id,
    event_time,
    event_source,
    event_name,
    regexp_replace(event_name, '20\d{2}_?\d{2}_?\d{2}(v\d)?$', '') as call,
    aws_region,
    coalesce(recipient_account_id, user_account_id) as account,
    outcome,
    user_name,
    user_arn,
    invoked_by,
    session_issuer_arn,
    request_parameters,
    response_elements,
    additional_event_data,
    case when event_type = 'AwsServiceEvent' then extra ->> '$.serviceEventDetails' end as service_event,
    read_only,
    management_event
from events
where outcome <> 'failed' and event_time is not null and superseded_by is null
