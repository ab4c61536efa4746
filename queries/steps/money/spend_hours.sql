-- title: Bills, added up by hour
-- question: What does each source say for each hour (or day, or month), account, Region, service and kind of
--   charge?
-- grain: one row per source, view, period, account, Region, service, charge type, currency
-- reads: [spend_lines_counted, files]
with lines as (
    -- one row per line that counts
    select
        *,
        case when source in ('cost_explorer', 'console_csv') then view || ' by ' || grain else view end
            as source_view
    from spend_lines_counted
)

select
    lines.source,
    lines.source_view as view,
    lines.grain,
    case lines.grain when 'hour' then date_trunc('hour', lines.period_start) else lines.period_start end
        as period_start,
    max(lines.period_end) as period_end,
    lines.billing_period,
    lines.account as account_id,
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
    lines.source, lines.source_view, lines.grain,
    case lines.grain when 'hour' then date_trunc('hour', lines.period_start) else lines.period_start end,
    lines.billing_period, lines.account, lines.aws_region, lines.service, lines.charge_type, lines.currency
