-- title: Hours of the logs
-- question: How many records and files has each hour of each account and Region, and of which kind?
-- grain: one row per account, Region and hour
-- reads: [calls]
-- params: {}
-- # Made from ../hours.sql by `make docs`; change that.
SELECT
  recipient_account_id,
  aws_region,
  SUBSTRING(event_time, 1, 13) AS hour_text,
  COUNT(DISTINCT event_id) AS events,
  COUNT(DISTINCT source_file) AS files,
  COUNT(DISTINCT CASE WHEN event_category = 'Data' THEN event_id END) AS data_events,
  MIN(event_time) AS first_event,
  MAX(event_time) AS last_event
FROM calls
WHERE
  NOT recipient_account_id IS NULL AND NOT aws_region IS NULL
GROUP BY
  recipient_account_id,
  aws_region,
  SUBSTRING(event_time, 1, 13)
