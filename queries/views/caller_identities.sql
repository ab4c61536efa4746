-- title: Identities that are somebody's own
-- question: Which user, role or root, and which long-term key of it, does each identity stand for?
-- grain: one row per identity
-- reads: [identities]
-- notes: >
--   A role stands for all its sessions. Where the evidence names no ARN (the console's CSV), the user's name
--   stands in its place. Identities that a service called for, and roles of AWS's own services, are left
--   out.
select
    identity_no,
    -- a table of columns may name the user alone
    coalesce(
        user_type,
        case
            when user_name = 'root' then 'Root'
            when access_key_id like 'ASIA%' then 'AssumedRole'
            else 'IAMUser'
        end
    ) as user_type,
    case
        when session_issuer_arn like 'arn:%:role/%' then session_issuer_arn
        else coalesce(user_arn, user_name)
    end as principal_arn,
    case when access_key_id like 'AKIA%' then access_key_id end as credential_id
from identities
where
    coalesce(user_type, 'IAMUser') in ('IAMUser', 'Root', 'AssumedRole', 'FederatedUser')
    and (user_arn is not null or (user_type is null and user_name <> ''))
    and (invoked_by is null or invoked_by = 'AWS Internal')
    and coalesce(user_arn, '') not like '%AWSServiceRoleFor%'
