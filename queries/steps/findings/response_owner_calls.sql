-- title: What the owner does with the leaked credentials
-- question: Which calls does the owner's application need, and with which kind of credential?
-- grain: one row per leaked user, call and kind of credential
-- reads: [activity, events]
-- notes: What a replacement needs as permissions. Temporary sessions of the user are set apart, since a deny
--   of older sessions stops them.
select
    events.user_account_id as account_id,
    events.user_name,
    split_part(events.event_source, '.', 1) || ':'
    || regexp_replace(events.event_name, '20\d{2}_?\d{2}_?\d{2}(v\d)?$', '') as action,
    starts_with(events.access_key_id, 'ASIA') as temporary,
    count(*) as calls,
    count(*) filter (where events.outcome = 'succeeded') as succeeded,
    max(events.event_time) as last_seen,
    list(events.event_id order by events.event_time desc, events.event_id asc)[:3] as event_ids
from activity
inner join events on activity.event_no = events.event_no
where activity.actor = 'owner' and events.event_source is not null and events.event_name is not null
group by all
order by calls desc, account_id asc, user_name asc, action asc, temporary asc
