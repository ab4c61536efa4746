-- title: Questions to the key's owner, ready to send
-- question: What has the owner of the leaked key to be asked, as a mail that can be sent?
-- grain: one row, the mail; none where the case knows no key and no principal
-- reads: [credential_tree]
-- notes: Only the owner can say how the key was used, shared and stored. The mail holds no secret.
-- answer: findings.owner_letter:owner_letter
select
    credential_id,
    principal_arn
from credential_tree
where depth = 0
order by credential_id
