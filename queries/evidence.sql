-- title: Evidence
-- question: Where does the untouched record of each of these events stand?
-- grain: one row per event asked for and place in a file
-- reads: [events, deliveries, ledger]
-- params:
--   event_ids: {type: "varchar[]", default: null}
-- notes: >
--   Without event_ids the answer is empty. `position` is the record's number in the decoded file `origin`,
--   whose bytes have this sha256; `kit show` prints the record. An id that the evidence does not hold gives
--   no row.
select
    e.event_id,
    e.event_time,
    e.event_source,
    e.event_name,
    e.recipient_account_id as account_id,
    e.aws_region,
    e.source_ip_address,
    e.outcome,
    d.file_id,
    l.origin,
    d.position,
    l.sha256
from events as e
inner join deliveries as d on e.event_no = d.event_no
inner join ledger as l on d.file_id = l.file_id
where list_contains(cast($event_ids as varchar[]), cast(e.event_id as varchar))
order by e.event_time, e.event_id, l.origin, d.position
