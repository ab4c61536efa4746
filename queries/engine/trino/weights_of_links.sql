-- title: How many calls name each of these
-- question: Where more calls come than may, which of what was asked for is named in them?
-- grain: one row per name that any holds
-- reads: [calls]
-- params: {events: "varchar[]", issuing: "varchar[]", trios: varchar}
-- notes: trios are rows of name, regular expression on the text of a call, and first time.
-- # Made from ../weights_of_links.sql by `make docs`; change that.
SELECT
  names.node,
  COUNT(*) AS calls
FROM calls
INNER JOIN (VALUES
  ($trios)) AS names(node, pattern, since)
  ON REGEXP_LIKE(
    CONCAT_WS(
      ' ',
      CAST(request_parameters AS VARCHAR),
      CAST(response_elements AS VARCHAR),
      CAST(additional_event_data AS VARCHAR),
      CAST(resources AS VARCHAR)
    ),
    names.pattern
  )
  AND (
    NOT calls.event_name IN ($issuing)
    OR COALESCE(calls.event_time, '9') >= names.since
  )
WHERE
  REGEXP_REPLACE(calls.event_name, '(20[0-9]{6}(v[0-9])?|20[0-9]{2}_[0-9]{2}_[0-9]{2})$', '') IN ($events)
GROUP BY
  names.node
