-- title: What can be reached from the leaked credentials
-- question: Which credentials and things lie on any way from the leaked ones, times left aside?
-- grain: one row per credential, or thing a credential may come from
-- reads: [credential_links, key_sightings, case_keys, case_principals]
-- notes: >
--   Wider than the tree: the analysis judges times, resets and rivals on these few rows only.
with recursive
edges as materialized (
    select distinct
        unnest(sources) as source,
        target
    from (
        select
            list_concat(
                [caller_key], stems_from,
                case when caller_key is null then ['pid:' || principal_id] end,
                case when event_source = 'signin.amazonaws.com' then ['principal:' || user_arn] end,
                case
                    when event_source = 'signin.amazonaws.com'
                        then ['console:' || user_arn, 'console:' || switched_from]
                end
            ) as sources,
            unnest(
                list_concat(
                    [child_key], opens,
                    case
                        when child_key is null and gives = 'role_session'
                            then
                                [
                                    'role:'
                                    || split_part(role_arn, ':', 5)
                                    || ':'
                                    || regexp_extract(role_arn, '([^/]+)$')
                                ]
                        when event_source = 'signin.amazonaws.com' then ['console:' || user_arn]
                        when
                            child_key is null and gives = 'session_token'
                            then ['console:' || user_arn]
                        when child_key is null and gives = 'federation_token'
                            then ['console:arn:aws:sts::' || account_id || ':federated-user/' || session_name]
                    end,
                    -- a key whose reply is lost is one of that user's
                    case
                        when child_key is null and gives = 'access_key'
                            then ['user:' || account_id || ':' || named_user]
                    end,
                    -- a role switched to in the console
                    case when invoked_by = 'AWS Internal' then ['console:' || child_arn] end,
                    case when sets_identity is not null then ['as:' || sets_identity] end,
                    list_transform(
                        passed_roles,
                        lambda x: 'passed:'
                        || replace(split_part(event_source, '.', 1), 'ecs', 'ecs-tasks')
                        || ':'
                        || x
                    )
                )
            ) as target
        from credential_links
    ) as ways
    union
    select
        unnest(stems_from) as source,
        access_key_id as target
    from key_sightings
    union
    select
        access_key_id as source,
        unnest(['pid:' || principal_id, 'as:' || source_identity]) as target
    from key_sightings
),

reached (node) as (
    select credential_id as node from case_keys
    union
    select 'principal:' || arn as node from case_principals
    union
    select edges.target as node
    from reached
    inner join edges on reached.node = edges.source
    where edges.target is not null
)

select node
from reached
