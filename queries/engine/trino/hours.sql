-- title: Hours of the logs
-- question: How many records and files has each hour of each account and Region, of which kind, from where?
-- grain: one row per account, Region and hour
-- reads: [calls]
-- params: {}
-- notes: >
--   A record that was delivered more than once counts once, in the file whose name comes first. log_bucket is
--   the bucket of CloudTrail's own files, by their names.
-- # Made from ../hours.sql by `make docs`; change that.
SELECT
  recipient_account_id,
  aws_region,
  hour_text,
  COUNT(event_id) AS events,
  COUNT(DISTINCT source_file) AS files,
  SUM(is_data) AS data_events,
  MIN(first_event) AS first_event,
  MAX(last_event) AS last_event,
  MAX(REGEXP_EXTRACT(source_file, '^s3[an]?://([^/]+)/.*_CloudTrail_[^/]*$', 1)) AS log_bucket
FROM (
  SELECT
    recipient_account_id,
    aws_region,
    SUBSTR(event_time, 1, 13) AS hour_text,
    event_id,
    MIN(source_file) AS source_file,
    MAX(CASE WHEN event_category = 'Data' AND NOT event_id IS NULL THEN 1 ELSE 0 END) AS is_data,
    MIN(event_time) AS first_event,
    MAX(event_time) AS last_event
  FROM calls
  WHERE
    NOT recipient_account_id IS NULL AND NOT aws_region IS NULL
  GROUP BY
    recipient_account_id,
    aws_region,
    SUBSTR(event_time, 1, 13),
    event_id
) AS records
GROUP BY
  recipient_account_id,
  aws_region,
  hour_text
