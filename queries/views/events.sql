-- title: Events
-- question: What happened?
-- grain: one row per distinct event
-- reads: [event_rows, identities]
-- notes: >
--   JSON columns hold JSON text as delivered (an explicit null is the text null); extra holds every field
--   that has no column or that its column does not give back exactly. superseded_by names the addendum that
--   corrects the row.
select
    coalesce(e.event_id_text, cast(e.event_id as varchar)) as event_id,
    e.event_time,
    e.event_name,
    e.event_source,
    e.aws_region,
    e.recipient_account_id,
    e.source_ip_address,
    e.user_agent,
    e.error_code,
    e.error_message,
    e.outcome,
    i.user_type,
    i.user_name,
    i.user_arn,
    i.principal_id,
    i.user_account_id,
    i.access_key_id,
    i.session_issuer_arn,
    i.session_created_at,
    i.source_identity,
    i.mfa_authenticated,
    i.invoked_by,
    e.read_only,
    e.management_event,
    e.event_category,
    e.event_type,
    e.event_version,
    coalesce(e.request_id_text, cast(e.request_id as varchar)) as request_id,
    e.shared_event_id,
    e.vpc_endpoint_id,
    e.request_parameters,
    e.response_elements,
    e.additional_event_data,
    e.resources,
    case
        when e.tls_details is null and e.api_version is null then e.extra
        else '{' || concat_ws(
            ',',
            '"tlsDetails":' || e.tls_details,
            '"apiVersion":' || cast(to_json(e.api_version) as varchar),
            nullif(substr(e.extra, 2, length(e.extra) - 2), '')
        ) || '}'
    end as extra,
    e.file_id,
    e.position,
    e.copies,
    coalesce(e.content_key, cast(e.event_id as varchar), e.event_id_text)
    || case when e.variant > 1 then '#' || e.variant else '' end as event_key,
    e.event_no,
    e.identity_no,
    case when e.columns_only then 'columns' else 'record' end as fidelity,
    e.superseded_by,
    i.user_identity
from event_rows as e
left join identities as i on e.identity_no = i.identity_no
