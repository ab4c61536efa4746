-- title: Looking around
-- question: In which Regions and minutes did the intruder look around, and at what?
-- grain: one row per account, minute and Region
-- reads: [event_actions]
-- params:
--   start: {type: timestamp, default: null}
--   until: {type: timestamp, default: null}
-- notes: >
--   Reads of the intruder's credentials, unclear ones included, that the catalogue counts as discovery or
--   does not list. Many Regions in one minute are a tool at work, few calls over hours a person;
--   `regions_in_minute` tells. An IAM or STS call stands under the Region that recorded it, which is not
--   where its target lies.
with reads as (
    select
        account_id,
        event_time,
        date_trunc('minute', event_time) as minute,
        aws_region,
        event_source,
        event_name,
        outcome,
        weight,
        credential_id,
        source_ip_address,
        event_id
    from event_actions
    where
        maybe_third_party
        and (tactic = 'Discovery' or (is_read and action_id is null))
        and ($start is null or event_time >= $start)
        and ($until is null or event_time < $until)
),

minutes as (
    select
        account_id,
        minute,
        count(distinct aws_region) as regions_in_minute
    from reads
    group by account_id, minute
),

rows_of_minute as (
    select
        account_id,
        minute,
        aws_region,
        count(*) as events,
        count(*) filter (where outcome = 'failed') as failed,
        count(distinct event_source) as services,
        list_sort(list(distinct split_part(event_source, '.', 1) || ':' || event_name)) as calls,
        max(weight) as weight,
        list_sort(list(distinct credential_id)) as credential_ids,
        list_sort(list(distinct source_ip_address)) as source_ips,
        arg_min(event_id, (event_time, event_id)) as event_id
    from reads
    group by account_id, minute, aws_region
)

select
    r.minute,
    r.account_id,
    r.aws_region,
    r.events,
    r.failed,
    r.services,
    r.calls,
    m.regions_in_minute,
    r.weight,
    r.credential_ids,
    r.source_ips,
    r.event_id
from rows_of_minute as r
inner join minutes as m on r.account_id is not distinct from m.account_id and r.minute = m.minute
order by r.minute, r.account_id, r.aws_region
