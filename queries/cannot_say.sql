-- title: What cannot be told
-- question: Which questions can this evidence not answer, why, and what would help?
-- grain: one row per question
-- reads: [events]
-- notes: The statement is what the evidence holds, by category and source; the answer names only gaps that
--   apply.
-- answer: findings.cannot_say:cannot_say
select
    coalesce(event_category, 'Management') as category,
    event_source,
    fidelity,
    count(*) as events
from events
group by all
order by events desc, category asc, event_source asc, fidelity asc
