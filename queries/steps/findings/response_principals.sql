-- title: What was made in IAM, with its call
-- question: Which principals, credentials and grants did the leaked key's credentials make or change, by
--   which call?
-- grain: one row per row of principal_ledger
-- reads: [activity, principal_ledger, event_rows, events]
with moments as (
    -- one row per event of those moments: few rows, so that no other is opened
    select event_rows.event_no
    from event_rows
    where event_rows.event_time in (select principal_ledger.changed_at from principal_ledger)
),

acts as (
    select events.*
    from events
    where events.event_no in (select moments.event_no from moments)
)

select
    ledger.*,
    acts.event_name,
    split_part(acts.event_source, '.', 1) as source,
    acts.request_parameters,
    acts.response_elements,
    activity.certainty
from principal_ledger as ledger
left join acts on ledger.event_id = acts.event_id and ledger.changed_at = acts.event_time
left join activity on acts.event_no = activity.event_no
qualify
    row_number() over (partition by ledger.ledger_no order by acts.event_key) = 1
order by ledger.changed_at, ledger.event_id, ledger.kind, ledger.name
