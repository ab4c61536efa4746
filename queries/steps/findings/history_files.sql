-- title: Event history that somebody else asked for
-- question: How many files of Event history do not say what was asked of it?
-- grain: one row
-- reads: [files]
-- notes: The console and the API take a filter, and their answers do not name it. The kit's own pages
--   do.
select count(*) as files
from files
where
    format in ('lookup_events', 'event_history_csv', 'event_history_json')
    and status in ('loaded', 'duplicate')
    and meta ->> '$.claims_from' is null
    and meta ->> '$.start' is null
