-- title: Use of what leaked
-- question: Was any call made with a leaked key, by a leaked principal or in a session of one?
-- grain: one row
-- reads: [identities]
-- params: {keys: "varchar[]", principals: "varchar[]"}
select count(*) > 0 as used
from identities
where
    list_contains($keys, access_key_id)
    or list_contains($principals, user_arn)
    or list_contains($principals, session_issuer_arn)
