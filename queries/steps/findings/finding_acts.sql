-- title: What was done, in sums
-- question: Which calls did the intruder's or an unclear hand make, how often, and what do they mean?
-- grain: one row per actor, account, call, action and outcome
-- reads: [event_actions]
select
    actor,
    third_party,
    account_id,
    split_part(event_source, '.', 1) as source,
    regexp_replace(event_name, '20\d{2}_?\d{2}_?\d{2}(v\d)?$', '') as event_name,
    case when outcome in ('succeeded', 'partly') then 'succeeded' else outcome end as outcome,
    action_id,
    tactic,
    technique,
    coalesce(weight, 0) as weight,
    count(*) as calls,
    min(event_time) as first_seen,
    max(event_time) as last_seen,
    list_sort(list(distinct aws_region)) as regions,
    list(event_id order by event_time, event_id)[:10] as event_ids
from event_actions
where maybe_third_party
group by all
order by first_seen, source, event_name, outcome, actor, account_id, action_id
