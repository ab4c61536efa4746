-- title: CloudTrail's own table
-- question: What does each record of a table in the shape that AWS documents for CloudTrail say?
-- grain: one row per record, copies too
-- reads: [source_table]
-- params: {bounds: varchar}
-- notes: >
--   The columns of "Create a table for CloudTrail logs in Athena" (Athena user guide), also where they were
--   written to Parquet. Members that the documented table has no column for are not to be had from it.
-- # Made from ../shapes/cloudtrail.sql by `make docs`; change that.
SELECT
  eventid AS event_id,
  eventtime AS event_time,
  eventsource AS event_source,
  eventname AS event_name,
  awsregion AS aws_region,
  recipientaccountid AS recipient_account_id,
  sourceipaddress AS source_ip_address,
  useragent AS user_agent,
  errorcode AS error_code,
  errormessage AS error_message,
  CAST(readonly AS VARCHAR) AS read_only,
  requestid AS request_id,
  eventtype AS event_type,
  eventcategory AS event_category,
  eventversion AS event_version,
  sharedeventid AS shared_event_id,
  vpcendpointid AS vpc_endpoint_id,
  useridentity.type AS user_identity_type,
  useridentity.principalid AS user_identity_principal_id,
  useridentity.arn AS user_identity_arn,
  useridentity.accountid AS user_identity_account_id,
  useridentity.accesskeyid AS user_identity_access_key_id,
  useridentity.username AS user_identity_user_name,
  useridentity.invokedby AS user_identity_invoked_by,
  useridentity.sessioncontext.attributes.mfaauthenticated AS user_identity_session_context_attributes_mfa_authenticated,
  useridentity.sessioncontext.attributes.creationdate AS user_identity_session_context_attributes_creation_date,
  useridentity.sessioncontext.sessionissuer.type AS user_identity_session_context_session_issuer_type,
  useridentity.sessioncontext.sessionissuer.principalid AS user_identity_session_context_session_issuer_principal_id,
  useridentity.sessioncontext.sessionissuer.arn AS user_identity_session_context_session_issuer_arn,
  useridentity.sessioncontext.sessionissuer.accountid AS user_identity_session_context_session_issuer_account_id,
  useridentity.sessioncontext.sessionissuer.username AS user_identity_session_context_session_issuer_user_name,
  requestparameters AS request_parameters,
  responseelements AS response_elements,
  additionaleventdata AS additional_event_data,
  json_format(cast(resources as json)) AS resources,
  serviceeventdetails AS service_event_details,
  sessioncredentialfromconsole AS session_credential_from_console,
  "$path" as source_file
FROM source_table
WHERE
  bounds_hold
