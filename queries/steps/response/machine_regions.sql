-- title: Where machines are
-- question: In which Region does each machine call with the credentials of its role?
-- grain: one row per account and machine
-- reads: [events, activity]
-- notes: From the calls that are not the third party's; theirs come from elsewhere and go anywhere.
with by_machine as (
    select
        events.recipient_account_id as account_id,
        split_part(events.user_arn, '/', 3) as machine,
        events.aws_region
    from events
    left join activity on events.event_no = activity.event_no
    where
        regexp_matches(coalesce(events.user_arn, ''), ':assumed-role/[^/]+/i-[0-9a-f]+$')
        and events.aws_region is not null
        and activity.third_party is distinct from true
)

select
    account_id,
    machine,
    mode(aws_region) as aws_region
from by_machine
group by account_id, machine
order by account_id, machine
