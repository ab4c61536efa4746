-- title: Calls from these addresses
-- question: Which calls came from one of these addresses, whoever made them?
-- grain: one row per record
-- reads: [calls]
-- params: {addresses: "varchar[]", most: bigint}
-- # Made from ../places.sql by `make docs`; change that.
SELECT
  *
FROM calls
WHERE
  source_ip_address IN ($addresses)
LIMIT $most
