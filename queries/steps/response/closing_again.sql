-- title: Things that are there again
-- question: What was made or started again after the response began, or found alive though its end was seen?
-- grain: one row per thing of the ledgers that stands, or may
-- reads: [principal_ledger, resource_ledger, resource_runs]
-- params: {since: timestamp}
with restarted as (
    select
        later.ledger_no,
        min(later.started_at) as again_at,
        arg_min(later.started_event_id, (later.started_at, later.started_event_id)) as again_event_id
    from resource_runs as earlier
    inner join
        resource_runs as later
        on earlier.ledger_no = later.ledger_no and earlier.ended_at < later.started_at
    where earlier.ended_at >= $since
    group by later.ledger_no
),

things as (
    select
        'principals' as ledger,
        account_id,
        aws_region,
        kind,
        name,
        changed_at as seen_at,
        event_id,
        ended_at,
        state_basis,
        state_at,
        cast(null as timestamp) as again_at,
        cast(null as varchar) as again_event_id,
        change
    from principal_ledger
    where maybe_third_party and may_stand and outcome in ('succeeded', 'partly')
    union all
    select
        'resources' as ledger,
        ledger.account_id,
        ledger.aws_region,
        ledger.resource_type as kind,
        ledger.resource_id as name,
        ledger.created_at as seen_at,
        ledger.event_id,
        ledger.ended_at,
        ledger.state_basis,
        ledger.state_at,
        restarted.again_at,
        restarted.again_event_id,
        ledger.change
    from resource_ledger as ledger
    left join restarted on ledger.ledger_no = restarted.ledger_no
    where ledger.maybe_third_party and ledger.may_stand and ledger.outcome in ('succeeded', 'partly')
)

select
    ledger,
    account_id,
    aws_region,
    kind,
    name,
    case
        when again_at is not null then again_at
        when seen_at > $since then seen_at
        else state_at
    end as seen_at,
    coalesce(again_event_id, event_id) as event_id
from things
where
    change not in ('deleted', 'stopped')
    and (
        again_at is not null
        or seen_at > $since
        or (state_basis = 'live' and ended_at is not null and state_at >= ended_at)
    )
order by ledger, seen_at, name
