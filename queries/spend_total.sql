-- title: What it cost in all
-- question: What did the incident add, what is billed, what is estimated, and what does every further hour
--   cost?
-- grain: one row per figure
-- reads: [estimate]
-- params: {start: {type: timestamp, default: null}, until: {type: timestamp, default: null}}
-- answer: money.totals:spend_total
-- notes: >
--   Figures: incident (excess over the habit: the bill, and the estimate where no bill speaks), usage, fee,
--   tax, credit, refund and discount (the whole account's, billed since the incident began), estimate (the
--   intruder's things by the trail), per_hour (what each further hour costs if nothing is stopped).
--   `at_least` is true where something has no price or the bill still grows. `local` is usd times the rate of
--   case.toml.
select
    cast(null as varchar) as figure,
    sum(estimated_usd) as usd
from estimate
