-- title: First act of the third party
-- question: When did the third party first act?
-- grain: one row; empty columns where no call is theirs
-- reads: [activity, event_rows]
-- notes: >
--   The home of "the intruder came": a call of theirs, certain or likely. Calls that are unclear may be
--   theirs too and begin nothing. Of calls in one second the one whose id sorts first
--   counts, in whichever order the files were read.
select
    min(event_rows.event_time) as event_time,
    arg_min(activity.event_no, (event_rows.event_time, activity.event_key)) as event_no,
    cast(
        arg_min(
            coalesce(event_rows.event_id_text, cast(event_rows.event_id as varchar)),
            (event_rows.event_time, activity.event_key)
        ) as varchar
    ) as event_id
from activity
inner join event_rows on activity.event_no = event_rows.event_no
where activity.third_party and event_rows.event_time is not null
