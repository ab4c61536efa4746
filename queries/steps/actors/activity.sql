-- title: Calls of the tree with their actors
-- question: Whose was each call made with a credential of the tree?
-- grain: one row per event
-- reads: [tree_calls, call_decisions, act_decisions]
-- notes: >
--   A decision on one event outranks that on its way of calling. A call that a service made on the
--   credential's behalf is of whoever called last with that credential, if that was within 15 minutes;
--   otherwise it is unclear, as is a way of calling without any time. third_party is the intruder's, certain
--   or likely; maybe_third_party also what nobody can tell.
with decided as (
    -- one row per event
    select
        tree_calls.event_no,
        tree_calls.event_key,
        tree_calls.credential_id,
        tree_calls.event_time,
        tree_calls.invoked_by,
        coalesce(act_decisions.actor, call_decisions.actor) as actor,
        case when act_decisions.actor is null then call_decisions.certainty else act_decisions.certainty end
            as certainty,
        coalesce(act_decisions.basis, call_decisions.basis) as basis,
        coalesce(act_decisions.reason, call_decisions.reason) as reason,
        coalesce(act_decisions.args, call_decisions.args) as args
    from tree_calls
    left join call_decisions on tree_calls.profile = call_decisions.profile
    left join act_decisions on tree_calls.event_no = act_decisions.event_no
),

undecided as materialized (
    -- one row per event that a service made on behalf of a credential, or that is undated
    select *
    from decided
    where actor is null
),

own as (
    -- one row per credential and time of a call of its own
    select
        credential_id,
        event_time,
        min(event_no) as event_no,
        -- two hands in one second are nobody's in particular
        case when count(distinct actor) = 1 then min(actor) else 'unclear' end as actor,
        case when count(distinct actor) = 1 then max(certainty) end as certainty
    from decided
    where
        actor is not null
        and credential_id in (select undecided.credential_id from undecided)
    group by credential_id, event_time
),

on_behalf as (
    -- one row per event that a service made, with the actor of the call before it
    select
        undecided.event_no,
        undecided.event_key,
        undecided.credential_id,
        case
            when own.event_time >= undecided.event_time - interval 15 minutes then own.actor else 'unclear'
        end as actor,
        case when own.event_time >= undecided.event_time - interval 15 minutes then own.certainty end
            as certainty,
        -- a way of calling of which no call has a time was never judged
        undecided.event_time is null or undecided.invoked_by = 'AWS Internal' as undated,
        cast(json_object('service', undecided.invoked_by) as varchar) as args
    from undecided
    asof left join own
        on undecided.credential_id = own.credential_id and undecided.event_time >= own.event_time
),

judged as (
    -- one row per event
    select
        event_no,
        event_key,
        credential_id,
        actor,
        certainty,
        basis,
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
        certainty,
        case when actor = 'unclear' then 'none' else 'chain' end as basis,
        case when undated then 'actor-reason-undated' else 'actor-reason-on-behalf' end as actor_reason,
        args as reason_args
    from on_behalf
)

select
    event_no,
    event_key,
    credential_id,
    actor,
    certainty,
    basis,
    actor_reason,
    reason_args,
    actor = 'intruder' as third_party,
    actor in ('intruder', 'unclear') as maybe_third_party
from judged
