-- title: Stamps of the derived tables
-- question: What were the derived tables of each stage made from?
-- grain: one row per stage
-- reads: [derived_stamp]
select *
from derived_stamp
