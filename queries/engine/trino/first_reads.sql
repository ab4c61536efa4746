-- title: First reads of settings and buckets
-- question: Which were the first five calls of each of these callers and strangers, up to this time?
-- grain: one row per record
-- reads: [calls]
-- params:
--   {settings: "varchar[]", buckets: "varchar[]", keys: "varchar[]", arns: "varchar[]", places: "varchar[]",
--   names: "varchar[]", until: varchar}
-- notes: >
--   What `readers` counted is shown by these records. arns and places are callers and addresses, names are
--   buckets.
-- # Made from ../first_reads.sql by `make docs`; change that.
SELECT
  *
FROM (
  SELECT
    calls.*,
    DENSE_RANK() OVER (
      PARTITION BY CASE
        WHEN CONCAT(
          COALESCE(CAST(event_source AS VARCHAR), ''),
          COALESCE(CAST(' ' AS VARCHAR), ''),
          COALESCE(CAST(event_name AS VARCHAR), '')
        ) IN ($buckets)
        THEN CONCAT(
          COALESCE(
            CAST(COALESCE(REGEXP_EXTRACT(request_parameters, '"bucketName" *: *"([^"]*)"', 1), '') AS VARCHAR),
            ''
          ),
          COALESCE(CAST(' ' AS VARCHAR), ''),
          COALESCE(
            CAST(UPPER(user_identity_account_id) IN ('ANONYMOUS_PRINCIPAL', 'ANONYMOUS') AS VARCHAR),
            ''
          )
        )
        ELSE CONCAT(
          COALESCE(CAST(user_identity_arn AS VARCHAR), ''),
          COALESCE(CAST(' ' AS VARCHAR), ''),
          COALESCE(CAST(source_ip_address AS VARCHAR), '')
        )
      END
      ORDER BY event_time ASC, event_id ASC
    ) AS place
  FROM calls
  WHERE
    COALESCE(event_time, '9') <= $until
    AND CONCAT(
      COALESCE(CAST(COALESCE(error_code, '') AS VARCHAR), ''),
      COALESCE(CAST(COALESCE(error_message, '') AS VARCHAR), '')
    ) = ''
    AND user_identity_invoked_by IS NULL
    AND user_identity_type <> 'AWSService'
    AND NOT COALESCE(user_identity_access_key_id, '-') IN ($keys)
    AND (
      (
        CONCAT(
          COALESCE(CAST(event_source AS VARCHAR), ''),
          COALESCE(CAST(' ' AS VARCHAR), ''),
          COALESCE(
            CAST(REGEXP_REPLACE(event_name, '(20[0-9]{6}(v[0-9])?|20[0-9]{2}_[0-9]{2}_[0-9]{2})$', '') AS VARCHAR),
            ''
          )
        ) IN ($settings)
        AND user_identity_arn IN ($arns)
        AND source_ip_address IN ($places)
        AND COALESCE(
          NULLIF(REGEXP_EXTRACT(request_parameters, '"attribute"[ ]*:[ ]*"([^"]*)"', 1), ''),
          'userData'
        ) = 'userData'
      )
      OR (
        CONCAT(
          COALESCE(CAST(event_source AS VARCHAR), ''),
          COALESCE(CAST(' ' AS VARCHAR), ''),
          COALESCE(CAST(event_name AS VARCHAR), '')
        ) IN ($buckets)
        AND user_identity_account_id <> recipient_account_id
        AND COALESCE(REGEXP_EXTRACT(request_parameters, '"bucketName" *: *"([^"]*)"', 1), '') IN ($names)
      )
    )
) AS ordered
WHERE
  place <= 5
