-- title: What they switched off, set to end or read
-- question: Which successful calls of the third party are of these, on what, how often and when last?
-- grain: one row per account, Region, call and its request
-- reads: [activity, ledger_events, resource_ledger]
-- params: {calls: "varchar[]"}
-- notes: "calls: source:Call. `before` is what stood, where a ledger knows it."
with done as (
    select
        acts.account as account_id,
        acts.aws_region,
        acts.event_source,
        acts.call as event_name,
        acts.request_parameters,
        activity.actor,
        max(acts.response_elements) as response_elements,
        min(acts.event_time) as event_time,
        max(acts.event_time) as last_seen,
        count(*) as calls,
        list(acts.event_id order by acts.event_time, acts.event_id)[:20] as event_ids
    from activity
    inner join ledger_events as acts on activity.event_no = acts.event_no
    where
        activity.third_party
        and list_contains($calls, acts.event_source || ':' || acts.call)
    group by all
)

select
    done.* exclude (done.event_source),
    split_part(done.event_source, '.', 1) as source,
    (
        select max(ledger.before)
        from resource_ledger as ledger
        where list_contains(done.event_ids, ledger.event_id)
    ) as before
from done
order by done.event_time, done.event_ids[1]
