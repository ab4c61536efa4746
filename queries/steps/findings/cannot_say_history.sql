-- title: Evidence of a gap's time from another source
-- question: Are there events of this account and Region from the time a trail was off?
-- grain: one row
-- reads: [events]
-- params: {account_id: varchar, since: timestamp, until: {type: timestamp, default: null}}
-- notes: Event history goes on while a trail is off, so events in between mean that it was collected.
select count(*) as events
from events
where
    recipient_account_id = $account_id
    and event_time > $since
    and event_time < coalesce(cast($until as timestamp), timestamp '9999-01-01')
