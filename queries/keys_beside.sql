-- title: Other access keys found in a hunt
-- question: Which other access keys stand in the places that were hunted, and beside the leaked one?
-- grain: one row per key and place
-- reads: [hunt_searches, hunt_hits]
-- notes: |
--   `match` is sibling (the key id names the leaked key's account) or pattern (any other). Whoever read the
--   leaked key in a file could read what stands in the same file (`beside`): such a key has to be rotated
--   as well. Only shapes are compared; whether a key is still valid is not asked of anybody.
with found as (
    -- one row per find, with whether the leaked key stands in the same content
    select
        h.*,
        s.root,
        s.ended_at as found_at,
        bool_or(h.match = 'exact') over (
            partition by h.file_id, h.path, h.inside, h.object_id, h.commit_id
        ) as beside
    from hunt_hits as h
    inner join hunt_searches as s on h.file_id = s.file_id
)

select
    access_key_id,
    match,
    kind,
    path,
    inside,
    line,
    commit_id as commit,
    author,
    committed_at,
    deleted,
    content,
    beside,
    root,
    found_at
from found
where match in ('sibling', 'pattern')
qualify
    row_number() over (
        partition by access_key_id, kind, path, inside, commit_id, root
        order by found_at desc, line asc nulls last
    ) = 1
order by beside desc, match desc, access_key_id asc, path asc, inside asc nulls first, line asc
