-- title: Chain of custody
-- question: Who collected what, when, from where, and with which kit?
-- grain: one row per run of `kit collect`
-- reads: [packs, files]
-- notes: >
--   As each pack of the vault says in its own list; packs are chained by their hashes, which `kit verify`
--   checks. collected_by is the account on that machine, caller_arn who AWS knew the run as. A pack of
--   an older kit says nothing of this: its row has the times of its items alone. packs are the numbers in
--   the vault, last_list_sha256 the hash of the list of the last of them.
with items as (
    -- one row per pack
    select
        pack,
        count(*) filter (where sha256 is not null and same_as is null) as stored,
        count(*) filter (where status = 'failed') as failed,
        sum(bytes) filter (where same_as is null) as item_bytes,
        min(fetched_at) as first_fetched,
        max(fetched_at) as last_fetched
    from files
    where parent_file_id is null and pack is not null
    group by pack
)

select
    coalesce(p.started_at, min(i.first_fetched)) as started_at,
    max(i.last_fetched) as last_fetched,
    p.collected_by,
    p.host,
    p.caller_arn,
    p.sources,
    p.endpoints,
    p.kit_version,
    cast(sum(p.items) as bigint) as items,
    cast(coalesce(sum(i.stored), 0) as bigint) as stored,
    cast(coalesce(sum(i.failed), 0) as bigint) as failed,
    cast(coalesce(sum(i.item_bytes), 0) as bigint) as bytes,
    list(p.pack order by p.pack) as packs,
    arg_max(p.list_sha256, p.pack) as last_list_sha256
from packs as p
left join items as i on p.pack = i.pack
group by
    p.started_at,
    p.collected_by,
    p.host,
    p.caller_arn,
    p.sources,
    p.endpoints,
    p.kit_version
order by min(p.pack)
