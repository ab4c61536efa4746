-- title: Kinds of evidence
-- question: Which sorts of events does the evidence hold?
-- grain: one row
-- reads: [events, files, engine_hours]
-- notes: >
--   Rows of an engine are columns too, with all that the record says; step engine_gaps counts them. What an
--   engine holds begins with what it counted, not with the rows that it was asked for.
select
    count(*) as events,
    least(min(event_time), (select min(engine_hours.first_event) from engine_hours)) as first_event,
    max(event_time) as last_event,
    count(*) filter (
        where fidelity = 'columns'
        and file_id not in (
            select files.file_id from files
            where files.kind = 'engine'
        )
    ) as columns_only,
    count(*) filter (where event_time is null) as undated,
    count(*) filter (
        where (event_category = 'Data' or management_event = false)
        and event_source in ('ses.amazonaws.com', 'email.amazonaws.com', 'sns.amazonaws.com')
    ) as mail_data_events,
    count(*) filter (
        where (event_category = 'Data' or management_event = false) and event_source = 's3.amazonaws.com'
    ) as s3_data_events,
    list_sort(list(distinct recipient_account_id)) as accounts,
    list_sort(list(distinct aws_region)) as regions
from events
