"""Raw tables of the digest chain's verdicts: kit.integrity fills them after a collection and at `kit
verify`."""

from __future__ import annotations

# One row per digest, per log file that a digest names or that none names, and per stretch without a digest.
# kind: digest, log or gap. `place` is where CloudTrail put it (s3://bucket/key), `from_time` to `until_time`
# what it speaks for. state and reason: kit/vocabulary.yml.
CHECKS = """
create table if not exists integrity_checks (
    kind varchar not null,
    account_id varchar not null,
    aws_region varchar not null,
    trail varchar not null,
    place varchar not null,
    file_id bigint,
    from_time timestamp not null,
    until_time timestamp not null,
    state varchar not null,
    reason varchar not null,
    detail varchar,
    named_by varchar,
    checked_at timestamp not null
)
"""

# What a log file hashes to once inflated, so that the next collection reads only what is new.
HASHES = """
create table if not exists content_hashes (file_id bigint not null, sha256 varchar, problem varchar)
"""

INTEGRITY_TABLES = (CHECKS, HASHES)
