-- title: Notes on what was loaded
-- question: Which members of loaded records could not be taken as they stand, and why?
-- grain: one row per member and record, or per file where it is said of all its records
-- reads: [intake_notes]
-- notes: The record is an event all the same, and `kit show` gives it back untouched. position counts the
--   records of the decoded file from 0.
select
    file_id,
    position,
    member,
    reason
from intake_notes
