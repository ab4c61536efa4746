-- title: What can be reached so far
-- question: Which credentials and things lie on any way from the leaked ones, and since when may one of them?
-- grain: one row per credential, or thing a credential may come from
-- reads: [credential_reach, credential_calls]
-- notes: >
--   `since` is the first call that a credential or thing on such a way made or opened it with: sessions of a
--   role from before cannot come of it. NULL where no call did.
with ways as (
    -- one row per call that leads to something, and end that it comes from
    select
        event_no,
        event_time,
        unnest(
            list_concat([caller_key, role, machine, passed_by, console], comes_from, sources)
        ) as source,
        list_concat([case when child_key is null then role end], opens, targets) as nodes
    from credential_calls
    where opens is not null or targets is not null or child_key is null
),

openings as (
    -- one row per such call, end, and thing that it leads to
    select
        ways.event_time,
        ways.source,
        unnest(ways.nodes) as node
    from ways
    inner join credential_reach as reach on ways.source = reach.node
),

firsts as (
    -- one row per thing
    select
        node,
        min(event_time) as since
    from openings
    where source <> node
    group by node
)

select distinct
    reach.node,
    firsts.since
from credential_reach as reach
left join firsts on reach.node = firsts.node
where reach.node is not null
order by reach.node
