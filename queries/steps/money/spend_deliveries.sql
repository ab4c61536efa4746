-- title: Which deliveries of a bill count
-- question: Which files hold the newest version of their bill, and which are older versions or say the same
--   again?
-- grain: one row per file, view and billing period
-- reads: [spend_bills, spend_manifests]
-- notes: >
--   A bill is one source's month of one payer. Two deliveries with version names (assembly or execution id)
--   are two versions: the one that a manifest names for the period counts, else the one that reaches
--   furthest, else the later one. Without names, files that share more than half of their lines are versions
--   of each other, any other two are parts. Answers of Cost Explorer are told apart line by line, not here.
with named as (
    select distinct
        billing_period,
        version
    from spend_manifests
    where version is not null and billing_period is not null
),

deliveries as (
    select
        b.*,
        coalesce(b.payer_account_id, '') as payer,
        max(b.last_end) over same_version as reach,
        max(b.file_id) over same_version as newest,
        case when n.version is null then 0 else 1 end as is_named
    from spend_bills as b
    left join named as n on b.billing_period = n.billing_period and b.version = n.version
    window same_version as (
        partition by
            b.source, b.view, coalesce(b.payer_account_id, ''), b.billing_period,
            coalesce(b.version, 'file ' || b.file_id)
    )
)

select
    a.file_id,
    a.source,
    a.view,
    a.payer_account_id,
    a.billing_period,
    a.lines,
    max(b.file_id) as superseded_by
from deliveries as a
left join deliveries as b
    on
        a.source = b.source
        and a.source <> 'cost_explorer'
        and a.view = b.view
        and a.payer = b.payer
        and a.billing_period = b.billing_period
        and a.file_id <> b.file_id
        and (
            (
                a.version <> b.version
                and (b.is_named, b.reach, b.newest) > (a.is_named, a.reach, a.newest)
            )
            or (
                (a.version is null or b.version is null or a.version = b.version)
                and (b.last_end, b.file_id) > (a.last_end, a.file_id)
                and len(list_intersect(a.sketch, b.sketch)) * 2 > least(len(a.sketch), len(b.sketch))
            )
        )
group by a.file_id, a.source, a.view, a.payer_account_id, a.billing_period, a.lines
order by a.file_id, a.view, a.billing_period
