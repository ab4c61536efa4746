-- title: Sources of spend beside each other
-- question: What do the sources say of one day, and how far are they from the one that counts?
-- grain: one row per UTC day, account and source
-- reads: [spend_periods, spend_coverage]
-- notes: >
--   `difference` is this source minus the counted one. A source that covers a day but has no charge on it
--   says 0. An estimate speaks of the intruder's things alone, so it is compared with the bill only by
--   spend_reconcile.
with said as (
    select
        source,
        view,
        account_id,
        cast(period_start as date) as day,
        sum(usd) as usd,
        sum(usd) filter (where charge_type = 'usage') as usage_usd,
        string_agg(distinct currency, ', ' order by currency) as currencies
    from spend_periods
    group by source, view, account_id, cast(period_start as date)
),

joined as (
    select
        c.account_id,
        c.day,
        c.source,
        c.view,
        c.counted,
        c.settled,
        c.as_of,
        coalesce(s.usd, 0) as usd,
        coalesce(s.usage_usd, 0) as usage_usd,
        s.currencies,
        max(case when c.counted then coalesce(s.usd, 0) end)
            over (partition by c.account_id, c.day)
            as counted_usd
    from spend_coverage as c
    left join said as s
        on c.account_id = s.account_id and c.day = s.day and c.source = s.source and c.view = s.view
)

select
    strftime(day, '%Y-%m-%d') as period,
    account_id,
    source,
    view,
    usd,
    usage_usd,
    usd - counted_usd as difference,
    currencies,
    counted,
    settled as complete,
    as_of
from joined
order by period asc, account_id asc, counted desc, source asc, view asc
