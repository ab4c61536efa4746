-- title: What was opened to others, and which logs expire
-- question: Which of these calls succeeded, whoever made them and in whichever account?
-- grain: one row per record
-- reads: [calls]
-- params: {opening: "varchar[]", until: varchar, expiring: "varchar[]", most: bigint}
-- notes: >
--   opening are calls that can open a bucket, an image or a snapshot to others, each as source and name; they
--   come up to the time until ('9' where none bounds them). expiring, of the same form, come of any time.
-- # Made from ../openings.sql by `make docs`; change that.
SELECT
  *
FROM calls
WHERE
  CONCAT(
    COALESCE(CAST(COALESCE(error_code, '') AS VARCHAR), ''),
    COALESCE(CAST(COALESCE(error_message, '') AS VARCHAR), '')
  ) = ''
  AND (
    (
      CONCAT(
        COALESCE(CAST(event_source AS VARCHAR), ''),
        COALESCE(CAST(' ' AS VARCHAR), ''),
        COALESCE(CAST(event_name AS VARCHAR), '')
      ) IN ($opening)
      AND COALESCE(event_time, '9') <= $until
    )
    OR CONCAT(
      COALESCE(CAST(event_source AS VARCHAR), ''),
      COALESCE(CAST(' ' AS VARCHAR), ''),
      COALESCE(CAST(event_name AS VARCHAR), '')
    ) IN ($expiring)
  )
LIMIT $most
