-- title: Verdicts
-- question: Of which calls did the analyst say whose they are?
-- grain: one row per verdict of case.toml, in its order
-- reads: [case_verdicts]
-- notes: >
--   The statement is what it starts from; the answer adds how many calls each speaks of. `kit verdict` writes
--   them. Of two on one call the one on the event stands, else the one that names more, else the later.
-- answer: actors.verdicts:verdicts
select
    kind,
    value,
    also,
    actor,
    note
from case_verdicts
