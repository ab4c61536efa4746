-- title: How each credential was given out
-- question: Which way of calling has the call that links a credential to its parent?
-- grain: one row per credential of the tree
-- reads: [credential_tree, tree_calls, event_rows]
with acts as materialized (
    -- one row per call that links or gave out a credential of the tree
    select
        event_no,
        event_time,
        source_ip_address
    from event_rows
    where
        event_no in (
            select link_event_no from credential_tree
            union all
            select issued_event_no from credential_tree
        )
)

select
    credential_tree.credential_id,
    credential_tree.kind,
    credential_tree.parent_id,
    credential_tree.depth,
    credential_tree.link,
    credential_tree.certainty,
    credential_tree.issued_at,
    case when credential_tree.issued_at is not null then issuing.source_ip_address end as issued_from,
    credential_tree.link_event_id,
    acts.event_time as link_event_time,
    tree_calls.profile as link_profile
from credential_tree
left join acts on credential_tree.link_event_no = acts.event_no
left join acts as issuing on credential_tree.issued_event_no = issuing.event_no
left join tree_calls on credential_tree.link_event_no = tree_calls.event_no
order by credential_tree.credential_no
