-- title: When the account was looked at last
-- question: When were principals and when were resources last listed in the account itself?
-- grain: one row
-- reads: [live_listings]
select
    max(checked_at) filter (where kind_name = 'user') as principals_at,
    max(checked_at) filter (where kind_name = 'instance') as resources_at
from live_listings
