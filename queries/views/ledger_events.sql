-- title: Calls that may have changed something
-- question: What do the ledgers of principals and resources read of each call that was not refused?
-- grain: one row per event that did not fail, has a time and that no addendum corrects
-- reads: [event_rows, identities]
-- notes: An event that was refused changes nothing. `call` is the name without the API date that Lambda and
--   CloudFront write into it. Beside view events, which puts `extra` together out of more than is read here.
select
    e.event_no,
    coalesce(e.content_key, cast(e.event_id as varchar), e.event_id_text)
    || case when e.variant > 1 then '#' || e.variant else '' end as event_key,
    coalesce(e.event_id_text, cast(e.event_id as varchar)) as event_id,
    e.event_time,
    e.event_source,
    e.event_name,
    regexp_replace(e.event_name, '20\d{2}_?\d{2}_?\d{2}(v\d)?$', '') as call,
    e.aws_region,
    coalesce(e.recipient_account_id, i.user_account_id) as account,
    e.outcome,
    i.user_name,
    i.user_arn,
    i.invoked_by,
    i.session_issuer_arn,
    e.request_parameters,
    e.response_elements,
    e.additional_event_data,
    case when e.event_type = 'AwsServiceEvent' then e.extra ->> '$.serviceEventDetails' end as service_event,
    e.read_only,
    e.management_event
from event_rows as e
left join identities as i on e.identity_no = i.identity_no
where e.outcome <> 'failed' and e.event_time is not null and e.superseded_by is null
