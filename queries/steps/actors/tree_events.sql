-- title: Events by the beginning of their id
-- question: Which events have an id that begins so, and did a credential of the tree make them?
-- grain: one row per event, ten at most
-- reads: [events, tree_calls]
-- params: {beginning: varchar}
select
    events.event_id,
    events.event_key,
    tree_calls.event_no is not null as in_tree
from events
left join tree_calls on events.event_no = tree_calls.event_no
where starts_with(events.event_id, $beginning) or starts_with(events.event_key, $beginning)
order by events.event_key
limit 10
