-- title: What was made in IAM, with its call
-- question: Which principals, credentials and grants did the leaked key's credentials make or change, by
--   which call?
-- grain: one row per row of principal_ledger
-- reads: [activity, principal_ledger, events]
select
    ledger.*,
    events.event_name,
    split_part(events.event_source, '.', 1) as source,
    events.request_parameters,
    events.response_elements,
    activity.certainty
from principal_ledger as ledger
left join events on ledger.event_id = events.event_id and ledger.changed_at = events.event_time
left join activity on events.event_no = activity.event_no
qualify
    row_number() over (partition by ledger.ledger_no order by events.event_no) = 1
order by ledger.changed_at, ledger.event_id, ledger.kind, ledger.name
