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
-- # Made from ../links.sql by `make docs`; change that.
SELECT
  *
FROM calls
WHERE
  REGEXP_REPLACE(event_name, '(20[0-9]{6}(v[0-9])?|20[0-9]{2}_[0-9]{2}_[0-9]{2})$', '') IN ($events)
  AND (
    request_parameters RLIKE $names
    OR response_elements RLIKE $names
    OR additional_event_data RLIKE $names
    OR resources RLIKE $names
    OR (
      (
        NOT event_name IN ($issuing) OR COALESCE(event_time, '9') >= $since
      )
      AND (
        request_parameters RLIKE $late_names
        OR response_elements RLIKE $late_names
        OR additional_event_data RLIKE $late_names
        OR resources RLIKE $late_names
      )
    )
  )
LIMIT $most
