-- title: First act of the intruder
-- question: When did the intruder first act?
-- grain: one row
-- reads: [first_act]
select event_time as first_event
from first_act
