-- title: The live check of every Region
-- question: Which Regions and services were looked at in the account itself, and where was something found?
-- grain: one row per account, Region and call of the newest live check
-- reads: [sweep_checks]
-- notes: >
--   Empty while nothing was looked at: `kit collect CASE sweep` does it. `not_checked` is not `none`: the
--   reason says why nobody could look. `found` counts what is not gone yet: a terminated instance that is
--   still listed is none. A call that is asked for each thing of an earlier one (the tasks of a cluster) is
--   one row; it is missing where there was nothing to ask it for.
with newest as (
    select
        *,
        max(checked_at) over (partition by account_id, aws_region, service, call) as newest_at
    from sweep_checks
)

select
    account_id,
    aws_region,
    service,
    call,
    case
        when bool_or(state = 'found') then 'found'
        when bool_or(state = 'not_checked') then 'not_checked'
        else 'none'
    end as state,
    arg_min(reason, file_id) filter (where reason is not null) as reason,
    max(checked_at) as checked_at,
    cast(sum(coalesce(things, 0)) as bigint) as things
from newest
where checked_at = newest_at
group by account_id, aws_region, service, call
order by account_id, aws_region, service, call
