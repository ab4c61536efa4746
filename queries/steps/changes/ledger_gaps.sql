-- title: Times without a trail
-- question: When could the end of something in an account and Region have gone unseen?
-- grain: one row per account, Region and span in which not even calls that change something are known
-- reads: [blind_spans]
select distinct
    account_id,
    aws_region,
    blind_from,
    blind_until
from blind_spans
where unseen = 'all'
order by account_id, aws_region, blind_from
