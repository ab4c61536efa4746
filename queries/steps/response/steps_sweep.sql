-- title: How far the live check of the Regions went
-- question: When were the Regions looked at, and how many calls could not be made?
-- grain: one row
-- reads: [sweep_checks, events]
-- notes: >
--   A Region that is not enabled counts as not looked at only where the trail shows that it was used; a
--   service that AWS does not offer there, or that the account does not have, is no gap.
with newest as (
    select
        *,
        max(checked_at) over (partition by account_id, aws_region, service, call) as newest_at
    from sweep_checks
),

checks as (
    select
        aws_region,
        service,
        call,
        max(checked_at) as checked_at,
        bool_and(state = 'not_checked') as unseen,
        arg_min(coalesce(reason, ''), file_id) as reason
    from newest
    where checked_at = newest_at
    group by aws_region, service, call
),

gaps as (
    select
        *,
        unseen
        and not starts_with(reason, 'not used')
        and (
            not starts_with(reason, 'not offered')
            or (service = '*' and aws_region in (select distinct events.aws_region from events))
        ) as gap
    from checks
)

select
    max(checked_at) as swept_at,
    count(*) as checks,
    count(*) filter (where gap) as not_checked,
    coalesce(
        list_sort(
            list(distinct aws_region || case when service = '*' then '' else ' ' || service end) filter (
                where gap
            )
        ),
        []
    )[:12] as places
from gaps
