-- title: CloudTrail's own table
-- question: What does each record of a table in the shape that AWS documents for CloudTrail say?
-- grain: one row per record, copies too
-- reads: [source_table]
-- params: {bounds: varchar}
-- notes: >
--   The columns of "Create a table for CloudTrail logs in Athena" (Athena user guide), also where they were
--   written to Parquet. Members that the documented table has no column for are not to be had from it.
select
    eventid as event_id,
    eventtime as event_time,
    eventsource as event_source,
    eventname as event_name,
    awsregion as aws_region,
    recipientaccountid as recipient_account_id,
    sourceipaddress as source_ip_address,
    useragent as user_agent,
    errorcode as error_code,
    errormessage as error_message,
    cast(readonly as varchar) as read_only,
    requestid as request_id,
    eventtype as event_type,
    eventcategory as event_category,
    eventversion as event_version,
    sharedeventid as shared_event_id,
    vpcendpointid as vpc_endpoint_id,
    useridentity.type as user_identity_type,
    useridentity.principalid as user_identity_principal_id,
    useridentity.arn as user_identity_arn,
    useridentity.accountid as user_identity_account_id,
    useridentity.accesskeyid as user_identity_access_key_id,
    useridentity.username as user_identity_user_name,
    useridentity.invokedby as user_identity_invoked_by,
    useridentity.sessioncontext.attributes.mfaauthenticated
        as user_identity_session_context_attributes_mfa_authenticated,
    useridentity.sessioncontext.attributes.creationdate
        as user_identity_session_context_attributes_creation_date,
    useridentity.sessioncontext.sessionissuer.type as user_identity_session_context_session_issuer_type,
    useridentity.sessioncontext.sessionissuer.principalid
        as user_identity_session_context_session_issuer_principal_id,
    useridentity.sessioncontext.sessionissuer.arn as user_identity_session_context_session_issuer_arn,
    useridentity.sessioncontext.sessionissuer.accountid
        as user_identity_session_context_session_issuer_account_id,
    useridentity.sessioncontext.sessionissuer.username
        as user_identity_session_context_session_issuer_user_name,
    requestparameters as request_parameters,
    responseelements as response_elements,
    additionaleventdata as additional_event_data,
    resources_text as resources,
    serviceeventdetails as service_event_details,
    sessioncredentialfromconsole as session_credential_from_console,
    source_file
from source_table
where bounds_hold
