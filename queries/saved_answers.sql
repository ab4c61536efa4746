-- title: Saved answers that nobody asked for
-- question: Which files look like answers of the account or keys of its digests, though this kit did not ask
--   for them, and what do they say?
-- grain: one row per file and, for keys, per key
-- reads: [saved_answers, digest_public_keys, case_digest_keys, files]
-- notes: >
--   Only what the kit asked AWS itself counts as the account's answer. These files lay in a folder, an
--   archive or a bucket, where anybody can put them: nothing rests on them. `said_at` and all
--   that follows is what a file says of itself. A key counts once its fingerprint is named, with
--   `kit verify CASE --key FINGERPRINT`, by an analyst who has it from AWS.
with answers as (
    -- one row per file that looks like an answer of the account
    select
        'answer' as kind,
        file_id,
        account_id,
        aws_region,
        service,
        call,
        said_at,
        things,
        named,
        error_code
    from saved_answers
),

vouched as (
    -- one row per fingerprint that AWS gave or the analyst named
    select lower(fingerprint) as fingerprint
    from digest_public_keys
    where given_by = 'aws' and fingerprint is not null
    union
    select fingerprint from case_digest_keys
),

public_keys as (
    -- one row per key that only a file holds
    select
        'key' as kind,
        file_id,
        1 as things,
        json_array(fingerprint) as named
    from digest_public_keys
    where given_by = 'file' and coalesce(lower(fingerprint), '') not in (from vouched)
)

select
    k.kind,
    f.origin,
    k.account_id,
    k.aws_region,
    k.service,
    k.call,
    k.said_at,
    k.things,
    k.named,
    k.error_code,
    f.fetched_at,
    k.file_id
from (
    select * from answers
    union all by name
    select * from public_keys
) as k
inner join files as f on k.file_id = f.file_id
order by f.file_id, k.named
