-- title: What a third party may have made or changed
-- question: By which names and ids do other calls speak of these things?
-- grain: one row per name
-- reads: [principal_ledger, resource_ledger]
with named as (
    -- one row per thing and name
    select unnest([name, regexp_extract(arn, '([^:/]+)$', 1), parent_id]) as name
    from principal_ledger
    where maybe_third_party
    union all
    select unnest([resource_id, regexp_extract(arn, '([^:/]+)$', 1), parent_id]) as name
    from resource_ledger
    where maybe_third_party
)

select distinct name
from named
where name is not null and name <> ''
order by name
