-- title: How many calls each of these made
-- question: Where more calls come than may, which of what was asked for makes them?
-- grain: one row per credential or thing that made any
-- reads: [calls]
-- params: {trios: varchar}
-- notes: trios are rows of name, regular expression on who made a call and from where, and first time.
select
    names.node,
    count(*) as calls
from calls
inner join (values ($trios)) as names (node, pattern, since)
    on
        regexp_matches(
            concat_ws(
                ' ',
                '',
                user_identity_access_key_id,
                user_identity_arn,
                user_identity_principal_id,
                user_identity_user_name,
                source_ip_address,
                ''
            ),
            names.pattern
        )
        and coalesce(calls.event_time, '9') >= names.since
group by names.node
