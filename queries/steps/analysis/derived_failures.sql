-- title: What could not be made
-- question: Which derived tables could not be made of this evidence, and why?
-- grain: one row per stage
-- reads: [derived_failures]
select
    stage,
    tables,
    reason
from derived_failures
order by stage
