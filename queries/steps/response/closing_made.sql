-- title: Calls from the old networks
-- question: Which calls that were not refused came from these addresses after the response began?
-- grain: one row per event
-- reads: [events, ledger_events, activity]
-- params: {since: timestamp, addresses: "varchar[]"}
-- notes: Whoever made them. The owner's and AWS's own are left out.
select
    done.* exclude (done.call, done.read_only, done.management_event),
    activity.credential_id,
    activity.actor
from ledger_events as done
inner join events on done.event_no = events.event_no
left join activity on done.event_no = activity.event_no
where
    done.event_time > $since
    and list_contains($addresses, events.source_ip_address)
    and coalesce(activity.actor, '') not in ('owner', 'aws', 'kit')
order by done.event_time, done.event_key
