-- title: What the credentials did
-- question: Which calls were made with the leaked key and with everything that came out of it, by whom, and
--   how bad?
-- grain: one row per event by a credential of the tree
-- reads: [event_actions]
-- params:
--   actor: {type: varchar, default: null}
--   credential: {type: varchar, default: null}
--   min_weight: {type: integer, default: null}
--   since: {type: timestamp, default: null}
--   until: {type: timestamp, default: null}
--   limit: {type: bigint, default: null}
-- notes: >
--   Without `limit` all rows come, in order of time. `weight` is that of the catalogue; refused calls stay
--   in, they show what was wanted. Calls that a service made on somebody's behalf say so in `actor_reason`.
-- answer: actors.reasons:key_activity
select
    event_time,
    event_id,
    account_id,
    credential_id,
    actor,
    certainty,
    basis,
    actor_reason,
    reason_args,
    event_source,
    event_name,
    aws_region,
    source_ip_address,
    user_agent,
    outcome,
    error_code,
    action_id,
    tactic,
    weight,
    subject
from event_actions
where
    ($actor is null or actor = $actor)
    and ($credential is null or credential_id = $credential)
    and ($min_weight is null or weight >= $min_weight)
    and ($since is null or event_time >= $since)
    and ($until is null or event_time < $until)
order by event_time, event_id, event_key
limit cast($limit as bigint)
