-- title: What the vault no longer holds as it came
-- question: Which packs do the tables rest on, and how many items were not as they came at a rebuild?
-- grain: one row
-- reads: [packs, files]
-- notes: An item that has a hash and could not be had was there once; a rebuild refused its bytes.
select
    (select list(pack order by pack) from packs) as packs,
    (
        select count(*)
        from files
        where status = 'failed' and sha256 is not null and parent_file_id is null
    ) as altered
