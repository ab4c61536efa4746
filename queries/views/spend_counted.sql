-- title: Spend that counts
-- question: What does the one source say that counts for its account and day?
-- grain: one row per period, account, Region, service, charge type and currency of the source that counts
-- reads: [spend_periods, spend_coverage]
-- notes: >
--   The home of "this bill counts, not that one": exactly one source of an account and day does, so sums of
--   these rows are totals. Which lines of one bill count is told by spend_lines_counted.
select
    p.*,
    c.day,
    c.monthly,
    c.settled and not p.estimated as complete,
    c.as_of
from spend_periods as p
inner join spend_coverage as c
    on
        p.account_id = c.account_id
        and p.source = c.source
        and p.view = c.view
        and cast(p.period_start as date) = c.day
        and c.counted
