-- title: Who made these calls
-- question: With which credentials, and by whom, were these calls made?
-- grain: one row per credential and actor
-- reads: [event_rows, identities, activity]
-- params: {event_nos: "bigint[]"}
-- notes: A call outside the tree of credentials has its key, else its caller's ARN, and no actor.
select
    coalesce(
        activity.credential_id, identities.access_key_id, identities.user_arn, identities.invoked_by,
        identities.user_type
    ) as credential_id,
    activity.actor,
    any_value(coalesce(identities.session_issuer_arn, identities.user_arn)) as principal_arn,
    count(*) as calls,
    count(*) filter (where event_rows.outcome = 'failed') as refused,
    min(event_rows.event_time) as first_seen,
    max(event_rows.event_time) as last_seen
from event_rows
left join identities on event_rows.identity_no = identities.identity_no
left join activity on event_rows.event_no = activity.event_no
where event_rows.event_no in (select unnest($event_nos))
group by all
order by calls desc, credential_id asc, activity.actor asc
