-- title: Names of calls that may have changed something
-- question: Which calls that were not refused are there, by source and name?
-- grain: one row per source and name of a call
-- reads: [event_rows]
select distinct
    event_source,
    event_name
from event_rows
where outcome <> 'failed'
