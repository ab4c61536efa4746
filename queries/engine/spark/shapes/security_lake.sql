-- title: Security Lake's table of CloudTrail
-- question: What does each record of a table of Security Lake, source version 2 (OCSF 1.1.0), say?
-- grain: one row per record, copies too
-- reads: [source_table]
-- params: {bounds: varchar}
-- notes: >
--   Which member of a record stands where: OCSF's event dossiers of CloudTrail, version 1.1.0 (ocsf/examples)
--   and, for the keys of `unmapped`, members joined by dots, from OpenSearch's integration for Security Lake.
--   Requests and replies are there as text; of additionalEventData only what lies at its top.
--   vpcEndpointAccountId, addenda, edge details and events without a call are not to be had from it.
-- # Made from ../shapes/security_lake.sql by `make docs`; change that.
SELECT
  metadata.uid AS event_id,
  date_format(to_utc_timestamp(timestamp_millis(time), current_timezone()), "yyyy-MM-dd'T'HH:mm:ss'Z'") AS event_time,
  api.service.name AS event_source,
  api.operation AS event_name,
  cloud.region AS aws_region,
  COALESCE(TRY_ELEMENT_AT(unmapped, 'recipientAccountId'), accountid) AS recipient_account_id,
  COALESCE(src_endpoint.ip, src_endpoint.domain) AS source_ip_address,
  http_request.user_agent,
  api.response.error AS error_code,
  api.response.message AS error_message,
  TRY_ELEMENT_AT(unmapped, 'readOnly') AS read_only,
  api.request.uid AS request_id,
  metadata.event_code AS event_type,
  metadata.product.feature.name AS event_category,
  metadata.product.version AS event_version,
  COALESCE(TRY_ELEMENT_AT(unmapped, 'sharedEventID'), TRY_ELEMENT_AT(unmapped, 'sharedEventId')) AS shared_event_id,
  src_endpoint.uid AS vpc_endpoint_id,
  actor.user.type AS user_identity_type,
  actor.user.uid_alt AS user_identity_principal_id,
  actor.user.uid AS user_identity_arn,
  actor.user.account.uid AS user_identity_account_id,
  actor.user.credential_uid AS user_identity_access_key_id,
  actor.user.name AS user_identity_user_name,
  actor.invoked_by AS user_identity_invoked_by,
  CAST(actor.session.is_mfa AS STRING) AS user_identity_session_context_attributes_mfa_authenticated,
  date_format(to_utc_timestamp(actor.session.created_time_dt, current_timezone()), "yyyy-MM-dd'T'HH:mm:ss'Z'") AS user_identity_session_context_attributes_creation_date,
  TRY_ELEMENT_AT(unmapped, 'userIdentity.sessionContext.sessionIssuer.type') AS user_identity_session_context_session_issuer_type,
  TRY_ELEMENT_AT(unmapped, 'userIdentity.sessionContext.sessionIssuer.principalId') AS user_identity_session_context_session_issuer_principal_id,
  actor.session.issuer AS user_identity_session_context_session_issuer_arn,
  TRY_ELEMENT_AT(unmapped, 'userIdentity.sessionContext.sessionIssuer.accountId') AS user_identity_session_context_session_issuer_account_id,
  TRY_ELEMENT_AT(unmapped, 'userIdentity.sessionContext.sessionIssuer.userName') AS user_identity_session_context_session_issuer_user_name,
  TRY_ELEMENT_AT(unmapped, 'userIdentity.sessionContext.sourceIdentity') AS user_identity_session_context_source_identity,
  api.request.data AS request_parameters,
  api.response.data AS response_elements,
  nullif(to_json(transform_keys(map_filter(unmapped, (k, v) -> k like 'additionalEventData.%'), (k, v) -> substr(k, 21))), '{}') AS additional_event_data,
  to_json(transform(resources, x -> named_struct('arn', x.uid, 'accountid', x.owner.account.uid, 'type', x.type))) AS resources,
  TRY_ELEMENT_AT(unmapped, 'sessionCredentialFromConsole') AS session_credential_from_console,
  input_file_name() as source_file
FROM source_table
WHERE
  bounds_hold
