-- title: Calls by which the intruder made, changed or ended something
-- question: Which successful calls of the intruder's credentials touch a thing that the tables of effects
--   know?
-- grain: one row per event of the tree whose actor is the intruder or unclear
-- reads: [activity, events]
-- params: {calls: "varchar[]"}
-- notes: Names of calls are compared without the API date that Lambda and CloudFront write into them.
--   Calls that no table knows are taken where their name says that they make or delete something.
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
    activity.credential_id,
    activity.actor
from activity
inner join events on activity.event_no = events.event_no
where
    activity.actor in ('intruder', 'unclear')
    and events.outcome <> 'failed'
    and events.event_time is not null
    and events.superseded_by is null
    and (
        events.event_name in (select named.event_name from named)
        or (
            regexp_matches(
                events.event_name,
                '^(Create|Run|Launch|Allocate|Provision|Purchase|Restore|Import|Delete)[A-Z]'
            )
            and events.read_only is distinct from true
            and events.management_event is distinct from false
        )
    )
