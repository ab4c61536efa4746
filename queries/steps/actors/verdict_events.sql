-- title: Events the analyst spoke of
-- question: Which calls of the tree are named by event id in case.toml?
-- grain: one row per event
-- reads: [tree_calls, events, case_verdicts]
select
    tree_calls.event_no,
    case_verdicts.value,
    case_verdicts.actor,
    case_verdicts.note
from case_verdicts
inner join events on case_verdicts.value in (events.event_id, events.event_key)
inner join tree_calls on events.event_no = tree_calls.event_no
where case_verdicts.kind = 'event'
order by tree_calls.event_key
