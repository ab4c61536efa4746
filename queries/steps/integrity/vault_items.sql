-- title: Items that the vault must hold
-- question: Which raw bytes were taken in, under which hash?
-- grain: one row per item with bytes of its own
-- reads: [files]
select
    file_id,
    origin,
    sha256,
    bytes,
    pack
from files
where parent_file_id is null and sha256 is not null and pack is not null and same_as is null
order by file_id
