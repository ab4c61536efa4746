-- title: What each call of the credentials means, and whose it was
-- question: Which attacker action is each call that a credential of the tree made, and who made it?
-- grain: one row per event of table activity
-- reads: [activity, tree_actions]
-- params: {}
-- notes: >
--   What a call means is in view tree_actions; whose it was, in table activity.
select
    tree_actions.* exclude (profile),
    activity.actor,
    activity.certainty,
    activity.basis,
    activity.third_party,
    activity.maybe_third_party,
    activity.actor_reason,
    activity.reason_args
from tree_actions
inner join activity on tree_actions.event_no = activity.event_no
