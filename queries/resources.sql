-- title: What they started
-- question: Which resources did the intruder start or change, where, which still stand, and what do they
--   cost?
-- grain: one row per resource started or changed by a credential of the tree
-- reads: [resource_ledger, estimate]
-- notes: >
--   Dry runs and refused calls make nothing and are not here. A launch by an AWS service for something of the
--   intruder's (an Auto Scaling group, a fleet, a spot request) is here, under the credential that made that
--   thing. `alive` means that no end was seen up to state_at; what runs out by itself, or left its name out
--   of the log (resource_id `unknown@...`), is `unknown`. The money columns are an estimate from the trail,
--   not the bill.
select
    ledger.account_id,
    ledger.service,
    ledger.resource_type,
    ledger.resource_id,
    ledger.arn,
    ledger.aws_region,
    ledger.change,
    ledger.before,
    ledger.after,
    ledger.created_at,
    ledger.event_id,
    ledger.credential_id,
    ledger.actor,
    ledger.parent_id,
    ledger.size,
    ledger.state,
    ledger.state_basis,
    ledger.state_at,
    ledger.ended_at,
    ledger.ended_event_id,
    ledger.ended_by,
    ledger.cost_bearing,
    case when ledger.cost_bearing then estimate.usd_per_hour end as usd_per_hour,
    case when ledger.cost_bearing then estimate.usd_low end as usd_low,
    case when ledger.cost_bearing then estimate.estimated_usd end as estimated_usd,
    case when ledger.cost_bearing then estimate.usd_high end as usd_high,
    ledger.outcome,
    ledger.detail,
    ledger.third_party,
    ledger.maybe_third_party,
    ledger.may_stand
from resource_ledger as ledger
left join estimate
    on
        ledger.account_id = estimate.account_id
        and ledger.aws_region = estimate.aws_region
        and ledger.resource_type = estimate.resource_type
        and ledger.resource_id = estimate.resource_id
order by ledger.created_at, ledger.event_id, ledger.resource_type, ledger.resource_id, ledger.ledger_no
