-- title: Who read settings and buckets
-- question: Who read settings that hold keys, and which buckets did strangers read, up to this time?
-- grain: one row per caller (or bucket and kind of stranger), address and call
-- reads: [calls]
-- params:
--   {settings: "varchar[]", buckets: "varchar[]", keys: "varchar[]", places: "varchar[]", until: varchar,
--   most: bigint}
-- notes: >
--   settings and buckets are calls, each as source and name; keys are credentials of the tree, which need no
--   setting to read a key from. Of a bucket's strangers the first five addresses are told apart. Callers from
--   places (addresses of the third party) come first, then those with the most calls.
-- # Made from ../readers.sql by `make docs`; change that.
SELECT
  $until AS until_text,
  user_arn,
  bucket,
  stranger,
  address,
  event_source,
  event_name,
  SUM(seen) AS records,
  MIN(first_seen) AS first_seen,
  MAX(last_seen) AS last_seen
FROM (
  SELECT
    user_arn,
    bucket,
    stranger,
    event_source,
    event_name,
    seen,
    first_seen,
    last_seen,
    CASE
      WHEN stranger = ''
      OR DENSE_RANK() OVER (PARTITION BY bucket, stranger ORDER BY source_ip_address NULLS LAST) <= 5
      THEN source_ip_address
    END AS address
  FROM (
    SELECT
      user_arn,
      bucket,
      stranger,
      source_ip_address,
      event_source,
      event_name,
      COUNT(DISTINCT event_id) AS seen,
      MIN(event_time) AS first_seen,
      MAX(event_time) AS last_seen
    FROM (
      SELECT
        event_id,
        event_time,
        event_source,
        event_name,
        source_ip_address,
        CASE WHEN call_text IN ($settings) THEN user_identity_arn END AS user_arn,
        CASE
          WHEN call_text IN ($buckets)
          THEN NULLIF(REGEXP_EXTRACT(request_parameters, '"bucketName"[ ]*:[ ]*"([^"]*)"'), '')
        END AS bucket,
        CASE
          WHEN call_text IN ($settings)
          THEN ''
          WHEN UPPER(user_identity_account_id) IN ('ANONYMOUS_PRINCIPAL', 'ANONYMOUS')
          THEN 'anonymous'
          ELSE 'other'
        END AS stranger
      FROM (
        SELECT
          calls.*,
          CONCAT(
            COALESCE(event_source, ''),
            ' ',
            COALESCE(
              REGEXP_REPLACE(event_name, '(20[0-9]{6}(v[0-9])?|20[0-9]{2}_[0-9]{2}_[0-9]{2})$', ''),
              ''
            )
          ) AS call_text
        FROM calls
        WHERE
          COALESCE(event_time, '9') <= $until
          AND CONCAT(COALESCE(COALESCE(error_code, ''), ''), COALESCE(COALESCE(error_message, ''), '')) = ''
          AND user_identity_invoked_by IS NULL
          AND user_identity_type <> 'AWSService'
          AND NOT COALESCE(user_identity_access_key_id, '-') IN ($keys)
      ) AS named
      WHERE
        (
          call_text IN ($settings)
          AND COALESCE(
            NULLIF(REGEXP_EXTRACT(request_parameters, '"attribute"[ ]*:[ ]*"([^"]*)"'), ''),
            'userData'
          ) = 'userData'
        )
        OR (
          call_text IN ($buckets) AND user_identity_account_id <> recipient_account_id
        )
    ) AS reads
    GROUP BY
      user_arn,
      bucket,
      stranger,
      source_ip_address,
      event_source,
      event_name
  ) AS by_address
) AS placed
GROUP BY
  user_arn,
  bucket,
  stranger,
  address,
  event_source,
  event_name
ORDER BY
  CASE WHEN address IN ($places) THEN 0 ELSE 1 END ASC NULLS LAST,
  records DESC
LIMIT $most
