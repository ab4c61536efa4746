-- title: Whether the people of the leaked keys are still there
-- question: Is the user of each leaked key still in the account, and the user who made the key?
-- grain: one row per leaked key and user
-- reads: [credential_tree, events, call_marks, live_principals, live_listings]
-- notes: >
--   `part` is `user` (whose key it is) or `maker`. A user of IAM is not a person: that it stands says nothing
--   of who still knows the key. state: there (seen by the newest look), gone (deleted in the logs, or not
--   seen by a look), unknown (nobody looked and no log tells).
with made as (
    select
        events.response_elements ->> '$.accessKey.accessKeyId' as access_key_id,
        min(events.user_arn) filter (where events.user_type = 'IAMUser') as maker_arn,
        min(events.event_time) as made_at
    from events
    inner join call_marks as marks on events.event_source = marks.source and events.event_name = marks.event
    where marks.mark = 'makes_key' and events.outcome = 'succeeded'
    group by events.response_elements ->> '$.accessKey.accessKeyId'
),

people as (
    select
        tree.credential_id,
        'user' as part,
        tree.account_id,
        regexp_extract(tree.principal_arn, ':user/(?:.*/)?([^/]+)$', 1) as user_name,
        coalesce(made.made_at, tree.issued_at) as since
    from credential_tree as tree
    left join made on tree.credential_id = made.access_key_id
    where tree.depth = 0
    union
    select
        tree.credential_id,
        'maker' as part,
        tree.account_id,
        regexp_extract(made.maker_arn, ':user/(?:.*/)?([^/]+)$', 1) as user_name,
        made.made_at as since
    from credential_tree as tree
    inner join made on tree.credential_id = made.access_key_id
    where tree.depth = 0
),

deleted as (
    select
        events.recipient_account_id as account_id,
        events.request_parameters ->> '$.userName' as user_name,
        max(events.event_time) as deleted_at,
        arg_max(events.event_id, (events.event_time, events.event_id)) as event_id
    from events
    inner join call_marks as marks on events.event_source = marks.source and events.event_name = marks.event
    where marks.mark = 'deletes_user' and events.outcome = 'succeeded'
    group by all
),

looks as (
    select
        account_id,
        max(checked_at) as looked_at
    from live_listings
    where kind_name = 'user'
    group by account_id
),

seen as (
    select
        account_id,
        name as user_name,
        max(checked_at) as seen_at
    from live_principals
    where kind_name = 'user'
    group by all
)

select
    people.credential_id,
    people.part,
    people.user_name,
    case
        when seen.seen_at >= looks.looked_at then 'there'
        when deleted.deleted_at > coalesce(people.since, timestamp '1970-01-01') then 'gone'
        when looks.looked_at is not null then 'gone'
        else 'unknown'
    end as state,
    coalesce(looks.looked_at, deleted.deleted_at) as state_at,
    deleted.deleted_at,
    deleted.event_id
from people
left join deleted on people.account_id = deleted.account_id and people.user_name = deleted.user_name
left join looks on people.account_id = looks.account_id
left join seen on people.account_id = seen.account_id and people.user_name = seen.user_name
where people.user_name <> ''
order by people.credential_id asc, people.part desc, people.user_name asc
