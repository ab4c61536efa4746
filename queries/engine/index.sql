-- title: A slim index of the logs
-- question: Which columns of each record do the other statements read?
-- grain: one row per record, copies too
-- reads: [calls]
-- params: {kept: "varchar[]", told: varchar, letters: bigint}
-- notes: >
--   Texts of requests, replies and the like stay for calls that change something, for those of kept and where
--   a reply says that the call failed; no statement looks into those of other reads. told is in every row:
--   what the index was made of. period is the day, or the month, of a record: so many letters of its time.
select
    event_id,
    event_time,
    event_source,
    event_name,
    aws_region,
    recipient_account_id,
    source_ip_address,
    user_agent,
    error_code,
    error_message,
    read_only,
    request_id,
    event_type,
    event_category,
    event_version,
    shared_event_id,
    vpc_endpoint_id,
    user_identity_type,
    user_identity_principal_id,
    user_identity_arn,
    user_identity_account_id,
    user_identity_access_key_id,
    user_identity_user_name,
    user_identity_invoked_by,
    user_identity_session_context_attributes_mfa_authenticated,
    user_identity_session_context_attributes_creation_date,
    user_identity_session_context_session_issuer_type,
    user_identity_session_context_session_issuer_principal_id,
    user_identity_session_context_session_issuer_arn,
    user_identity_session_context_session_issuer_account_id,
    user_identity_session_context_session_issuer_user_name,
    case when keeps = 1 then request_parameters end as request_parameters,
    case
        when
            keeps = 1
            or regexp_matches(response_elements, '"_?return"[ ]*:[ ]*"?false|:[ ]*"Failure"')
            then response_elements
    end as response_elements,
    case when keeps = 1 then additional_event_data end as additional_event_data,
    case when keeps = 1 then resources end as resources,
    case when keeps = 1 then service_event_details end as service_event_details,
    session_credential_from_console,
    source_file,
    $told as made_of,
    coalesce(substr(event_time, 1, $letters), 'none') as period
from (
    select
        calls.*,
        case
            when
                coalesce(read_only, 'false') <> 'true'
                or regexp_replace(event_name, '(20[0-9]{6}(v[0-9])?|20[0-9]{2}_[0-9]{2}_[0-9]{2})$', '')
                in ($kept)
                then 1
            else 0
        end as keeps
    from calls
) as judged
