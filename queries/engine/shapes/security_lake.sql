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
select
    metadata.uid as event_id,
    event_time_text as event_time,
    api.service.name as event_source,
    api.operation as event_name,
    cloud.region as aws_region,
    coalesce(unmapped['recipientAccountId'], accountid) as recipient_account_id,
    coalesce(src_endpoint.ip, src_endpoint.domain) as source_ip_address,
    http_request.user_agent,
    api.response.error as error_code,
    api.response.message as error_message,
    unmapped['readOnly'] as read_only,
    api.request.uid as request_id,
    metadata.event_code as event_type,
    metadata.product.feature.name as event_category,
    metadata.product.version as event_version,
    coalesce(unmapped['sharedEventID'], unmapped['sharedEventId']) as shared_event_id,
    src_endpoint.uid as vpc_endpoint_id,
    actor.user.type as user_identity_type,
    actor.user.uid_alt as user_identity_principal_id,
    actor.user.uid as user_identity_arn,
    actor.user.account.uid as user_identity_account_id,
    actor.user.credential_uid as user_identity_access_key_id,
    actor.user.name as user_identity_user_name,
    actor.invoked_by as user_identity_invoked_by,
    cast(actor.session.is_mfa as varchar) as user_identity_session_context_attributes_mfa_authenticated,
    session_time_text as user_identity_session_context_attributes_creation_date,
    unmapped['userIdentity.sessionContext.sessionIssuer.type']
        as user_identity_session_context_session_issuer_type,
    unmapped['userIdentity.sessionContext.sessionIssuer.principalId']
        as user_identity_session_context_session_issuer_principal_id,
    actor.session.issuer as user_identity_session_context_session_issuer_arn,
    unmapped['userIdentity.sessionContext.sessionIssuer.accountId']
        as user_identity_session_context_session_issuer_account_id,
    unmapped['userIdentity.sessionContext.sessionIssuer.userName']
        as user_identity_session_context_session_issuer_user_name,
    unmapped['userIdentity.sessionContext.sourceIdentity'] as user_identity_session_context_source_identity,
    api.request.data as request_parameters,
    api.response.data as response_elements,
    additional_text as additional_event_data,
    resources_text as resources,
    unmapped['sessionCredentialFromConsole'] as session_credential_from_console,
    source_file
from source_table
where bounds_hold
