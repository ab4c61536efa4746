-- title: What a hunt could not search
-- question: Which places could a hunt for the leaked key not read, and why?
-- grain: one row per place that could not be searched, whole or in part, of the newest search of its root
-- reads: [hunt_searches, hunt_unread]
-- notes: A search that was stopped has a row of its own. What is unpacked or repaired can be hunted again.
with newest as (
    -- one row per root, and what was searched of it
    select *
    from hunt_searches
    qualify row_number() over (
        partition by root, kind
        order by ended_at desc, file_id desc
    ) = 1
)

select
    s.root,
    u.place,
    u.reason,
    s.ended_at as searched_at
from hunt_unread as u
inner join newest as s on u.file_id = s.file_id
union all
select
    root,
    root as place,
    'stopped ' || stopped || ' before its end' as reason,
    ended_at as searched_at
from newest
where stopped is not null
order by root, place, reason
