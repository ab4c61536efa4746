-- title: Makers of the leaked keys
-- question: Who made the leaked key, when, from where, and who used it first from elsewhere?
-- grain: one row per leaked long-term key
-- reads: [credential_tree, activity, events, event_rows, event_actions, call_marks, live_principals]
-- notes: >
--   `created_at` is what the account itself says, for a key that was made before the logs begin.
--   `other_key_made_at` is when another key of the same user was made last before the first foreign call.
--   `owner_environments` is what the owner's programs say that they run in, by their agents (exec-env/...).
with picked as materialized (
    -- one row per call that makes a key, found before any reply is read
    select event_rows.event_no
    from event_rows
    inner join call_marks as marks
        on event_rows.event_source = marks.source and event_rows.event_name = marks.event
    where
        marks.mark = 'makes_key'
        and event_rows.outcome = 'succeeded'
),

made as materialized (
    -- the same rows with their key; what is asked of it would be asked of every event's reply
    select
        events.event_no,
        events.recipient_account_id as account_id,
        events.response_elements ->> '$.accessKey.accessKeyId' as access_key_id,
        events.response_elements ->> '$.accessKey.userName' as made_for,
        events.event_time,
        events.event_id,
        events.user_arn,
        events.source_ip_address,
        events.user_agent
    from events
    where events.event_no in (select picked.event_no from picked)
),

owners as (
    select
        credential_id,
        count(*) as calls,
        list_sort(
            list(distinct source_ip_address) filter (where source_ip_address is not null)
        )[:20] as addresses,
        list_sort(
            list(distinct split_part(user_agent, ' ', 1)) filter (where user_agent is not null)
        )[:20] as agents,
        list_sort(
            list(
                distinct regexp_extract(user_agent, 'exec-env/([A-Za-z0-9_.-]{1,60})', 1)
            ) filter (where regexp_matches(user_agent, 'exec-env/[A-Za-z0-9_.-]'))
        )[:10] as environments,
        min(event_time) as first_at,
        max(event_time) as last_at,
        list_sort(
            list(distinct aws_region) filter (where aws_region is not null)
        )[:20] as regions
    from event_actions
    where actor = 'owner'
    group by credential_id
),

thieves as (
    select
        credential_id,
        min(event_time) as first_at,
        arg_min(source_ip_address, (event_time, event_id)) as first_address,
        arg_min(event_id, (event_time, event_id)) as first_event_id,
        arg_min(coalesce(certainty, 'likely'), (event_time, event_id)) as certainty
    from event_actions
    where third_party
    group by credential_id
),

unclear as (
    select
        activity.credential_id,
        count(*) as calls
    from activity
    where activity.actor = 'unclear'
    group by activity.credential_id
),

account as (
    select
        name as access_key_id,
        min(created_at) as created_at
    from live_principals
    where kind = 'access_key'
    group by name
),

makings as (
    select
        made.account_id,
        made.made_for as user_name,
        made.access_key_id,
        made.event_time as made_at,
        coalesce(activity.maybe_third_party, false) as theirs
    from made
    left join activity on made.event_no = activity.event_no
)

select
    tree.credential_id,
    tree.kind,
    tree.principal_arn,
    made.event_time as made_at,
    made.event_id as made_event_id,
    made.user_arn as made_by,
    made.source_ip_address as made_from,
    owners.calls as owner_calls,
    owners.addresses as owner_addresses,
    owners.agents as owner_agents,
    owners.regions as owner_regions,
    owners.environments as owner_environments,
    owners.first_at as owner_first_at,
    owners.last_at as owner_last_at,
    unclear.calls as unclear_calls,
    thieves.first_at,
    thieves.first_address,
    thieves.first_event_id,
    thieves.certainty as first_certainty,
    account.created_at,
    (
        select max(makings.made_at)
        from makings
        where
            makings.account_id = tree.account_id
            and makings.user_name = regexp_extract(tree.principal_arn, ':user/(?:.*/)?([^/]+)$', 1)
            and makings.access_key_id <> tree.credential_id
            and not makings.theirs
            and (thieves.first_at is null or makings.made_at < thieves.first_at)
    ) as other_key_made_at
from credential_tree as tree
left join made on tree.credential_id = made.access_key_id
left join owners on tree.credential_id = owners.credential_id
left join thieves on tree.credential_id = thieves.credential_id
left join unclear on tree.credential_id = unclear.credential_id
left join account on tree.credential_id = account.access_key_id
where tree.depth = 0
order by tree.credential_id
