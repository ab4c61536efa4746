-- title: Calls of everybody else on such things
-- question: Which successful calls that are not the intruder's touch a thing of these kinds?
-- grain: one row per event
-- reads: [activity, events]
-- params: {calls: "varchar[]", accounts: "varchar[]"}
-- notes: They end, stop or change back what the intruder made, show what was there before, or are AWS
--   services acting for something that the intruder made. An event that was refused changes nothing and is
--   left out.
with named as (
    select event_name
    from (select distinct event_name from events) as names
    where list_contains($calls, regexp_replace(event_name, '20\d{2}_?\d{2}_?\d{2}(v\d)?$', ''))
)

select
    events.event_no,
    events.event_key,
    events.event_id,
    events.event_time,
    events.event_source,
    events.event_name,
    events.aws_region,
    coalesce(events.recipient_account_id, events.user_account_id) as account,
    events.outcome,
    events.user_name,
    events.user_arn,
    events.invoked_by,
    events.session_issuer_arn,
    events.request_parameters,
    events.response_elements,
    events.additional_event_data,
    case
        when events.event_type = 'AwsServiceEvent' then events.extra ->> '$.serviceEventDetails'
    end as service_event,
    null::varchar as credential_id,
    null::varchar as actor
from events
where
    events.outcome <> 'failed'
    and events.event_time is not null
    and events.superseded_by is null
    and events.event_name in (select named.event_name from named)
    and list_contains($accounts, coalesce(events.recipient_account_id, events.user_account_id))
    and not exists (
        select 1
        from activity
        where activity.event_no = events.event_no and activity.actor in ('intruder', 'unclear')
    )
