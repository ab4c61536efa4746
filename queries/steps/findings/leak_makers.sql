-- title: Makers of the leaked keys
-- question: Who made the leaked key, when, from where, and who used it first from elsewhere?
-- grain: one row per leaked long-term key
-- reads: [credential_tree, activity, events, call_marks]
with made as (
    select
        events.response_elements ->> '$.accessKey.accessKeyId' as access_key_id,
        events.event_time,
        events.event_id,
        events.user_arn,
        events.source_ip_address,
        events.user_agent
    from events
    inner join call_marks as marks on events.event_source = marks.source and events.event_name = marks.event
    where
        marks.mark = 'makes_key'
        and events.outcome = 'succeeded'
),

owners as (
    select
        activity.credential_id,
        count(*) as calls,
        list_sort(
            list(distinct events.source_ip_address) filter (where events.source_ip_address is not null)
        )[:20] as addresses,
        list_sort(
            list(distinct split_part(events.user_agent, ' ', 1)) filter (where events.user_agent is not null)
        )[:20] as agents,
        list_sort(
            list(distinct events.aws_region) filter (where events.aws_region is not null)
        )[:20] as regions
    from activity
    inner join events on activity.event_no = events.event_no
    where activity.actor = 'owner'
    group by activity.credential_id
),

thieves as (
    select
        activity.credential_id,
        min(events.event_time) as first_at,
        arg_min(events.source_ip_address, events.event_time) as first_address,
        arg_min(events.event_id, events.event_time) as first_event_id
    from activity
    inner join events on activity.event_no = events.event_no
    where activity.third_party
    group by activity.credential_id
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
    thieves.first_at,
    thieves.first_address,
    thieves.first_event_id
from credential_tree as tree
left join made on tree.credential_id = made.access_key_id
left join owners on tree.credential_id = owners.credential_id
left join thieves on tree.credential_id = thieves.credential_id
where tree.depth = 0
order by tree.credential_id
