-- title: Leads
-- question: Which other users, keys, roles or root were used from an address of the third party's, or failed
--   to sign in from there?
-- grain: one row per principal and long-term key outside the tree
-- reads: [lead_callers]
-- notes: >
--   Only public addresses, none that the owner's calls come from too or that others of the account worked
--   from before the third party came. A user agent alone names nobody, unless it is rare and was used in the
--   same hours. A lead is no proof: look at its events and ask whose they are; `kit key CASE ID` (column
--   `adds`) follows it like the leaked key.
select
    principal_arn,
    credential_id,
    user_name,
    calls,
    first_seen,
    last_seen,
    shared_with,
    event_ids,
    kind,
    refused,
    weight,
    adds
from lead_callers
order by lead_no
