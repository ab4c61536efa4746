-- title: Ways in which keys call, day by day
-- question: From where, with what and for what was each of these keys used, on which days and at which hours?
-- grain: one row per key, address, agent, Region, call, whether a service made it, and day
-- reads: [calls]
-- params: {keys: "varchar[]", most: bigint}
-- notes: >
--   The habit of a key whose calls are too many to bring. hours is the sum of 2 to the power of each hour of
--   the day with a call.
-- # Made from ../ways.sql by `make docs`; change that.
SELECT
  access_key_id,
  source_ip_address,
  user_agent,
  aws_region,
  event_source,
  event_name,
  invoked_by,
  day_text,
  MAX(user_arn) AS user_arn,
  COUNT(*) AS records,
  SUM(refused) AS refused,
  SUM(writes) AS writes,
  SUM(DISTINCT CAST(POWER(2, hour_of_day) AS BIGINT)) AS hours,
  MIN(event_time) AS first_seen,
  MAX(event_time) AS last_seen
FROM (
  SELECT
    user_identity_access_key_id AS access_key_id,
    source_ip_address,
    user_agent,
    aws_region,
    event_source,
    event_name,
    user_identity_invoked_by AS invoked_by,
    user_identity_arn AS user_arn,
    SUBSTR(event_time, 1, 10) AS day_text,
    CAST(SUBSTR(event_time, 12, 2) AS INTEGER) AS hour_of_day,
    CASE
      WHEN CONCAT(
        COALESCE(CAST(COALESCE(error_code, '') AS VARCHAR), ''),
        COALESCE(CAST(COALESCE(error_message, '') AS VARCHAR), '')
      ) <> ''
      OR REGEXP_LIKE(COALESCE(response_elements, ''), '"_?return"[ ]*:[ ]*"?false|:[ ]*"Failure"')
      THEN 1
      ELSE 0
    END AS refused,
    CASE WHEN COALESCE(read_only, 'false') = 'true' THEN 0 ELSE 1 END AS writes,
    event_time
  FROM calls
  WHERE
    user_identity_access_key_id IN ($keys) AND NOT event_time IS NULL
) AS uses
GROUP BY
  access_key_id,
  source_ip_address,
  user_agent,
  aws_region,
  event_source,
  event_name,
  invoked_by,
  day_text
LIMIT $most
