-- title: Whether a third party called
-- question: Is there a call that is a third party's, or may be?
-- grain: one row where there is one, none where there is not
-- reads: [activity]
select event_no
from activity
where maybe_third_party
limit 1
