-- title: Evidence that nobody vouches for
-- question: Which files would speak for the account or for its digests, and do not, since anybody can have
--   put them there?
-- grain: one row per kind
-- reads: [saved_answers, digest_public_keys, case_digest_keys, integrity_checks, files]
with vouched as (
    -- one row per fingerprint that AWS gave or the analyst named
    select lower(fingerprint) as fingerprint
    from digest_public_keys
    where given_by = 'aws' and fingerprint is not null
    union
    select fingerprint from case_digest_keys
),

planted as (
    -- one row per file and kind
    select distinct
        'saved-answers' as kind,
        file_id
    from saved_answers
    union
    select distinct
        'unnamed-keys' as kind,
        file_id
    from digest_public_keys
    where given_by = 'file' and coalesce(lower(fingerprint), '') not in (from vouched)
    union
    select distinct
        'beside-chain' as kind,
        file_id
    from integrity_checks
    where reason = 'beside_chain' and file_id is not null
)

select
    p.kind,
    count(*) as files,
    list(f.origin order by f.file_id) as origins,
    max(f.fetched_at) as fetched_at
from planted as p
inner join files as f on p.file_id = f.file_id
group by p.kind
order by p.kind
