-- title: Calls that name what was reached
-- question: Which calls that give out, open, change or end something name one of these things?
-- grain: one row per record
-- reads: [calls]
-- params:
--   {events: "varchar[]", issuing: "varchar[]", names: varchar, late_names: varchar, since: varchar,
--   most: bigint}
-- notes: >
--   names is a regular expression on the text of request, reply, further data and resources; late_names is
--   one too, of roles and machines that were opened at since: of the calls that take a role on (issuing) only
--   later ones come of that. Lambda and CloudFront write the date of their version into a call's name. Text
--   whose letters are written as escapes may hide a name, so it comes too.
select *
from calls
where
    regexp_replace(event_name, '(20[0-9]{6}(v[0-9])?|20[0-9]{2}_[0-9]{2}_[0-9]{2})$', '') in ($events)
    and (
        regexp_matches(request_parameters, $names)
        or regexp_matches(response_elements, $names)
        or regexp_matches(additional_event_data, $names)
        or regexp_matches(resources, $names)
        or (
            (event_name not in ($issuing) or coalesce(event_time, '9') >= $since)
            and (
                regexp_matches(request_parameters, $late_names)
                or regexp_matches(response_elements, $late_names)
                or regexp_matches(additional_event_data, $late_names)
                or regexp_matches(resources, $late_names)
            )
        )
    )
limit $most
