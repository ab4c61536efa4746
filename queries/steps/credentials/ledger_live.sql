-- title: What was found in the account
-- question: Which things were seen in the account itself, in which state, and when?
-- grain: one row per thing and look
-- reads: [live_principals, live_resources]
-- notes: >
--   kind_name and thing_id are a kind on the pages of kit/rules and the id as the call gave it; name is
--   another name of the same thing, parent what it belongs to.
select
    account_id,
    kind_name,
    coalesce(thing_id, name) as thing_id,
    name,
    coalesce(parent, '') as parent,
    coalesce(aws_region, '') as aws_region,
    state,
    checked_at
from live_principals
where kind_name is not null
union all
select
    account_id,
    kind_name,
    coalesce(thing_id, resource_id) as thing_id,
    name,
    coalesce(parent, '') as parent,
    aws_region,
    state,
    checked_at
from live_resources
where kind_name is not null
