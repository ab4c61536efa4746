-- title: Events that hold a text
-- question: In which events does a text or an address stand, and where in each?
-- grain: one row per event
-- reads: [event_rows, identities]
-- params: {text: varchar, escaped: varchar, addresses: "varchar[]", id_from: varchar, id_until: varchar}
-- notes: >
--   Large and small letters don't matter. `escaped` is the text as JSON writes it, `addresses` are the source
--   addresses that are meant; id_from and id_until bound the event ids that begin with the text, null where
--   none can.
with callers as (
    -- one row per caller that the text names
    select identity_no
    from identities
    where
        contains(
            lower(
                concat_ws(
                    chr(10),
                    user_name,
                    user_arn,
                    principal_id,
                    user_account_id,
                    access_key_id,
                    session_issuer_arn,
                    source_identity,
                    invoked_by
                )
            ),
            lower($text)
        )
),

marked as (
    -- one row per event
    select
        event_no,
        event_time,
        event_id,
        event_id_text,
        coalesce(identity_no in (select callers.identity_no from callers), false) as by_caller,
        coalesce(list_contains($addresses, source_ip_address), false) as by_address,
        coalesce(contains(lower(user_agent), lower($text)), false) as by_agent,
        coalesce(lower(event_name) = lower($text), false)
        or coalesce(lower(event_source) in (lower($text), lower($text) || '.amazonaws.com'), false)
        or coalesce(lower(error_code) = lower($text), false)
        or coalesce(vpc_endpoint_id = $text, false) as by_call,
        coalesce($id_from is not null and starts_with(event_id_text, $text), false)
        or coalesce(event_id between try_cast($id_from as uuid) and try_cast($id_until as uuid), false)
        or coalesce(shared_event_id = $text, false) as by_id,
        coalesce(
            contains(lower(request_parameters), lower($text))
            or contains(lower(request_parameters), lower($escaped)),
            false
        ) as in_request,
        coalesce(
            contains(lower(response_elements), lower($text))
            or contains(lower(response_elements), lower($escaped)),
            false
        ) as in_response,
        coalesce(contains(lower(resources), lower($text)), false)
        or coalesce(contains(lower(additional_event_data), lower($text)), false)
        or coalesce(contains(lower(error_message), lower($text)), false)
        or coalesce(contains(lower(extra), lower($text)), false) as in_rest
    from event_rows
    where superseded_by is null
)

select
    event_no,
    event_time,
    list_filter(
        [
            case when by_caller then 'caller' end,
            case when by_address then 'address' end,
            case when by_agent then 'agent' end,
            case when by_call then 'call' end,
            case when by_id then 'id' end,
            case when in_request then 'request' end,
            case when in_response then 'response' end,
            case when in_rest then 'other' end
        ],
        lambda place: place is not null
    ) as found_in
from marked
where by_caller or by_address or by_agent or by_call or by_id or in_request or in_response or in_rest
order by event_time nulls last, coalesce(event_id_text, cast(event_id as varchar)), event_no
