"""SQL of the loader that is too long to read inline."""

from __future__ import annotations

_HASHED = (
    "event_id, event_time, event_name, event_source, aws_region, recipient_account_id, source_ip_address, user_agent,"
    " error_code, error_message, identity_hash, read_only, management_event, event_category, event_type,"
    " event_version, api_version, request_id, shared_event_id, vpc_endpoint_id, request_parameters,"
    " response_elements, additional_event_data, resources, tls_details, extra"
)

# Ids that are canonical UUIDs are stored as such (a third of the size); any other id stays text.
INSERT = f"""
insert into event_records
select
    event_no,
    case when cast(event_uuid as varchar) = event_id then event_uuid end,
    case when event_uuid is null or cast(event_uuid as varchar) <> event_id then event_id end,
    content_key,
    1,
    hash({_HASHED}),
    columns_only,
    try_cast(event_time as timestamp),
    event_name, event_source, aws_region, recipient_account_id, source_ip_address, user_agent,
    error_code, error_message, outcome, identity_no, read_only, management_event, event_category, event_type,
    event_version, api_version,
    case when cast(request_uuid as varchar) = request_id then request_uuid end,
    case when request_uuid is null or cast(request_uuid as varchar) <> request_id then request_id end,
    shared_event_id, vpc_endpoint_id, request_parameters, response_elements, additional_event_data, resources,
    tls_details, extra, file_id, position, 1, null, null
from (
    select *, try_cast(event_id as uuid) as event_uuid, try_cast(request_id as uuid) as request_uuid
    from incoming
)
"""

# An addendum may come before or after the event that it corrects.
SUPERSEDE = """
update event_records set superseded_by = a.superseder
from (
    select
        addenda.original_id,
        addenda.event_no,
        coalesce(e.content_key, cast(e.event_id as varchar), e.event_id_text)
            || case when e.variant > 1 then '#' || e.variant else '' end as superseder
    from addenda join event_records e using (event_no)
) a
where (event_records.event_id = try_cast(a.original_id as uuid) or event_records.event_id_text = a.original_id)
    and event_records.event_no <> a.event_no and event_records.superseded_by is null and event_records.copy_of is null
"""

# Files with the bytes of an earlier one: each of their events is delivered once more.
TWINS = (
    """
    create or replace temp table twin_events as
    select d.event_no, t.file_id, d.position
    from (
        select coalesce(copy_of, event_no) as event_no, file_id, position from event_records
        where file_id in (select same_as from twins)
    ) d join twins t on t.same_as = d.file_id
    """,
    "insert into event_copies select * from twin_events",
    """
    update event_records set copies = event_records.copies + n.times
    from (select event_no, count(*)::integer as times from twin_events group by 1) n
    where event_records.event_no = n.event_no
    """,
    """
    update files set records = o.records, copies = o.loaded + o.copies, set_apart = o.set_apart,
        rejected = o.rejected, format = o.format
    from twins t join files o on o.file_id = t.same_as
    where files.file_id = t.file_id
    """,
)
