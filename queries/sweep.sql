-- title: The live check of every Region
-- question: Which Regions and services were looked at in the account itself, and where was something found?
-- grain: one row per account, Region and call of the newest live check
-- reads: [sweep_checks]
-- notes: >
--   Empty while nothing was looked at: `kit collect CASE sweep` does it. `not_checked` is not `none`: the reason says
--   why nobody could look.
select
    account_id,
    aws_region,
    service,
    call,
    state,
    reason,
    checked_at
from sweep_checks
qualify row_number() over (
    partition by account_id, aws_region, service, call
    order by checked_at desc, file_id desc
) = 1
order by account_id, aws_region, service, call
