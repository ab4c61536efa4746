-- title: What can be reached so far
-- question: Which credentials and things lie on any way from the leaked ones?
-- grain: one row per credential, or thing a credential may come from
-- reads: [credential_reach]
select distinct node
from credential_reach
where node is not null
order by node
