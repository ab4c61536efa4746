-- title: Policies put on users by nobody's key
-- question: Which calls without a key put a policy on a user?
-- grain: one row per call
-- reads: [event_rows, identities, call_marks]
-- notes: Found by narrow columns, before any request is read.
select event_rows.event_no
from event_rows
inner join call_marks as marks
    on event_rows.event_source = marks.source and event_rows.event_name = marks.event
left join identities on event_rows.identity_no = identities.identity_no
where
    marks.mark = 'puts_user_policy'
    and event_rows.superseded_by is null
    and identities.access_key_id is null
order by event_rows.event_no
