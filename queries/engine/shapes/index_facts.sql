-- title: What an index was made of
-- question: Of which table was each row of an index made, and within which bounds?
-- grain: one row per record, copies too
-- reads: [source_table]
-- params: {bounds: varchar}
select
    made_of,
    event_time
from source_table
where bounds_hold
