-- title: Figures of the incident
-- question: Which figures sum the incident up, in calls, things made and still there, money and steps?
-- grain: one row per figure; what the incident added is there once for all Regions and once for each
-- reads: [event_actions, first_act, credential_tree, credential_actors, principal_ledger,
--   resource_ledger, estimate, spend_counted]
-- answer: figures:figures
-- notes: >
--   One of `count`, `usd`, `at`, `day` and `state` holds the value; none where nobody can tell. Things
--   count unless they are the owner's, so what is unclear counts. usd_excess is what the bill shows above
--   its habit: unknown without a bill, without a past to compare with, or without a first foreign act.
--   `open` counts what keeps the report interim: open steps, steps of AWS's own that nobody can confirm,
--   days of the bill that still grow, and a bill that is not there. `over` is no, steps (only steps are
--   left) or yes. `local` is usd times the rate of case.toml. The statement is what tables count; excess,
--   steps and the verdict are added.
with calls as (
    -- one row: calls by whose they are
    select
        (select first_act.event_time from first_act) as first_seen,
        max(event_time) filter (where third_party) as last_seen,
        count(*) filter (where third_party) as intruder_calls,
        count(*) filter (where actor = 'unclear') as unclear_calls
    from event_actions
),

credentials as (
    -- one row: credentials, the leaked ones apart
    select
        count(*) filter (where tree.depth > 0) as credentials,
        count(*) filter (where tree.depth > 0 and tree.state = 'alive') as credentials_alive,
        count(*) filter (
            where tree.depth > 0 and tree.state = 'alive' and coalesce(actors.maybe_third_party, true)
        ) as credentials_theirs,
        count(*) filter (where tree.depth = 0 and tree.may_stand) as leaked_standing
    from credential_tree as tree
    left join credential_actors as actors on tree.credential_id = actors.credential_id
),

made as (
    -- one row: what was made in IAM by anyone but the owner
    select
        count(*) as principals,
        count(*) filter (where may_stand) as principals_standing
    from principal_ledger
    where maybe_third_party
),

started as (
    -- one row per resource that anyone but the owner started or changed, with its price where it bears cost
    select
        ledger.may_stand as stands,
        ledger.cost_bearing,
        case when ledger.cost_bearing then estimate.usd_per_hour end as usd_per_hour,
        case when ledger.cost_bearing then estimate.usd_low end as usd_low,
        case when ledger.cost_bearing then estimate.estimated_usd end as estimated_usd,
        case when ledger.cost_bearing then estimate.usd_high end as usd_high
    from resource_ledger as ledger
    left join estimate
        on
            ledger.account_id = estimate.account_id
            and ledger.aws_region = estimate.aws_region
            and ledger.resource_type = estimate.resource_type
            and ledger.resource_id = estimate.resource_id
    where ledger.maybe_third_party
),

things as (
    -- one row: their number and their estimate
    select
        count(*) as resources,
        count(*) filter (where stands) as resources_standing,
        fsum(estimated_usd) as usd_estimate,
        fsum(usd_low) as usd_estimate_low,
        fsum(usd_high) as usd_estimate_high,
        fsum(usd_per_hour) filter (where stands) as usd_per_hour_standing,
        count(*) filter (where cost_bearing and estimated_usd is null) as unpriced
    from started
),

bill as (
    -- one row: how far the counted sources reach, and which of their days still grow
    select
        count(*) > 0 as billed,
        max(p.day) filter (where not p.is_estimate) as bill_until,
        count(distinct p.day) filter (where not p.complete) as bill_incomplete_days
    from spend_counted as p
)

select
    calls.*,
    credentials.*,
    made.*,
    things.*,
    bill.*
from calls
cross join credentials
cross join made
cross join things
cross join bill
