-- title: What was started, with its call and price
-- question: Which resources did the leaked key's credentials start or change, by which call, at what price an
--   hour?
-- grain: one row per row of resource_ledger
-- reads: [activity, resource_ledger, resource_runs, estimate, events]
select
    ledger.*,
    estimate.usd_per_hour,
    estimate.estimated_usd,
    regexp_replace(events.event_name, '20\d{2}_?\d{2}_?\d{2}(v\d)?$', '') as event_name,
    split_part(events.event_source, '.', 1) as source,
    events.request_parameters,
    events.response_elements,
    runs.purchase,
    activity.certainty
from resource_ledger as ledger
left join estimate
    on
        ledger.account_id = estimate.account_id
        and ledger.aws_region = estimate.aws_region
        and ledger.resource_id = estimate.resource_id
        and ledger.resource_type = estimate.resource_type
left join (
    select
        ledger_no,
        max(purchase) as purchase
    from resource_runs
    group by ledger_no
) as runs
    on ledger.ledger_no = runs.ledger_no
left join events on ledger.event_id = events.event_id and ledger.created_at = events.event_time
left join activity on events.event_no = activity.event_no
qualify
    row_number() over (partition by ledger.ledger_no order by events.event_no) = 1
order by ledger.created_at, ledger.event_id, ledger.resource_type, ledger.resource_id
