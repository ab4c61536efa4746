-- title: Addresses of the third party
-- question: From which addresses did the third party call, and of which accounts were their calls?
-- grain: one row per address and account
-- reads: [activity, event_rows]
select distinct
    event_rows.source_ip_address as address,
    event_rows.recipient_account_id as account_id
from activity
inner join event_rows on activity.event_no = event_rows.event_no
where activity.third_party and event_rows.source_ip_address is not null
order by address, account_id
