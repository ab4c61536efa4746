-- title: Calls by what was reached
-- question: Which calls were made with these keys, or as these principals and sessions?
-- grain: one row per record
-- reads: [calls]
-- params:
--   {keys: "varchar[]", arns: "varchar[]", principals: "varchar[]", users: "varchar[]", sessions: varchar,
--   late_sessions: varchar, since: varchar, shared: "varchar[]", busy: "varchar[]", most: bigint}
-- notes: >
--   sessions is a regular expression on the ARN of a session; late_sessions is one too, of roles and machines
--   that were opened at since, for what they did before comes of nobody who opened them. shared are ids that
--   both records of a call into another account have. A record without a time counts as late. busy are keys
--   whose calls are asked for in another way.
select *
from calls
where
    (
        user_identity_access_key_id in ($keys)
        or user_identity_arn in ($arns)
        or user_identity_principal_id in ($principals)
        or user_identity_user_name in ($users)
        or shared_event_id in ($shared)
        or regexp_matches(user_identity_arn, $sessions)
        or (regexp_matches(user_identity_arn, $late_sessions) and coalesce(event_time, '9') >= $since)
    )
    and coalesce(user_identity_access_key_id, '-') not in ($busy)
limit $most
