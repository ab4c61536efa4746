-- title: Other secrets, by a scanner
-- question: Which other secrets does a scanner see where the key was hunted, and do they lie beside it?
-- grain: one row per secret and place, of the newest hunt with a second opinion
-- reads: [hunt_searches, hunt_secrets, hunt_hits]
-- notes: |
--   `kit hunt CASE PATH --second-opinion` asks a scanner of this machine, which compares shapes and asks
--   nobody whether a secret works; many of its rows are none. What lies in a file with the leaked key
--   (`beside`) has to be replaced as well. The secret itself is neither shown nor kept.
with newest as (
    -- one row per root: the last search with a second opinion
    select
        root,
        max(file_id) as file_id
    from hunt_searches
    where file_id in (select hunt_secrets.file_id from hunt_secrets)
    group by root
)

select
    s.rule,
    s.confidence,
    s.path,
    s.line,
    exists(
        select 1
        from hunt_hits as h
        where h.match = 'exact' and h.path = split_part(s.path, '!', 1)
    ) as beside,
    s.scanner,
    n.root
from hunt_secrets as s
inner join newest as n on s.file_id = n.file_id
order by beside desc, s.path asc, s.line asc, s.rule asc
