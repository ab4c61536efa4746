-- title: Visits
-- question: From which networks and with which tools was the key used, whose are those calls, and how many of
--   them does your word settle?
-- grain: one row per network and tool that used the key or what came out of it
-- reads: [call_visits, call_profiles, tree_calls, activity]
-- notes: >
--   Those whose decision settles most calls come first: `kit verdict CASE VISIT intruder` (or owner).
--   `decides` counts the calls that are not certain and that no verdict speaks of; where it is 0 nothing is
--   left to decide. A visit with calls of several actors shows that of the calls it decides. Calls that a
--   service made for its caller follow the call before them and are no visit.
-- answer: actors.verdicts:visits
with calls as (
    -- one row per call
    select
        call_visits.visit,
        call_visits.network,
        call_visits.tool,
        call_profiles.aws_region,
        tree_calls.event_time,
        tree_calls.failed,
        tree_calls.read_only,
        activity.actor,
        activity.certainty,
        activity.actor_reason,
        activity.reason_args,
        coalesce(activity.certainty, '') <> 'certain'
        and activity.actor_reason not in ('actor-reason-verdict', 'actor-reason-verdict-note') as undecided
    from call_visits
    inner join call_profiles on call_visits.profile = call_profiles.profile
    inner join tree_calls on call_visits.profile = tree_calls.profile
    inner join activity on tree_calls.event_no = activity.event_no
    where activity.actor <> 'aws'
),

spoken as (
    -- one row per visit: what is said of most calls that it decides, else of most of its calls
    select
        visit,
        actor,
        certainty,
        actor_reason,
        reason_args
    from calls
    group by visit, actor, certainty, actor_reason, reason_args, undecided
    qualify row_number() over (
        partition by visit
        order by undecided desc, count(*) desc, actor asc, actor_reason asc, reason_args asc
    ) = 1
),

counted as (
    -- one row per visit
    select
        visit,
        any_value(network) as network,
        [any_value(tool)] as tools,
        count(*) as calls,
        count(*) filter (where failed) as refused,
        count(*) filter (where not failed and not read_only) as changes,
        min(event_time) as first_seen,
        max(event_time) as last_seen,
        list(distinct aws_region order by aws_region) filter (where aws_region <> '') as regions,
        count(*) filter (where undecided) as decides
    from calls
    group by visit
)

select
    counted.visit,
    counted.network,
    counted.tools,
    counted.calls,
    counted.refused,
    counted.changes,
    counted.first_seen,
    counted.last_seen,
    counted.regions,
    spoken.actor,
    spoken.certainty,
    spoken.actor_reason,
    spoken.reason_args,
    counted.decides
from counted
inner join spoken on counted.visit = spoken.visit
order by counted.decides desc, counted.visit asc
