-- title: Calls left to decide
-- question: How many calls are not certain and without a word of the analyst, and from how many networks?
-- grain: one row
-- reads: [call_visits, tree_calls, activity]
select
    count(distinct call_visits.network) as networks,
    count(*) as calls
from call_visits
inner join tree_calls on call_visits.profile = tree_calls.profile
inner join activity on tree_calls.event_no = activity.event_no
where
    activity.actor <> 'aws'
    and coalesce(activity.certainty, '') <> 'certain'
    and activity.actor_reason not in ('actor-reason-verdict', 'actor-reason-verdict-note')
