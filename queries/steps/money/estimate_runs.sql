-- title: Stretches of time in which something of the intruder's ran
-- question: What ran from when to when, in which size?
-- grain: one row per resource and run
-- reads: [resource_runs, horizon]
-- notes: >
--   `until` is the end that was seen, else the last event of the account: how long it ran after that the
--   trail cannot tell.
select
    runs.account_id,
    runs.aws_region,
    runs.service,
    runs.resource_type,
    runs.resource_id,
    runs.run,
    runs.started_at,
    runs.ended_at,
    greatest(coalesce(runs.ended_at, horizon.last_event, runs.started_at), runs.started_at) as until,
    runs.instance_type,
    runs.vcpu,
    runs.memory_gb,
    runs.quantity,
    runs.purchase,
    runs.state,
    runs.ledger_no
from resource_runs as runs
left join horizon on runs.account_id = horizon.account_id
order by runs.ledger_no, runs.run
