-- title: What an index holds
-- question: Of what was this index made, and how many records has it?
-- grain: one row per making
-- reads: [calls]
-- params: {}
-- # Made from ../index_of.sql by `make docs`; change that.
SELECT
  made_of,
  COUNT(*) AS records,
  MIN(event_time) AS first_event,
  MAX(event_time) AS last_event
FROM calls
GROUP BY
  made_of
