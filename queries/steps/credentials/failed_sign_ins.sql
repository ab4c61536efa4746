-- title: Refused sign-ins
-- question: Which sign-ins to the console failed, and as whom?
-- grain: one row per refused sign-in
-- reads: [event_rows, identities, credential_rules]
select
    event_rows.event_no,
    event_rows.event_time,
    identities.user_arn
from event_rows
inner join identities on event_rows.identity_no = identities.identity_no
inner join credential_rules as rules
    on event_rows.event_source = rules.source and event_rows.event_name = rules.event
where
    rules.sign_in = 'password'
    and event_rows.outcome = 'failed'
    and event_rows.superseded_by is null
    and identities.access_key_id is null
    and identities.user_arn is not null
order by event_rows.event_no
