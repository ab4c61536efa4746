-- title: Parts of bills that are missing
-- question: Which files does the manifest of a bill name that are not in the case?
-- grain: one row per file named
-- reads: [ledger, spend_bills, spend_manifests]
-- notes: >
--   A part counts as there where a loaded file has its name and the folder before it, or its name and lines
--   of the manifest's period. Of several versions of a period, one that is whole is enough; else the newest
--   one's parts are named.
with named as (
    -- one row per file that a manifest names
    select distinct
        file_id,
        billing_period,
        version,
        file_name,
        regexp_extract(file_name, '[^/]+$') as short,
        regexp_extract(file_name, '[^/]+/[^/]+$') as longer
    from spend_manifests
    where file_name <> ''
),

held as (
    -- one row per file that was loaded, or has the bytes of one
    select
        l.file_id,
        l.origin,
        b.billing_period,
        regexp_extract(l.origin, '[^/!]+$') as short
    from ledger as l
    left join spend_bills as b on coalesce(l.same_as, l.file_id) = b.file_id
    where l.status in ('loaded', 'duplicate')
),

parts as (
    -- one row per file that a manifest names, and whether it is there
    select
        n.billing_period,
        n.version,
        n.file_name,
        n.file_id,
        bool_or(
            h.file_id is not null
            and (
                (n.longer <> '' and ends_with(h.origin, n.longer))
                or h.billing_period = n.billing_period
            )
        ) as there
    from named as n
    left join held as h on n.short = h.short
    group by n.billing_period, n.version, n.file_name, n.file_id
),

versions as (
    -- one row per version of a period
    select
        billing_period,
        version,
        bool_and(there) as whole,
        row_number() over (partition by billing_period order by max(file_id) desc) as age
    from parts
    group by billing_period, version
)

select distinct
    p.billing_period,
    p.file_name
from parts as p
inner join versions as v
    on
        p.billing_period is not distinct from v.billing_period
        and p.version is not distinct from v.version
where
    not p.there
    and v.age = 1
    and not exists (
        select 1
        from versions as w
        where w.whole and w.billing_period is not distinct from p.billing_period
    )
order by p.billing_period, p.file_name
