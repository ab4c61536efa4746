-- title: How far the bill reaches
-- question: Up to which day does the case hold a bill?
-- grain: one row
-- reads: [spend_lines]
select
    count(*) as lines,
    cast(max(period_start) as date) as last_period
from spend_lines
