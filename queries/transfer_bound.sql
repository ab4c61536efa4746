-- title: What may have been read, by quantity
-- question: How much more than usual left the account, and how many more requests went to S3, during the
--   incident?
-- grain: one row per Region and kind of quantity
-- reads: [spend_lines]
-- params: {start: {type: timestamp, default: null}, until: {type: timestamp, default: null}}
-- answer: money.transfer:transfer_bound
-- notes: >
--   For the time in which data events were off: an upper bound, not a proof that anything was read. `at_most`
--   is what was moved above the lower edge of the habit; 0 where the day's quantities stayed within it. NULL
--   where no past is there.
select
    aws_region,
    usage_type,
    sum(usage_amount) as amount
from spend_lines
where usage_type is not null and cast($start as timestamp) is null and cast($until as timestamp) is null
group by aws_region, usage_type
order by aws_region, usage_type
