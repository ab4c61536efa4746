-- title: Credentials and whose hand used them
-- question: Which credentials came out of the leaked key, who used them, and do they still live?
-- grain: one row per credential of the tree
-- reads: [credential_tree, activity, events]
with hands as (
    select
        activity.credential_id,
        count(*) filter (where activity.third_party) as intruder_calls,
        count(*) filter (where activity.actor = 'owner') as owner_calls,
        count(*) filter (where activity.actor = 'unclear') as unclear_calls,
        max(events.event_time) as last_call,
        max(events.event_time) filter (where activity.actor = 'owner') as last_owner_call,
        max(events.principal_id) as principal_id,
        max(events.session_issuer_arn) as session_issuer_arn
    from activity
    inner join events on activity.event_no = events.event_no
    where activity.actor != 'aws'
    group by activity.credential_id
)

select
    tree.*,
    coalesce(hands.intruder_calls, 0) as intruder_calls,
    coalesce(hands.owner_calls, 0) as owner_calls,
    coalesce(hands.unclear_calls, 0) as unclear_calls,
    hands.last_call,
    hands.last_owner_call,
    hands.principal_id,
    hands.session_issuer_arn
from credential_tree as tree
left join hands on tree.credential_id = hands.credential_id
order by tree.depth, tree.issued_at nulls first, tree.credential_id
