-- title: Keys of the leaked users, and keys made since
-- question: Which long-term keys do these users have, and which were made since the intruder came, by whom?
-- grain: one row per long-term key
-- reads: [events, event_rows, tree_actions, call_marks, activity, credential_tree]
-- params: {since: {type: timestamp, default: null}}
-- notes: >
--   owner_like counts a key's successful calls from an address and with an agent that the owner's calls had
--   together.
with picked as materialized (
    -- one row per call that makes, sets or deletes a key, found before any reply is read
    select
        event_rows.event_no,
        marks.mark
    from event_rows
    inner join call_marks as marks
        on event_rows.event_source = marks.source and event_rows.event_name = marks.event
    where
        marks.mark in ('makes_key', 'deletes_key', 'sets_key')
        and event_rows.outcome = 'succeeded'
),

made as (
    select
        events.recipient_account_id as account_id,
        events.response_elements ->> '$.accessKey.accessKeyId' as access_key_id,
        events.response_elements ->> '$.accessKey.userName' as user_name,
        events.event_time as created_at,
        events.event_id,
        activity.actor as made_by
    from picked
    inner join events on picked.event_no = events.event_no
    left join activity on events.event_no = activity.event_no
    where picked.mark = 'makes_key'
),

changed as (
    select
        events.request_parameters ->> '$.accessKeyId' as access_key_id,
        arg_max(
            case
                when picked.mark = 'deletes_key' then 'gone'
                when events.request_parameters ->> '$.status' = 'Inactive' then 'stopped'
                else 'alive'
            end,
            -- of two in one second a deletion is the last
            (events.event_time, picked.mark = 'deletes_key', events.event_id)
        ) as state,
        max(events.event_time) as changed_at,
        arg_max(events.event_id, (events.event_time, picked.mark = 'deletes_key', events.event_id))
            as changed_event_id
    from picked
    inner join events on picked.event_no = events.event_no
    where picked.mark in ('deletes_key', 'sets_key')
    group by events.request_parameters ->> '$.accessKeyId'
),

candidates as (
    select
        access_key_id,
        user_name,
        user_account_id as account_id
    from events
    where
        starts_with(access_key_id, 'AKIA')
        and user_type = 'IAMUser'
        and (
            access_key_id in (select made.access_key_id from made)
            or user_name in (
                select split_part(tree.principal_arn, '/', -1)
                from credential_tree as tree
                where tree.depth = 0
            )
        )
    group by all
    union
    select
        access_key_id,
        user_name,
        account_id
    from made
    where access_key_id is not null
),

calls as materialized (
    select
        events.access_key_id,
        events.event_time,
        events.outcome,
        events.source_ip_address,
        events.user_agent
    from events
    where events.access_key_id in (select candidates.access_key_id from candidates)
),

owner_marks as (
    -- one row per address and agent of the owner's calls, of addresses that those keys called from
    select distinct
        tree_actions.source_ip_address,
        tree_actions.user_agent
    from tree_actions
    inner join activity on tree_actions.event_no = activity.event_no
    where
        activity.actor = 'owner'
        and coalesce(tree_actions.source_ip_address, '')
        in (select coalesce(calls.source_ip_address, '') from calls)
),

used as (
    select
        access_key_id,
        max(event_time) as last_used,
        count(*) filter (where outcome = 'succeeded') as succeeded,
        count(*) filter (
            where outcome = 'succeeded'
            and (source_ip_address, user_agent) in (
                select (owner_marks.source_ip_address, owner_marks.user_agent) from owner_marks
            )
        ) as owner_like
    from calls
    group by access_key_id
)

select
    candidates.account_id,
    candidates.user_name,
    candidates.access_key_id,
    made.created_at,
    made.made_by,
    made.event_id,
    coalesce(changed.state, 'unknown') as state,
    changed.changed_at,
    changed.changed_event_id,
    used.last_used,
    coalesce(used.succeeded, 0) as succeeded,
    coalesce(used.owner_like, 0) as owner_like,
    coalesce(tree.depth, -1) as depth,
    (cast($since as timestamp) is not null and made.created_at >= $since) as made_since
from candidates
left join made on candidates.access_key_id = made.access_key_id
left join changed on candidates.access_key_id = changed.access_key_id
left join used on candidates.access_key_id = used.access_key_id
left join credential_tree as tree on candidates.access_key_id = tree.credential_id
order by candidates.account_id, candidates.user_name, made.created_at nulls first, candidates.access_key_id
