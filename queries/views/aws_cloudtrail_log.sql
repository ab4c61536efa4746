-- title: Tailpipe's table of CloudTrail logs
-- question: What happened, under the column names of Tailpipe's table aws_cloudtrail_log?
-- grain: one row per distinct event
-- reads: [events, files]
-- notes: >
--   Column names and shapes follow turbot/tailpipe-plugin-aws, tables/cloudtrail_log/cloudtrail_log.go, so
--   that SQL published for it runs unchanged. As there, a JSON null is NULL.
with events_of_log as (
    select
        e.*,
        cast(e.user_identity as json) as identity_json,
        cast(e.extra as json) as extra_json,
        cast(e.resources as json) as resources_json,
        f.origin,
        f.fetched_at
    from events as e
    left join files as f on e.file_id = f.file_id
)

select
    event_key as tp_id,
    event_time as tp_timestamp,
    cast(event_time as date) as tp_date,
    coalesce(recipient_account_id, 'default') as tp_index,
    'aws_cloudtrail_log' as tp_table,
    'leaked_key_kit' as tp_partition,
    'file' as tp_source_type,
    'file' as tp_source_name,
    origin as tp_source_location,
    fetched_at as tp_ingest_timestamp,
    source_ip_address as tp_source_ip,
    cast(null as varchar) as tp_destination_ip,
    case when source_ip_address is not null then [source_ip_address] end as tp_ips,
    list_filter(
        cast(json_extract_string(resources_json, '$[*].ARN') as varchar[]),
        lambda x: x is not null
    ) as tp_akas,
    list_filter([user_name, access_key_id], lambda x: x is not null) as tp_usernames,
    cast(null as varchar[]) as tp_tags,
    cast(null as varchar[]) as tp_domains,
    cast(null as varchar[]) as tp_emails,
    cast(nullif(additional_event_data, 'null') as json) as additional_event_data,
    extra_json ->> '$.apiVersion' as api_version,
    aws_region,
    extra_json -> '$.edgeDeviceDetails' as edge_device_details,
    error_code,
    error_message,
    event_category,
    event_id,
    event_name,
    event_source,
    event_time,
    event_type,
    event_version,
    management_event,
    read_only,
    recipient_account_id,
    request_id,
    cast(nullif(request_parameters, 'null') as json) as request_parameters,
    cast(nullif(resources, 'null') as json) as resources,
    cast(nullif(response_elements, 'null') as json) as response_elements,
    extra_json -> '$.serviceEventDetails' as service_event_details,
    extra_json ->> '$.sessionCredentialFromConsole' as session_credential_from_console,
    shared_event_id,
    source_ip_address,
    {
        'cipher_suite': extra_json ->> '$.tlsDetails.cipherSuite',
        'client_provided_host_header': extra_json ->> '$.tlsDetails.clientProvidedHostHeader',
        'tls_version': extra_json ->> '$.tlsDetails.tlsVersion'
    } as tls_details,
    user_agent,
    {
        'access_key_id': access_key_id,
        'account_id': user_account_id,
        'arn': user_arn,
        'identity_provider': identity_json ->> '$.identityProvider',
        'invoked_by': invoked_by,
        'principal_id': principal_id,
        'session_context': {
            'attributes': {
                'creation_date': session_created_at,
                'mfa_authenticated': identity_json ->> '$.sessionContext.attributes.mfaAuthenticated'
            },
            'ec2_role_delivery': identity_json ->> '$.sessionContext.ec2RoleDelivery',
            'session_issuer': {
                'account_id': identity_json ->> '$.sessionContext.sessionIssuer.accountId',
                'arn': session_issuer_arn,
                'principal_id': identity_json ->> '$.sessionContext.sessionIssuer.principalId',
                'type': identity_json ->> '$.sessionContext.sessionIssuer.type',
                'user_name': identity_json ->> '$.sessionContext.sessionIssuer.userName'
            },
            'web_id_federation_data': {
                'attributes': identity_json -> '$.sessionContext.webIdFederationData.attributes',
                'federated_provider': identity_json
                ->> '$.sessionContext.webIdFederationData.federatedProvider'
            }
        },
        'type': user_type,
        'user_name': user_name
    } as user_identity,
    vpc_endpoint_id
from events_of_log
