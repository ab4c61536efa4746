-- title: What every caller did from where
-- question: Which calls did each user, role and root make from which address in which Region, refused or not,
--   and from when to when?
-- grain: one row per caller, long-term key, address, Region, call and whether it was refused
-- reads: [calls]
-- params: {most: bigint}
-- notes: >
--   Everybody can be compared with their own past by it, whether a key is known or not. first_call is the
--   time and the id of the first one. Calls that a service made and roles of AWS's own services are left
--   out. A batch call all of whose entries failed counts as not refused.
select
    user_type,
    principal_arn,
    credential_id,
    source_ip_address,
    aws_region,
    event_source,
    event_name,
    refused,
    count(*) as records,
    min(concat(event_time, ' ', event_id)) as first_call,
    max(event_time) as last_seen
from (
    select
        user_identity_type as user_type,
        case
            when user_identity_session_context_session_issuer_arn like 'arn:%:role/%'
                then user_identity_session_context_session_issuer_arn
            else user_identity_arn
        end as principal_arn,
        case when user_identity_access_key_id like 'AKIA%' then user_identity_access_key_id end
            as credential_id,
        source_ip_address,
        aws_region,
        event_source,
        event_name,
        case
            when
                concat(coalesce(error_code, ''), coalesce(error_message, '')) <> ''
                or regexp_matches(
                    coalesce(response_elements, ''), '"_?return"[ ]*:[ ]*"?false|:[ ]*"Failure"'
                )
                then 'yes'
            else 'no'
        end as refused,
        event_time,
        event_id
    from calls
    where
        user_identity_type in ('IAMUser', 'Root', 'AssumedRole', 'FederatedUser')
        and user_identity_arn is not null
        and user_identity_arn not like '%AWSServiceRoleFor%'
        and coalesce(user_identity_invoked_by, 'AWS Internal') = 'AWS Internal'
        and event_time is not null
) as uses
group by
    user_type, principal_arn, credential_id, source_ip_address, aws_region, event_source, event_name, refused
limit $most
