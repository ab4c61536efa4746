-- title: How many calls each of these made
-- question: Where more calls come than may, which of what was asked for makes them?
-- grain: one row per credential or thing that made any
-- reads: [calls]
-- params: {trios: varchar, busy: "varchar[]"}
-- notes: >
--   trios are rows of name, regular expression on who made a call and from where, and first time. Calls by
--   the keys of busy are not counted.
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
where coalesce(calls.user_identity_access_key_id, '-') not in ($busy)
group by names.node
