-- title: How it may have leaked
-- question: What is known of the way the key leaked, and what has its owner to be asked?
-- grain: one row per fact or question
-- reads: [credential_tree]
-- notes: AWS cannot tell the path and does not disclose how it detects; logs show a key's use only. So these
--   are the notice's words, the key's age and maker from the trail, and questions to the owner.
-- answer: findings.leak:leak
select
    credential_id,
    kind,
    principal_arn,
    issued_at,
    first_seen,
    last_seen
from credential_tree
where depth = 0
order by credential_id
