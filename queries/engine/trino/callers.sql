-- title: What every caller did from where
-- question: Which calls did each user, role and root make from which address in which Region, refused or not,
--   and from when to when?
-- grain: one row per caller, long-term key, address, Region, call and whether it was refused
-- reads: [calls]
-- params: {most: bigint}
-- notes: >
--   Everybody can be compared with their own past by it, whether a key is known or not. first_call is the
--   time and the id of the first one. Calls that a service made and roles of AWS's own services are left
--   out. A batch call all of whose entries failed counts as not refused.
-- # Made from ../callers.sql by `make docs`; change that.
SELECT
  user_type,
  principal_arn,
  credential_id,
  source_ip_address,
  aws_region,
  event_source,
  event_name,
  refused,
  COUNT(*) AS records,
  MIN(
    CONCAT(
      COALESCE(CAST(event_time AS VARCHAR), ''),
      COALESCE(CAST(' ' AS VARCHAR), ''),
      COALESCE(CAST(event_id AS VARCHAR), '')
    )
  ) AS first_call,
  MAX(event_time) AS last_seen
FROM (
  SELECT
    user_identity_type AS user_type,
    CASE
      WHEN user_identity_session_context_session_issuer_arn LIKE 'arn:%:role/%'
      THEN user_identity_session_context_session_issuer_arn
      ELSE user_identity_arn
    END AS principal_arn,
    CASE
      WHEN user_identity_access_key_id LIKE 'AKIA%'
      THEN user_identity_access_key_id
    END AS credential_id,
    source_ip_address,
    aws_region,
    event_source,
    event_name,
    CASE
      WHEN CONCAT(
        COALESCE(CAST(COALESCE(error_code, '') AS VARCHAR), ''),
        COALESCE(CAST(COALESCE(error_message, '') AS VARCHAR), '')
      ) <> ''
      OR REGEXP_LIKE(COALESCE(response_elements, ''), '"_?return"[ ]*:[ ]*"?false|:[ ]*"Failure"')
      THEN 'yes'
      ELSE 'no'
    END AS refused,
    event_time,
    event_id
  FROM calls
  WHERE
    user_identity_type IN ('IAMUser', 'Root', 'AssumedRole', 'FederatedUser')
    AND NOT user_identity_arn IS NULL
    AND user_identity_arn NOT LIKE '%AWSServiceRoleFor%'
    AND COALESCE(user_identity_invoked_by, 'AWS Internal') = 'AWS Internal'
    AND NOT event_time IS NULL
) AS uses
GROUP BY
  user_type,
  principal_arn,
  credential_id,
  source_ip_address,
  aws_region,
  event_source,
  event_name,
  refused
LIMIT $most
