-- title: Ways of calling, in order
-- question: In which ways was each credential of the tree used, first used first?
-- grain: one row per way of calling
-- reads: [call_profiles]
select *
from call_profiles
order by first_seen, profile
