-- title: Calls with their long parts
-- question: What is recorded of calls of which the request does not tell all?
-- grain: one row per event
-- reads: [ledger_events]
-- params: {event_nos: "bigint[]"}
-- notes: Of most of them nobody needs it, and it is nine tenths of what there is to read.
select
    done.* exclude (done.call, done.read_only, done.management_event),
    cast(null as varchar) as credential_id,
    cast(null as varchar) as actor
from ledger_events as done
where done.event_no in (select unnest($event_nos))
