-- title: Actors
-- question: How much did each hand do with the leaked key and what came out of it, from when to when, from
--   where?
-- grain: one row per actor
-- reads: [activity, events]
-- notes: Look at `unclear` first; a verdict in case.toml settles it.
select
    a.actor,
    count(*) as calls,
    count(*) filter (where a.certainty = 'likely') as likely_calls,
    count(*) filter (where e.outcome = 'failed') as failed,
    min(e.event_time) as first_seen,
    max(e.event_time) as last_seen,
    arg_min(e.event_id, (e.event_time, a.event_key)) as first_event_id,
    arg_max(e.event_id, (e.event_time, a.event_key)) as last_event_id,
    count(distinct a.credential_id) as credentials,
    count(distinct e.source_ip_address) as addresses,
    count(distinct e.aws_region) as regions,
    count(distinct e.event_source) as services,
    count(distinct e.recipient_account_id) as accounts
from activity as a
inner join events as e on a.event_no = e.event_no
group by a.actor
order by a.actor
