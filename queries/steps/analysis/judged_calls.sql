-- title: Calls by whose they are
-- question: How many calls are whose, and how sure is that?
-- grain: one row per actor and certainty
-- reads: [activity]
select
    actor,
    certainty,
    count(*) as calls
from activity
group by actor, certainty
order by actor, certainty
