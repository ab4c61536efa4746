-- title: Calls after the response
-- question: With which credentials of the tree was anything called after they, or the leaked key, were
--   stopped?
-- grain: one row per credential with such a call
-- reads: [credential_tree, activity, events]
-- params: {since: timestamp, names: "varchar[]", stopped: "timestamp[]"}
-- notes: >
--   `names` and `stopped`: credentials that were stopped themselves, and when first. Of these each call
--   counts, whoever made it; of all others those of the third party, or that may be theirs, since `since`.
with stops as (
    select
        cast(unnest($names) as varchar) as credential_id,
        cast(unnest($stopped) as timestamp) as stopped_at
)

select
    tree.credential_id,
    tree.kind,
    tree.depth,
    tree.principal_arn,
    stops.stopped_at,
    count(*) as calls,
    count(*) filter (where events.outcome = 'failed') as refused,
    count(*) filter (where activity.third_party) as intruder_calls,
    count(*) filter (where activity.actor = 'owner') as owner_calls,
    max(events.event_time) as last_seen,
    list(events.event_id order by events.event_time desc, events.event_id asc)[:10] as event_ids
from credential_tree as tree
left join stops on tree.credential_id = stops.credential_id
inner join activity on tree.credential_id = activity.credential_id
inner join events on activity.event_no = events.event_no
where
    activity.actor not in ('aws', 'kit')
    and events.event_time > coalesce(stops.stopped_at, $since)
    and (stops.stopped_at is not null or activity.maybe_third_party)
group by all
order by tree.depth, tree.credential_id
