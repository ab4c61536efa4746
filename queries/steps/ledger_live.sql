-- title: What was found in the account
-- question: Which of the things that the ledgers speak of were seen in the account itself, in which state, and when?
-- grain: one row per thing of the newest look at it
-- reads: [live_principals, live_resources]
-- notes: For principals `word` is the kind and `place` the ARN or the parent; for resources the type and the Region.
select
    'principals' as ledger,
    account_id,
    kind as word,
    name,
    coalesce(arn, '') as place,
    state,
    checked_at
from live_principals
qualify row_number() over (
    partition by account_id, kind, name, coalesce(arn, '')
    order by checked_at desc, file_id desc
) = 1
union all
select
    'resources' as ledger,
    account_id,
    resource_type as word,
    resource_id as name,
    aws_region as place,
    state,
    checked_at
from live_resources
qualify row_number() over (
    partition by account_id, aws_region, resource_type, resource_id
    order by checked_at desc, file_id desc
) = 1
