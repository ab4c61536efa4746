-- title: What an index was made of
-- question: Of which table was each row of an index made, and within which bounds?
-- grain: one row per record, copies too
-- reads: [source_table]
-- params: {bounds: varchar}
-- # Made from ../shapes/index_facts.sql by `make docs`; change that.
SELECT
  made_of,
  event_time
FROM source_table
WHERE
  bounds_hold
