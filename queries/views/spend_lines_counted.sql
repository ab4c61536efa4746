-- title: Lines of a bill that count
-- question: Which lines of the bills are of the newest version of their bill, and whose are they?
-- grain: one row per line
-- reads: [spend_lines, spend_deliveries, case_facts]
-- notes: >
--   The home of "this line of a bill counts". Two versions of a bill are told apart by their deliveries;
--   Cost Explorer may have been asked for one day twice, so of its lines the newest of a group counts.
--   `account` is the line's account, else the case's own or the only one that the bills name, else the payer.
with own as (
    -- one row: the account that a line without one is of
    select
        coalesce(
            nullif(max(value) filter (where name = 'account'), ''),
            (
                select min(account_id) from spend_lines
                having count(distinct account_id) = 1
            )
        ) as account
    from case_facts
),

newest as (
    -- one row per line that Cost Explorer was asked for, however often
    select
        view,
        grain,
        period_start,
        account_id,
        aws_region,
        service,
        usage_type,
        operation,
        resource_id,
        line_item_type,
        max(file_id) as file_id
    from spend_lines
    where source = 'cost_explorer'
    group by all
)

select
    l.*,
    coalesce(l.account_id, own.account, l.payer_account_id, 'unknown') as account
from spend_lines as l
inner join spend_deliveries as d
    on
        l.file_id = d.file_id
        and l.view = d.view
        and l.billing_period = d.billing_period
        and l.payer_account_id is not distinct from d.payer_account_id
        and d.superseded_by is null
cross join own
left join newest
    on
        l.source = 'cost_explorer'
        and l.file_id < newest.file_id
        and l.view = newest.view
        and l.grain = newest.grain
        and l.period_start = newest.period_start
        and l.account_id is not distinct from newest.account_id
        and l.aws_region = newest.aws_region
        and l.service = newest.service
        and l.usage_type is not distinct from newest.usage_type
        and l.operation is not distinct from newest.operation
        and l.resource_id is not distinct from newest.resource_id
        and l.line_item_type is not distinct from newest.line_item_type
where newest.file_id is null
