-- title: A slim index of the logs
-- question: What does each record of an index say that the kit had an engine make?
-- grain: one row per record, copies too
-- reads: [source_table]
-- params: {bounds: varchar}
-- notes: Made by statement `index`; requests and replies of reads that no statement looks into are not in it.
-- # Made from ../shapes/index.sql by `make docs`; change that.
SELECT
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
  request_parameters,
  response_elements,
  additional_event_data,
  resources,
  service_event_details,
  session_credential_from_console,
  source_file
FROM source_table
WHERE
  bounds_hold
