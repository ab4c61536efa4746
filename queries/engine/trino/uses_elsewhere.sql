-- title: Calls of busy keys beside their habit
-- question: Which calls did these keys make from other addresses than these, or of these names from anywhere?
-- grain: one row per record
-- reads: [calls]
-- params: {keys: "varchar[]", addresses: "varchar[]", events: "varchar[]", most: bigint}
-- notes: addresses are those from which the calls are too many to bring; events are calls that change
--   something or give out a credential.
-- # Made from ../uses_elsewhere.sql by `make docs`; change that.
SELECT
  *
FROM calls
WHERE
  user_identity_access_key_id IN ($keys)
  AND (
    NOT COALESCE(source_ip_address, '') IN ($addresses)
    OR REGEXP_REPLACE(event_name, '(20[0-9]{6}(v[0-9])?|20[0-9]{2}_[0-9]{2}_[0-9]{2})$', '') IN ($events)
  )
LIMIT $most
