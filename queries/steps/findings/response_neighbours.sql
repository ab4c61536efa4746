-- title: Others at the third party's addresses
-- question: Which calls outside the tree came from an address that only the third party is seen at?
-- grain: one row per principal, key, call, request and outcome
-- reads: [activity, events, first_act]
-- notes: An address counts only if no owner's call and no call at all before the third party came is from it.
with theirs as (
    select events.source_ip_address as address
    from activity
    inner join events on activity.event_no = events.event_no
    where regexp_matches(coalesce(events.source_ip_address, ''), '^[0-9a-fA-F:.]+$')
    group by events.source_ip_address
    having bool_or(activity.third_party) and not coalesce(bool_or(activity.actor = 'owner'), false)
),

known as (
    select distinct events.source_ip_address as address
    from events
    where
        events.source_ip_address in (select theirs.address from theirs)
        and events.event_time < (select first_act.event_time from first_act)
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
    any_value(events.response_elements) as response_elements,
    max(events.additional_event_data ->> '$.MFAUsed') as mfa,
    any_value(events.source_ip_address) as address,
    count(*) as calls,
    min(events.event_time) as first_seen,
    max(events.event_time) as last_seen,
    list(events.event_id order by events.event_time, events.event_id)[:20] as event_ids
from events
left join activity on events.event_no = activity.event_no
where
    events.source_ip_address in (select theirs.address from theirs)
    and events.source_ip_address not in (select known.address from known)
    and activity.event_no is null
    and events.user_arn is not null
    and events.superseded_by is null
group by
    coalesce(events.recipient_account_id, events.user_account_id),
    events.user_type, events.user_name, events.user_arn, events.access_key_id, events.event_source,
    events.event_name, events.aws_region, events.outcome, coalesce(events.read_only, false),
    events.request_parameters
order by first_seen, event_ids[1]
