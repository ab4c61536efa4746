-- title: Who took on these roles before
-- question: When did each of these callers, services and sessions first take on one of these roles?
-- grain: one row per role and caller, its first call
-- reads: [calls]
-- params: {issuing: "varchar[]", takers: "varchar[]", late_names: varchar, since: varchar}
-- notes: >
--   Of a role that everybody assumes, what was before its opening comes as these firsts alone. takers are
--   principals, services and ARNs of sessions.
-- # Made from ../first_uses.sql by `make docs`; change that.
SELECT
  *
FROM (
  SELECT
    calls.*,
    ROW_NUMBER() OVER (
      PARTITION BY user_identity_account_id, user_identity_principal_id, user_identity_invoked_by, CASE
        WHEN event_name IN ($issuing)
        THEN REGEXP_EXTRACT(request_parameters, '"roleArn"[ ]*:[ ]*"([^"]*)"')
      END
      ORDER BY event_time ASC NULLS LAST, event_id ASC NULLS LAST
    ) AS place
  FROM calls
  WHERE
    event_time < $since
    AND (
      user_identity_arn IN ($takers)
      OR (
        event_name IN ($issuing)
        AND (
          user_identity_principal_id IN ($takers)
          OR user_identity_invoked_by IN ($takers)
        )
        AND (
          request_parameters RLIKE $late_names OR resources RLIKE $late_names
        )
      )
    )
) AS earliest
WHERE
  place = 1
