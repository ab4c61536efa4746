-- title: Bills, added up by hour
-- question: What does each source say for each hour (or day, or month), account, Region, service and kind of
--   charge?
-- grain: one row per source, view, period, account, Region, service, charge type, currency
-- reads: [spend_lines, spend_deliveries, case_facts, files]
-- notes: >
--   Only lines of the version of a bill that counts. Cost Explorer may have been asked for one day twice: the
--   newest answer of a group counts. A line without account is the case's own account, or the only one that
--   the bills name.
with own as (
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

lines as (
    select
        l.source,
        case
            when l.source in ('cost_explorer', 'console_csv') then l.view || ' by ' || l.grain else l.view
        end as view,
        l.grain,
        l.period_start,
        l.period_end,
        l.billing_period,
        coalesce(l.account_id, own.account, l.payer_account_id, 'unknown') as account_id,
        l.aws_region,
        l.service,
        l.charge_type,
        l.currency,
        l.estimated,
        l.cost,
        l.amortised,
        l.list_cost,
        l.file_id
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
)

select
    lines.source,
    lines.view,
    lines.grain,
    case lines.grain when 'hour' then date_trunc('hour', lines.period_start) else lines.period_start end
        as period_start,
    max(lines.period_end) as period_end,
    lines.billing_period,
    lines.account_id,
    lines.aws_region,
    lines.service,
    lines.charge_type,
    lines.currency,
    bool_or(lines.estimated) as estimated,
    sum(lines.cost) as cost,
    sum(lines.amortised) as amortised,
    sum(lines.list_cost) as list_cost,
    count(*) as lines,
    max(files.fetched_at) as fetched_at
from lines
inner join files on lines.file_id = files.file_id
group by
    lines.source, lines.view, lines.grain,
    case lines.grain when 'hour' then date_trunc('hour', lines.period_start) else lines.period_start end,
    lines.billing_period, lines.account_id, lines.aws_region, lines.service, lines.charge_type, lines.currency
