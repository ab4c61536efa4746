-- title: Rows of events
-- question: What is stored of each event, as it is stored?
-- grain: one row per distinct event
-- reads: [event_records]
-- notes: The table beneath keeps copies too, which name their event in copy_of. Joins with identities by
--   identity_no.
select *
from event_records
where copy_of is null
