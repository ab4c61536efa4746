-- title: Calls by what was reached
-- question: Which calls were made with these keys, or as these principals and sessions?
-- grain: one row per record
-- reads: [calls]
-- params: {keys: "varchar[]", arns: "varchar[]", principals: "varchar[]", users: "varchar[]", sessions: varchar, shared: "varchar[]", most: bigint}
-- notes: >
--   sessions is a regular expression on the ARN of a session. shared are ids that both records of a call
--   into another account have.
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
    )
limit $most
