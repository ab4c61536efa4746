-- title: What each call of the credentials means, and whose it was
-- question: Which attacker action is each call that a credential of the tree made, and who made it?
-- grain: one row per event of table activity
-- reads: [activity, tree_actions, event_rows]
-- params: {}
-- notes: >
--   What a call means is in table tree_actions; whose it was, in table activity. Requests and replies are
--   long: whoever asks for one of them waits for all of the tree's.
select
    tree_actions.event_no,
    activity.event_key,
    tree_actions.event_id,
    tree_actions.event_time,
    tree_actions.account_id,
    activity.credential_id,
    tree_actions.event_source,
    tree_actions.event_name,
    tree_actions.aws_region,
    tree_actions.source_ip_address,
    tree_actions.user_agent,
    tree_actions.outcome,
    tree_actions.error_code,
    tree_actions.is_read,
    tree_actions.action_id,
    tree_actions.tactic,
    tree_actions.technique,
    tree_actions.weight,
    tree_actions.cost,
    tree_actions.subject,
    tree_actions.user_name,
    tree_actions.user_arn,
    event_rows.request_parameters,
    event_rows.response_elements,
    event_rows.additional_event_data,
    activity.actor,
    activity.certainty,
    activity.basis,
    activity.third_party,
    activity.maybe_third_party,
    activity.actor_reason,
    activity.reason_args,
    tree_actions.bucket,
    tree_actions.bytes_out
from tree_actions
inner join activity on tree_actions.event_no = activity.event_no
inner join event_rows on tree_actions.event_no = event_rows.event_no
