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
-- # Made from ../uses.sql by `make docs`; change that.
SELECT
  *
FROM calls
WHERE
  (
    user_identity_access_key_id IN ($keys)
    OR user_identity_arn IN ($arns)
    OR user_identity_principal_id IN ($principals)
    OR user_identity_user_name IN ($users)
    OR shared_event_id IN ($shared)
    OR user_identity_arn RLIKE $sessions
    OR (
      user_identity_arn RLIKE $late_sessions
      AND COALESCE(event_time, '9') >= $since
    )
  )
  AND NOT COALESCE(user_identity_access_key_id, '-') IN ($busy)
LIMIT $most
