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
        WHEN CONCAT(COALESCE(event_source, ''), ' ', COALESCE(event_name, '')) IN ($buckets)
        THEN CONCAT(
          COALESCE(COALESCE(REGEXP_EXTRACT(request_parameters, '"bucketName" *: *"([^"]*)"'), ''), ''),
          ' ',
          COALESCE(UPPER(user_identity_account_id) IN ('ANONYMOUS_PRINCIPAL', 'ANONYMOUS'), '')
        )
        ELSE CONCAT(COALESCE(user_identity_arn, ''), ' ', COALESCE(source_ip_address, ''))
      END
      ORDER BY event_time ASC NULLS LAST, event_id ASC NULLS LAST
    ) AS place
  FROM calls
  WHERE
    COALESCE(event_time, '9') <= $until
    AND CONCAT(COALESCE(COALESCE(error_code, ''), ''), COALESCE(COALESCE(error_message, ''), '')) = ''
    AND user_identity_invoked_by IS NULL
    AND user_identity_type <> 'AWSService'
    AND NOT COALESCE(user_identity_access_key_id, '-') IN ($keys)
    AND (
      (
        CONCAT(
          COALESCE(event_source, ''),
          ' ',
          COALESCE(
            REGEXP_REPLACE(event_name, '(20[0-9]{6}(v[0-9])?|20[0-9]{2}_[0-9]{2}_[0-9]{2})$', ''),
            ''
          )
        ) IN ($settings)
        AND user_identity_arn IN ($arns)
        AND source_ip_address IN ($places)
        AND COALESCE(
          NULLIF(REGEXP_EXTRACT(request_parameters, '"attribute"[ ]*:[ ]*"([^"]*)"'), ''),
          'userData'
        ) = 'userData'
      )
      OR (
        CONCAT(COALESCE(event_source, ''), ' ', COALESCE(event_name, '')) IN ($buckets)
        AND user_identity_account_id <> recipient_account_id
        AND COALESCE(REGEXP_EXTRACT(request_parameters, '"bucketName" *: *"([^"]*)"'), '') IN ($names)
      )
    )
) AS ordered
WHERE
  place <= 5
