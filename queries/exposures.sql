-- title: Where the leaked key lies
-- question: In which places did a hunt find the leaked key, who put it there, and does it still stand there?
-- grain: one row per leaked key and place
-- reads: [hunt_searches, hunt_hits]
-- notes: |
--   Empty means "not found" only where question `hunts` has a row for the place (`kit hunt CASE PATH...`).
--   A place that was hunted again and held nothing then keeps its row: `found_at` is the last search that
--   saw it, `searched_at` the last one of its root. No secret is ever shown or kept; `secret_beside` says
--   whether one stands beside the key id. `own` is false where only a file of somebody's says so.
-- answer: findings.exposures:exposures
with found as (
    -- one row per find of a search
    select
        h.access_key_id,
        h.kind,
        h.content,
        h.path,
        h.inside,
        h.line,
        h.commit_id as commit,
        h.author,
        h.committed_at,
        h.deleted,
        h.note,
        h.note_args,
        h.times,
        h.form,
        h.secret_beside,
        h.reach,
        h.object_id,
        s.root,
        s.kind as searched_kind,
        s.ended_at as found_at,
        s.own
    from hunt_hits as h
    inner join hunt_searches as s on h.file_id = s.file_id
    where h.match = 'exact'
),

searched as (
    -- one row per root, what was searched of it (files as they lie, or all objects of a repository) and whose
    -- word that is: a file of somebody's says nothing of what this kit found
    select
        root,
        kind,
        own,
        max(ended_at) as searched_at
    from hunt_searches
    group by root, kind, own
)

select
    found.access_key_id,
    found.kind,
    found.path,
    found.inside,
    found.line,
    found.commit,
    found.author,
    found.committed_at,
    found.deleted,
    found.note,
    found.note_args,
    found.content,
    found.secret_beside,
    found.times,
    found.form,
    found.reach,
    found.object_id,
    found.root,
    found.found_at,
    searched.searched_at,
    found.own
from found
inner join searched
    on found.root = searched.root and found.searched_kind = searched.kind and found.own = searched.own
qualify
    row_number() over (
        partition by
            found.access_key_id, found.kind, found.path, found.inside, found.commit, found.root
        order by found.own desc, found.found_at desc, found.line asc nulls last
    ) = 1
order by
    found.access_key_id asc,
    found.committed_at asc nulls last,
    found.kind asc,
    found.path asc,
    found.inside asc nulls first,
    found.line asc
