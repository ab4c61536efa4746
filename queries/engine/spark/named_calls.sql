-- title: Calls by name
-- question: Who made one of these calls in these accounts?
-- grain: one row per record
-- reads: [calls]
-- params: {events: "varchar[]", accounts: "varchar[]", most: bigint}
-- # Made from ../named_calls.sql by `make docs`; change that.
SELECT
  *
FROM calls
WHERE
  event_name IN ($events) AND recipient_account_id IN ($accounts)
LIMIT $most
