-- title: Steps
-- question: What has to be done, by whose word, and what is done already?
-- grain: one row per step
-- reads: [credential_tree]
-- notes: Starts from the leaked credentials; the answer judges each step from the ledgers, the quarantine and
--   the coverage. `done` needs an event or a live state that shows it; what the evidence cannot tell is
--   `unknown`.
-- answer: response.steps:steps
select
    credential_id,
    kind,
    principal_arn,
    state,
    ended_at,
    ended_event_id
from credential_tree
where depth = 0
order by credential_id
