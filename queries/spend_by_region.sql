-- title: Spend by Region
-- question: What did each Region cost by the bill, by the estimate, above the habit, and by the trail?
-- grain: one row per Region, the one with the most added first, then one for all Regions together
-- reads: [spend_counted, resource_ledger, estimate]
-- answer: money.by_region:spend_by_region
-- notes: >
--   Usage only, of the source that counts for each day; what is no usage is in spend_apart. `aws_region` is
--   global for charges without Region, and NULL in the last row, which adds up the others. billed_usd is what
--   bills say, estimated_usd what the estimate says for days that no bill knows, added_usd what is above the
--   habit (spend_excess), trail_usd what the third party's things cost by the trail; event_ids made those
--   things. `unexplained`: at least a dollar was added, and no log shows a thing that costs. The statement
--   holds the sums but for added_usd.
with usage as (
    -- one row per Region: what the counted sources say
    select
        coalesce(nullif(p.aws_region, ''), 'global') as aws_region,
        fsum(p.usd) filter (where not p.is_estimate) as billed_usd,
        fsum(p.usd) filter (where p.is_estimate) as estimated_usd
    from spend_counted as p
    where p.charge_type = 'usage' and p.usd is not null
    group by coalesce(nullif(p.aws_region, ''), 'global')
),

trail as (
    -- one row per Region: what was started there by anyone but the owner and has an estimate
    select
        coalesce(nullif(ledger.aws_region, ''), 'global') as aws_region,
        fsum(estimate.estimated_usd) as trail_usd,
        list(
            ledger.event_id
            order by
                ledger.created_at, ledger.event_id, ledger.resource_type, ledger.resource_id, ledger.ledger_no
        ) as event_ids
    from resource_ledger as ledger
    inner join estimate
        on
            ledger.account_id = estimate.account_id
            and ledger.aws_region = estimate.aws_region
            and ledger.resource_type = estimate.resource_type
            and ledger.resource_id = estimate.resource_id
    where
        ledger.cost_bearing
        and estimate.estimated_usd is not null
        and ledger.maybe_third_party
    group by coalesce(nullif(ledger.aws_region, ''), 'global')
)

select
    coalesce(usage.aws_region, trail.aws_region) as aws_region,
    coalesce(usage.billed_usd, 0) as billed_usd,
    coalesce(usage.estimated_usd, 0) as estimated_usd,
    coalesce(trail.trail_usd, 0) as trail_usd,
    coalesce(trail.event_ids, []) as event_ids
from usage
full join trail on usage.aws_region = trail.aws_region
order by aws_region
