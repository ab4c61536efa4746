-- title: Calls with a record in another account
-- question: Which ids do calls of the tree share with a record that the caller's key does not stand in?
-- grain: one row per shared id
-- reads: [credential_links]
select distinct shared_event_id
from credential_links
where shared_event_id is not null
order by shared_event_id
