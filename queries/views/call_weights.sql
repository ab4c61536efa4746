-- title: Weights of calls
-- question: What is each call to an attacker, whatever its parameters?
-- grain: one row per event source and call of the catalogue
-- reads: [actions]
select
    source,
    event,
    any_value(tactic) as tactic,
    max(weight) as weight,
    any_value(action_id) as action_id
from actions
where len(conditions) = 0
group by source, event
