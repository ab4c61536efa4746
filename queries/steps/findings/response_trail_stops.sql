-- title: Trails that were stopped
-- question: Which trail was stopped or deleted, by whom, and was it started again?
-- grain: one row per call that stopped or deleted a trail
-- reads: [activity, events, trail_gaps]
with stops as materialized (
    -- one row per gap
    select *
    from trail_gaps
    where kind = 'stopped'
),

callers as (
    -- one row per call that made one
    select
        stops.event_no,
        coalesce(events.access_key_id, events.user_arn, events.source_ip_address) as caller
    from stops
    inner join events on stops.event_no = events.event_no
)

select
    gaps.account_id,
    gaps.home_region as aws_region,
    gaps.named_as as trail,
    gaps.event_name,
    gaps.gap_from as stopped_at,
    gaps.event_no,
    gaps.event_id,
    coalesce(activity.actor, 'unclear') as actor,
    coalesce(activity.third_party, false) as third_party,
    coalesce(activity.maybe_third_party, true) as maybe_third_party,
    activity.event_no is null as outside_tree,
    callers.caller,
    gaps.gap_until as started_at,
    gaps.ended_event_id as started_event_id
from stops as gaps
left join activity on gaps.event_no = activity.event_no
left join callers on gaps.event_no = callers.event_no
order by stopped_at, gaps.event_id
