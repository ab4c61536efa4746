-- title: What was started, with its call and price
-- question: Which resources did the leaked key's credentials start or change, by which call, at what price an
--   hour?
-- grain: one row per row of resource_ledger
-- reads: [activity, resource_ledger, resource_runs, estimate, event_rows, events]
-- params: {replied: "varchar[]"}
-- notes: Replies are long. They are read of those calls alone whose remedy looks into one, `replied`
--   (`ec2:RunInstances`); of others response_elements is empty.
with moments as (
    -- one row per event of those moments: few rows, so that no other is opened
    select event_rows.event_no
    from event_rows
    where event_rows.event_time in (select resource_ledger.created_at from resource_ledger)
),

acts as materialized (
    select
        events.event_no,
        events.event_key,
        events.event_id,
        events.event_time,
        regexp_replace(events.event_name, '20\d{2}_?\d{2}_?\d{2}(v\d)?$', '') as event_name,
        split_part(events.event_source, '.', 1) as source,
        events.request_parameters
    from events
    where events.event_no in (select moments.event_no from moments)
),

replies as (
    select
        event_rows.event_no,
        event_rows.response_elements
    from event_rows
    where
        event_rows.event_no in (
            select acts.event_no
            from acts
            where acts.source || ':' || acts.event_name in (select unnest($replied))
        )
)

select
    ledger.*,
    estimate.usd_per_hour,
    estimate.estimated_usd,
    acts.event_name,
    acts.source,
    acts.request_parameters,
    replies.response_elements,
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
left join acts on ledger.event_id = acts.event_id and ledger.created_at = acts.event_time
left join replies on acts.event_no = replies.event_no
left join activity on acts.event_no = activity.event_no
qualify
    row_number() over (partition by ledger.ledger_no order by acts.event_key) = 1
order by ledger.created_at, ledger.event_id, ledger.resource_type, ledger.resource_id
