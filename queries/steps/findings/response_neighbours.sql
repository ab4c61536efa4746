-- title: What other credentials did at the third party's addresses
-- question: Which calls did each lead make from an address of the third party's?
-- grain: one row per principal, key, call, request and outcome
-- reads: [lead_callers, activity, events]
-- notes: Which of them are leads is said in one place, kit.analysis.actors.leads. Those that only tried to
--   sign in have no calls to undo.
with leads as (
    -- one row per lead and address
    select
        principal_arn,
        credential_id,
        unnest(addresses) as address
    from lead_callers
    where kind <> 'failed_sign_in'
)

select
    coalesce(events.recipient_account_id, events.user_account_id) as account_id,
    events.user_type,
    events.user_name,
    events.user_arn,
    events.access_key_id,
    split_part(events.event_source, '.', 1) as source,
    regexp_replace(events.event_name, '20\d{2}_?\d{2}_?\d{2}(v\d)?$', '') as event_name,
    events.aws_region,
    events.outcome,
    coalesce(events.read_only, false) as read_only,
    events.request_parameters,
    arg_min(events.response_elements, (events.event_time, events.event_id)) as response_elements,
    max(events.additional_event_data ->> '$.MFAUsed') as mfa,
    arg_min(events.source_ip_address, (events.event_time, events.event_id)) as address,
    count(*) as calls,
    min(events.event_time) as first_seen,
    max(events.event_time) as last_seen,
    list(events.event_id order by events.event_time, events.event_id)[:20] as event_ids
from events
inner join leads
    on
        events.source_ip_address = leads.address
        and (
            events.access_key_id = leads.credential_id
            or (
                leads.credential_id is null
                and leads.principal_arn in (events.user_arn, events.session_issuer_arn)
                and coalesce(events.access_key_id, '') not like 'AKIA%'
            )
        )
left join activity on events.event_no = activity.event_no
where
    activity.event_no is null
    and events.user_arn is not null
    and events.superseded_by is null
group by
    coalesce(events.recipient_account_id, events.user_account_id),
    events.user_type, events.user_name, events.user_arn, events.access_key_id, events.event_source,
    events.event_name, events.aws_region, events.outcome, coalesce(events.read_only, false),
    events.request_parameters
order by first_seen, event_ids[1]
