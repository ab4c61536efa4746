-- title: Addresses with colons
-- question: From which IPv6 addresses did these callers come?
-- grain: one row per address
-- reads: [caller_uses]
-- params: {callers: "bigint[]"}
-- notes: >
--   Which network such an address is of has too many spellings for SQL: kit.analysis.credentials says it.
--   Other texts with a colon come too.
select distinct source_ip_address
from caller_uses
where
    contains(source_ip_address, ':')
    and caller_no in (select unnest(cast($callers as bigint[])))
