-- title: Listings that came back whole
-- question: Of which kinds was everything listed, where and when at last?
-- grain: one row per account, Region, kind and parent
-- reads: [live_listings]
select
    account_id,
    aws_region,
    kind_name,
    parent,
    max(checked_at) as checked_at
from live_listings
group by account_id, aws_region, kind_name, parent
