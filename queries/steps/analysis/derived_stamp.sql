-- title: Stamp of the derived tables
-- question: What were the derived tables made from?
-- grain: one row
-- reads: [derived_stamp]
select stamp
from derived_stamp
