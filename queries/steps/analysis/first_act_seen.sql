-- title: When the third party first acted
-- question: When was the first call of the third party's, and which was it?
-- grain: one row; empty columns where no call is theirs
-- reads: [first_act]
select
    event_time,
    event_id
from first_act
