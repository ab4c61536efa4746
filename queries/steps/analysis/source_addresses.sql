-- title: Source addresses
-- question: From which addresses were calls made?
-- grain: one row per source address
-- reads: [event_rows]
select distinct source_ip_address as address
from event_rows
where source_ip_address is not null
