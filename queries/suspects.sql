-- title: Suspects
-- question: If the notice names no key, which long-term key, user, role or root behaves in a new way?
-- grain: one row per principal and long-term key
-- reads: [caller_calls, caller_uses, callers]
-- params: {since: {type: timestamp, default: null}, least: {type: integer, default: 30}}
-- answer: actors.suspects:suspects
-- notes: >
--   Ranked; each with its reasons. Nobody is named for one weak sign: a new network alone is a move of
--   office, a new Region alone a new project. Where the evidence names no ARN (the console's CSV), the user's
--   name stands in its place. Calls that a service made and roles of AWS's own services are left out. Where
--   the logs stay with an engine, what it counted of everybody stands beside the calls that the case holds.
--   Once you know the key: `kit key CASE ID`.
--   The rows below are what the answer starts from: who could be named at all, because the points that new
--   calls (`past_points` with a past to compare with, `fresh_points` without), Regions and networks can give
--   at the very most, from wherever they came, reach `least`. `since` is when the case begins.
with calls as materialized (
    select * from caller_calls
),

regions as materialized (
    -- one row per caller and Region
    select
        caller_no,
        aws_region,
        min(first_seen) as first_seen,
        max(last_seen) as last_seen
    from caller_uses
    group by caller_no, aws_region
),

spans as materialized (
    -- one row per caller: since when it is seen, since when it does what weighs heavily, and what that is
    select
        caller_no,
        arg_min(user_type, struct_pack(at := first_seen, kind := user_type)) as user_type,
        min(first_seen) as begin_at,
        min(first_seen) filter (weight >= 60) as heavy_at,
        list(distinct struct_pack(source := event_source, event := event_name)) filter (weight >= 60)
            as heavy_calls,
        min(min(first_seen)) over () as evidence_at
    from calls
    group by caller_no
),

chances as materialized (
    -- one row per caller and way in which its new days may begin; nothing that counts as new is older
    select
        *,
        true as known,
        case
            when begin_at + interval 1 day < $since then $since
            else begin_at + interval 1 day
        end as new_at
    from spans
    union all
    select
        *,
        false as known,
        case when begin_at - evidence_at >= interval 1 day then begin_at else heavy_at end as new_at
    from spans
    where (begin_at + interval 1 day < $since) is not true
),

acts as (
    -- one row per chance, with what its new calls may be
    select
        chances.caller_no,
        chances.known,
        count(distinct calls.action_id) filter (calls.weight >= 60) as heavy,
        count(distinct calls.call) filter (calls.tactic = 'Discovery') as looks,
        count(distinct calls.call) filter (calls.failed) as refusals
    from chances
    inner join calls on chances.caller_no = calls.caller_no and chances.new_at <= calls.call_at
    group by chances.caller_no, chances.known
),

places as (
    -- one row per chance, with how many Regions may be new, and in how many it worked then
    select
        chances.caller_no,
        chances.known,
        count(*) filter (chances.new_at <= regions.first_seen) as new_regions,
        count(*) as regions
    from chances
    inner join regions on chances.caller_no = regions.caller_no and chances.new_at <= regions.last_seen
    group by chances.caller_no, chances.known
),

points as (
    -- one row per chance that could be enough
    select
        chances.*,
        case when acts.heavy > 0 then least(30 + 5 * acts.heavy, 45) else 0 end
        + case when acts.looks >= 3 then 10 else 0 end
        + case when acts.refusals >= 3 then 10 else 0 end
        + case when chances.user_type = 'Root' then 15 else 0 end
        + case when chances.known then 0 else 5 end
            as of_acts,
        of_acts
        + case when chances.known then 15 else 0 end
        + case
            when chances.known and places.new_regions > 0 then least(5 + 5 * places.new_regions, 20)
            else 0
        end
        + case when places.regions >= 5 then 15 else 0 end
            as of_all
    from chances
    inner join places on chances.caller_no = places.caller_no and chances.known = places.known
    left join acts on chances.caller_no = acts.caller_no and chances.known = acts.known
)

select
    callers.caller_no,
    callers.principal_arn,
    callers.credential_id,
    any_value(points.user_type) as user_type,
    any_value(points.begin_at) as begin_at,
    any_value(points.evidence_at) as evidence_at,
    any_value(points.heavy_calls) as heavy_calls,
    max(points.of_acts) filter (points.known) as past_points,
    max(points.of_acts) filter (not points.known) as fresh_points
from points
inner join callers on points.caller_no = callers.caller_no
group by callers.caller_no, callers.principal_arn, callers.credential_id
having max(points.of_all) >= $least
order by callers.caller_no
