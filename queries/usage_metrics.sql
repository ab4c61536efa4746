-- title: What CloudWatch counted
-- question: How many model tokens, mails, SMS dollars and function runs were there, by Region and day?
-- grain: one row per account, Region, metric, thing (model, function) and UTC day
-- reads: [usage_metrics]
-- params: {start: {type: timestamp, default: null}, until: {type: timestamp, default: null}}
-- notes: >
--   The trail holds the calls of a model but not its tokens. Whose calls they were is not told here: the
--   owner's are in these figures too. SMSMonthToDateSpentUSD is the month's sum up to then, so its day has
--   the highest value. CloudWatch names only what had data within two weeks before the look. Empty until `kit
--   collect CASE metrics`.
with newest as (
    select *
    from usage_metrics
    where
        (cast($start as timestamp) is null or period_start >= $start)
        and (cast($until as timestamp) is null or period_start < $until)
    qualify row_number() over (
        partition by account_id, aws_region, namespace, metric, coalesce(thing, ''), statistic, period_start
        order by checked_at desc, file_id desc
    ) = 1
)

select
    account_id,
    aws_region,
    namespace,
    metric,
    thing,
    cast(period_start as date) as day,
    case when statistic = 'Maximum' then max(value) else sum(value) end as value,
    statistic,
    min(period_start) as first_hour,
    max(period_start) as last_hour,
    max(checked_at) as checked_at
from newest
where value <> 0
group by account_id, aws_region, namespace, metric, thing, cast(period_start as date), statistic
order by account_id, namespace, metric, aws_region, thing, day
