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
where
    l.source <> 'cost_explorer'
    or not exists (
        select 1
        from spend_lines as newer
        where
            newer.source = 'cost_explorer'
            and newer.file_id > l.file_id
            and newer.view = l.view
            and newer.grain = l.grain
            and newer.period_start = l.period_start
            and newer.account_id is not distinct from l.account_id
            and newer.aws_region = l.aws_region
            and newer.service = l.service
            and newer.usage_type is not distinct from l.usage_type
            and newer.operation is not distinct from l.operation
            and newer.resource_id is not distinct from l.resource_id
            and newer.line_item_type is not distinct from l.line_item_type
    )
