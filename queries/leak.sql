-- title: How it may have leaked
-- question: What is known of the way the key leaked, which causes does the evidence speak for or against, and
--   what has its owner to be asked?
-- grain: one row per fact, cause or question
-- reads: [credential_tree]
-- notes: >
--   AWS cannot tell the path and does not disclose how it detects; logs show a key's use only. So these are
--   the result so far, the notice's words, the key's age, maker and use, one row per cause with what speaks
--   for it, against it and where nobody looked (`standing`), and questions to the owner. A copy of the key
--   (`kit hunt`, question `exposures`) shows where it could be taken, not that it was taken there.
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
