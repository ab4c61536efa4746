-- title: Other credentials at the third party's places
-- question: Which credentials outside the tree were used from where the third party called, and for what?
-- grain: one row per principal and long-term key outside the tree
-- reads: [lead_callers]
select *
from lead_callers
order by lead_no
