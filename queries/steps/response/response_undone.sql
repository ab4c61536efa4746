-- title: What was put back since
-- question: Which successful calls of anybody since then undo such a thing?
-- grain: one row per event
-- reads: [activity, ledger_events]
-- params: {calls: "varchar[]", since: {type: timestamp, default: null}}
-- notes: "calls: source:Call."
select
    done.account as account_id,
    done.aws_region,
    split_part(done.event_source, '.', 1) as source,
    done.call as event_name,
    done.request_parameters,
    done.event_time,
    coalesce(activity.third_party, false) as third_party
from ledger_events as done
left join activity on done.event_no = activity.event_no
where
    list_contains($calls, done.event_source || ':' || done.call)
    and (cast($since as timestamp) is null or done.event_time >= $since)
order by done.event_time, done.event_id
