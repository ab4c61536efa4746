-- title: Weights of calls
-- question: How much does each call of the catalogue weigh, whatever its parameters?
-- grain: one row per source and event
-- reads: [actions]
-- notes: The row without conditions speaks, else the lightest; parameters are not looked at here.
select
    split_part(source, '.', 1) || ':' || event as call,
    coalesce(min(weight) filter (where len(conditions) = 0), min(weight)) as weight
from actions
where source <> '*'
group by call
