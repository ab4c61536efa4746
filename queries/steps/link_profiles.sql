-- title: How each credential was given out
-- question: Which profile has the call that links a credential to its parent?
-- grain: one row per credential of the tree
-- reads: [credential_tree, tree_calls, event_rows, identities]
select
    credential_tree.credential_id,
    credential_tree.kind,
    credential_tree.parent_id,
    credential_tree.depth,
    credential_tree.link,
    credential_tree.certainty,
    credential_tree.issued_at,
    credential_tree.link_event_id,
    event_rows.event_time as link_event_time,
    case
        when tree_calls.credential_id is not null
            then cast(hash(
                tree_calls.credential_id, coalesce(event_rows.source_ip_address, ''),
                coalesce(event_rows.user_agent, ''), coalesce(event_rows.aws_region, ''),
                coalesce(event_rows.event_source, ''), coalesce(event_rows.event_name, ''),
                coalesce(identities.invoked_by, 'AWS Internal') <> 'AWS Internal'
            ) >> 1 as bigint)
    end as link_profile
from credential_tree
left join event_rows on credential_tree.link_event_no = event_rows.event_no
left join identities on event_rows.identity_no = identities.identity_no
left join tree_calls on credential_tree.link_event_no = tree_calls.event_no
order by credential_tree.credential_no
