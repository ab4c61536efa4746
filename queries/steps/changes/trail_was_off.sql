-- title: Whether a trail was off
-- question: Did a trail stop at any time, so that ends may have gone unseen?
-- grain: one row where one did, none where none did
-- reads: [trail_gaps]
-- notes: Asked before step ledger_gaps, which looks through all events for Regions.
select event_no
from trail_gaps
where kind = 'stopped'
limit 1
