-- title: What was hunted
-- question: Which places were searched for the leaked key, when, how much of each, and what was found?
-- grain: one row per search of a place
-- reads: [hunt_searches, hunt_hits]
-- notes: |
--   A row without a find says "looked, and not found"; a place without a row was not looked at. `complete`
--   is false where something could not be read (question `not_searched`) or the search was stopped. `finds`
--   counts places of the leaked key, `other_keys` those of other access keys, `near` texts that differ from
--   the leaked key in one letter, which are no find.
select
    s.root,
    s.kind,
    s.keys,
    s.began_at,
    s.ended_at,
    s.complete,
    s.stopped,
    count(h.file_id) filter (where h.match = 'exact') as finds,
    count(h.file_id) filter (where h.match in ('sibling', 'pattern')) as other_keys,
    count(h.file_id) filter (where h.match = 'near') as near,
    s.files,
    s.objects,
    s.members,
    s.bytes,
    s.unread,
    s.notes,
    s.kit,
    s.own
from hunt_searches as s
left join hunt_hits as h on s.file_id = h.file_id
group by all
order by s.ended_at, s.root
