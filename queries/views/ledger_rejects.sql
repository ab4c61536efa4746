-- title: Rejected records
-- question: Which records could not be read, and why?
-- grain: one row per rejected record
-- reads: [rejects]
-- notes: position counts the records of the decoded file from 0.
select
    file_id,
    position,
    reason
from rejects
