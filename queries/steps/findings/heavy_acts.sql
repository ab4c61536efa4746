-- title: Heavy acts, one by one
-- question: Which successful calls of the third party weigh most, on what?
-- grain: one row per account, action and call
-- reads: [event_actions]
-- params: {weight: integer}
select
    account_id,
    action_id,
    split_part(event_source, '.', 1) as source,
    regexp_replace(event_name, '20\d{2}_?\d{2}_?\d{2}(v\d)?$', '') as event_name,
    tactic,
    technique,
    weight,
    count(*) as calls,
    min(event_time) as first_seen,
    list_sort(list(distinct subject) filter (where subject is not null))[:12] as subjects,
    list(event_id order by event_time, event_id)[:20] as event_ids
from event_actions
where third_party and outcome in ('succeeded', 'partly') and weight >= $weight and tactic != 'Discovery'
group by all
order by weight desc, first_seen asc, action_id asc, event_name asc
