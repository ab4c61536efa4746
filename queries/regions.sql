-- title: Regions the intruder used
-- question: In which Regions was the intruder, had the key worked there before, what did they start there,
--   what does it cost?
-- grain: one row per account and Region with a call of the intruder's credentials or a resource of theirs
-- reads: [activity, events, first_act, credential_tree, resource_ledger, estimate, spend_lines_counted,
--   horizon]
-- notes: >
--   used_before speaks of the leaked credential itself before the intruder's first call; a past bill of the
--   Region counts as yes, and no is only said where the account's past is in the evidence. usd_per_hour is
--   the estimate for what still stands; what is unclear counts from the intruder's first call on; spend is
--   what the counted bill or estimate shows for the Region since the intruder's first day.
-- answer: changes.regions:regions
with tree as (
    select
        coalesce(events.recipient_account_id, events.user_account_id) as account_id,
        events.aws_region,
        events.event_time,
        activity.maybe_third_party
        and (first_act.event_time is null or events.event_time >= first_act.event_time) as theirs,
        credential_tree.depth = 0 and events.event_time < first_act.event_time as past
    from activity
    inner join events on activity.event_no = events.event_no
    inner join credential_tree on activity.credential_id = credential_tree.credential_id
    cross join first_act
    where events.aws_region is not null
),

calls as (
    select
        account_id,
        aws_region,
        count(*) filter (where theirs) as events,
        min(event_time) filter (where theirs) as first_seen,
        max(event_time) filter (where theirs) as last_seen,
        coalesce(bool_or(past), false) as past
    from tree
    group by account_id, aws_region
),

priced as (
    select
        account_id,
        aws_region,
        resource_type,
        resource_id,
        max(usd_per_hour) as usd_per_hour
    from estimate
    group by all
),

things as (
    select
        ledger.account_id,
        ledger.aws_region,
        count(*) filter (where ledger.change in ('created', 'started')) as resources_started,
        count(*) filter (where ledger.cost_bearing and ledger.state = 'alive') as resources_running,
        sum(priced.usd_per_hour) filter (where ledger.cost_bearing and ledger.state = 'alive') as usd_per_hour
    from resource_ledger as ledger
    left join priced
        on
            ledger.account_id = priced.account_id
            and ledger.aws_region = priced.aws_region
            and ledger.resource_type = priced.resource_type
            and ledger.resource_id = priced.resource_id
    group by all
),

billed as (
    select distinct
        lines.account as account_id,
        lines.aws_region
    from spend_lines_counted as lines
    inner join first_act on lines.period_end <= date_trunc('day', first_act.event_time)
    where lines.charge_type = 'usage' and lines.cost > 0
),

places as (
    select
        account_id,
        aws_region
    from calls
    where events > 0
    union
    select
        account_id,
        aws_region
    from things
    where aws_region is not null
)

select
    places.account_id,
    places.aws_region,
    coalesce(calls.events, 0) as events,
    calls.first_seen,
    calls.last_seen,
    case
        when calls.past or billed.aws_region is not null then 'yes'
        when horizon.first_event < first_act.event_time - interval 1 day then 'no'
        else 'unknown'
    end as used_before,
    coalesce(things.resources_started, 0) as resources_started,
    coalesce(things.resources_running, 0) as resources_running,
    things.usd_per_hour,
    first_act.event_time as first_intruder
from places
cross join first_act
left join calls on places.account_id = calls.account_id and places.aws_region = calls.aws_region
left join things on places.account_id = things.account_id and places.aws_region = things.aws_region
left join billed on places.account_id = billed.account_id and places.aws_region = billed.aws_region
left join horizon on places.account_id = horizon.account_id
order by places.account_id, places.aws_region
