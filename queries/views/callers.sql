-- title: Callers
-- question: Which users, roles and roots called, each with which of its long-term keys?
-- grain: one row per principal and long-term key
-- reads: [caller_identities, engine_callers]
-- notes: >
--   caller_no is short where an ARN is long: what is counted by caller is counted by it. It is the same in
--   each statement as long as the evidence is.
select
    principal_arn,
    credential_id,
    row_number() over (order by principal_arn, credential_id) as caller_no
from (
    select
        principal_arn,
        credential_id
    from caller_identities
    union distinct
    select
        principal_arn,
        credential_id
    from engine_callers
) as named
