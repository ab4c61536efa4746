-- title: What has to be said first
-- question: Is there nothing to judge by, or evidence that could not be used, so that answers are not whole?
-- grain: one row per caution; none where nothing stands against the answers
-- reads: [derived_failures]
-- answer: cautions:cautions
-- notes: >
--   No evidence is not innocence. Topics: no_events, no_account_events and no_credential_events (nothing to
--   judge by: a reply to AWS is refused), no_key_ids (no record names an access key), analysis_failed,
--   bill_parts (a manifest names parts of a bill that are not there).
select
    cast(null as varchar) as topic,
    stage as statement
from derived_failures
where false
