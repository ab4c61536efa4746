-- title: Long-term keys in use
-- question: Which long-term keys were used, by whom, and when last?
-- grain: one row per key, its last call
-- reads: [calls]
-- params: {}
-- # Made from ../long_term_keys.sql by `make docs`; change that.
SELECT
  *
FROM (
  SELECT
    calls.*,
    ROW_NUMBER() OVER (PARTITION BY user_identity_access_key_id ORDER BY event_time DESC, event_id DESC) AS place
  FROM calls
  WHERE
    user_identity_access_key_id LIKE 'AKIA%'
) AS latest
WHERE
  place = 1
