-- title: What every caller did from where
-- question: Which calls did each user, role and root make from which network in which Region, refused or not,
--   and from when to when?
-- grain: one row per caller, long-term key, network, Region, call and whether it was refused
-- reads: [calls]
-- params: {ipv4: varchar, ipv6: varchar, most: bigint}
-- notes: >
--   Everybody can be compared with their own past by it, whether a key is known or not. A network is the /24
--   of an address that matches ipv4, the /48 of one that matches ipv6, else the address as it stands.
--   first_call is the time and the id of the first one. Calls that a service made and roles of AWS's own
--   services are left out. A batch call all of whose entries failed counts as not refused. With more than
--   `most` rows those callers come whole that have the fewest, for one whose past is cut off would look new;
--   of the others the largest hundred have one row that says so (counted is no). caller_rows are the rows of
--   the caller, callers is how many there are.
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
  records,
  first_call,
  last_seen,
  caller_rows,
  SUM(first_row) OVER () AS callers,
  CASE WHEN rows_so_far <= $most THEN 'yes' ELSE 'no' END AS counted
FROM (
  SELECT
    placed.*,
    SUM(1) OVER (
      ORDER BY caller_rows NULLS LAST, principal_arn NULLS LAST, COALESCE(credential_id, '') NULLS LAST
    ) AS rows_so_far,
    SUM(first_row) OVER (
      ORDER BY caller_rows DESC, principal_arn ASC NULLS LAST, COALESCE(credential_id, '') ASC NULLS LAST
    ) AS callers_so_far
  FROM (
    SELECT
      grouped.*,
      COUNT(*) OVER (PARTITION BY principal_arn, credential_id) AS caller_rows,
      CASE
        WHEN ROW_NUMBER() OVER (
          PARTITION BY principal_arn, credential_id
          ORDER BY first_call ASC NULLS LAST, user_type ASC NULLS LAST, aws_region ASC NULLS LAST, event_name ASC NULLS LAST, refused ASC NULLS LAST
        ) = 1
        THEN 1
        ELSE 0
      END AS first_row
    FROM (
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
        MIN(CONCAT(COALESCE(event_time, ''), ' ', COALESCE(event_id, ''))) AS first_call,
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
          CASE
            WHEN source_ip_address RLIKE $ipv4
            THEN CONCAT(COALESCE(REGEXP_EXTRACT(source_ip_address, $ipv4), ''), '0/24')
            WHEN source_ip_address RLIKE $ipv6
            THEN CONCAT(COALESCE(REGEXP_EXTRACT(source_ip_address, $ipv6), ''), '::/48')
            ELSE source_ip_address
          END AS source_ip_address,
          aws_region,
          event_source,
          event_name,
          CASE
            WHEN CONCAT(COALESCE(COALESCE(error_code, ''), ''), COALESCE(COALESCE(error_message, ''), '')) <> ''
            OR COALESCE(response_elements, '') RLIKE '"_?return"[ ]*:[ ]*"?false|:[ ]*"Failure"'
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
    ) AS grouped
  ) AS placed
) AS counting
WHERE
  rows_so_far <= $most OR (
    first_row = 1 AND callers_so_far <= 100
  )
