-- title: Calls of the tree with their actors
-- question: Whose was each call made with a credential of the tree?
-- grain: one row per event
-- reads: [tree_calls, events, call_decisions, act_decisions]
-- notes: >
--   A decision on one event outranks that on its profile. A call that a service made on the credential's behalf is of
--   whoever called last with that credential, if that was within 15 minutes; otherwise it is unclear.
with called as (
    select
        tree_calls.event_no,
        events.event_key,
        tree_calls.credential_id,
        events.event_time,
        coalesce(events.invoked_by, 'AWS Internal') as invoked_by,
        cast(hash(
            tree_calls.credential_id, coalesce(events.source_ip_address, ''), coalesce(events.user_agent, ''),
            coalesce(events.aws_region, ''), coalesce(events.event_source, ''), coalesce(events.event_name, ''),
            coalesce(events.invoked_by, 'AWS Internal') <> 'AWS Internal'
        ) >> 1 as bigint) as profile
    from tree_calls
    inner join events on tree_calls.event_no = events.event_no
),

decided as (
    select
        called.event_no,
        called.event_key,
        called.credential_id,
        called.event_time,
        called.invoked_by,
        coalesce(act_decisions.actor, call_decisions.actor) as actor,
        coalesce(act_decisions.reason, call_decisions.reason) as reason,
        coalesce(act_decisions.args, call_decisions.args) as args
    from called
    left join call_decisions on called.profile = call_decisions.profile
    left join act_decisions on called.event_no = act_decisions.event_no
),

own as (
    select
        credential_id,
        event_time,
        max(event_key) as event_key,
        -- two hands in one second are nobody's in particular
        case when count(distinct actor) = 1 then min(actor) else 'unclear' end as actor
    from decided
    where actor is not null
    group by credential_id, event_time
),

on_behalf as (
    select
        decided.event_no,
        decided.event_key,
        decided.credential_id,
        case
            when own.event_time >= decided.event_time - interval 15 minutes then own.actor else 'unclear'
        end as actor,
        'on-behalf' as reason,
        cast(json_object('service', decided.invoked_by, 'event', coalesce(own.event_key, '')) as varchar) as args
    from decided
    asof left join own
        on decided.credential_id = own.credential_id and decided.event_time >= own.event_time
    where decided.actor is null
)

select
    event_no,
    event_key,
    credential_id,
    actor,
    'actor-reason-' || reason as actor_reason,
    args as reason_args
from decided
where actor is not null
union all
select
    event_no,
    event_key,
    credential_id,
    actor,
    'actor-reason-' || reason as actor_reason,
    args as reason_args
from on_behalf
order by event_no
