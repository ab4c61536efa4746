-- title: How many calls each of these made
-- question: Where more calls come than may, which of what was asked for makes them?
-- grain: one row per credential or thing that made any
-- reads: [calls]
-- params: {trios: varchar, busy: "varchar[]"}
-- notes: >
--   trios are rows of name, regular expression on who made a call and from where, and first time. Calls by
--   the keys of busy are not counted.
-- # Made from ../weights_of_uses.sql by `make docs`; change that.
SELECT
  names.node,
  COUNT(*) AS calls
FROM calls
INNER JOIN VALUES
  ($trios) AS names(node, pattern, since)
  ON CONCAT_WS(
    ' ',
    '',
    user_identity_access_key_id,
    user_identity_arn,
    user_identity_principal_id,
    user_identity_user_name,
    source_ip_address,
    ''
  ) RLIKE names.pattern
  AND COALESCE(calls.event_time, '9') >= names.since
WHERE
  NOT COALESCE(calls.user_identity_access_key_id, '-') IN ($busy)
GROUP BY
  names.node
