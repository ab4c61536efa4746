-- title: How many calls name each of these
-- question: Where more calls come than may, which of what was asked for is named in them?
-- grain: one row per name that any holds
-- reads: [calls]
-- params: {events: "varchar[]", issuing: "varchar[]", trios: varchar}
-- notes: trios are rows of name, regular expression on the text of a call, and first time.
select
    names.node,
    count(*) as calls
from calls
inner join (values ($trios)) as names (node, pattern, since)
    on
        regexp_matches(
            concat_ws(' ', request_parameters, response_elements, additional_event_data, resources),
            names.pattern
        )
        and (calls.event_name not in ($issuing) or coalesce(calls.event_time, '9') >= names.since)
where
    regexp_replace(calls.event_name, '(20[0-9]{6}(v[0-9])?|20[0-9]{2}_[0-9]{2}_[0-9]{2})$', '') in ($events)
group by names.node
