-- title: Credentials out of the leaked key
-- question: Which credentials came out of the leaked key or principal, by which event, and are they still
--   good?
-- grain: one row per credential, the leaked ones first
-- reads: [credential_tree, credential_actors]
-- notes: >
--   `certainty` is proved where a key id stands in a reply, strong where session and time match, possible
--   where only time and name do. `events` counts calls made with the credential; what a service did on its
--   behalf does not count. `outlives_key`: it was still good when the leaked key was stopped, or is good now
--   where that is not done yet. `actor` says in whose hands the credential was by the act that gave it out.
select
    tree.credential_id,
    tree.kind,
    tree.parent_id,
    tree.depth,
    tree.link,
    tree.link_event_id,
    tree.certainty,
    tree.principal_arn,
    tree.account_id,
    tree.issued_at,
    tree.expires_at,
    tree.first_seen,
    tree.last_seen,
    tree.events,
    tree.failed,
    tree.source_ips,
    tree.regions,
    tree.outlives_key,
    tree.state,
    tree.ended_at,
    tree.ended_event_id,
    tree.issued_event_id,
    actors.actor,
    coalesce(actors.third_party, false) as third_party,
    coalesce(actors.maybe_third_party, true) as maybe_third_party,
    tree.may_stand
from credential_tree as tree
left join credential_actors as actors on tree.credential_id = actors.credential_id
order by tree.credential_no
