-- title: Packs that were loaded
-- question: Which packs of the vault do the tables rest on?
-- grain: one row per pack
-- reads: [packs]
select
    pack,
    items,
    list_sha256
from packs
order by pack
