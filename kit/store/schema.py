"""The raw tables of case.duckdb. Everything in them is made from the vault; `kit rebuild` makes them anew.

JSON columns hold JSON text, zstd-compressed. No index: an ART index made the database a third larger and
slower to fill, and zone maps with hash joins answer everything that is asked (docs/decisions/loader.md).
"""

from __future__ import annotations

import functools
import hashlib

from kit.store.integrity_schema import INTEGRITY_TABLES
from kit.store.live_schema import LIVE_TABLES
from kit.store.spend_schema import SPEND_TABLES

# One row per delivered record; a copy of an event that is there already names it in copy_of and counts for
# nothing but as a delivery (deleting copies made DuckDB write whole row groups again). event_id is NULL where
# the id is no canonical UUID (then event_id_text) or missing (then content_key). identity_no points into
# identities. content_hash finds copies, file_id/position the record.
EVENTS = """
create table if not exists event_records (
    event_no bigint not null,
    event_id uuid,
    event_id_text varchar,
    content_key varchar,
    variant smallint not null,
    content_hash ubigint not null,
    columns_only boolean not null,
    event_time timestamp,
    event_name varchar,
    event_source varchar,
    aws_region varchar,
    recipient_account_id varchar,
    source_ip_address varchar,
    user_agent varchar using compression zstd,
    error_code varchar,
    error_message varchar using compression zstd,
    outcome varchar not null,
    identity_no integer,
    read_only boolean,
    management_event boolean,
    event_category varchar,
    event_type varchar,
    event_version varchar,
    api_version varchar,
    request_id uuid,
    request_id_text varchar,
    shared_event_id varchar,
    vpc_endpoint_id varchar,
    request_parameters varchar using compression zstd,
    response_elements varchar using compression zstd,
    additional_event_data varchar using compression zstd,
    resources varchar using compression zstd,
    tls_details varchar using compression zstd,
    extra varchar using compression zstd,
    file_id bigint not null,
    position bigint not null,
    copies integer not null,
    copy_of bigint,
    superseded_by varchar
)
"""

# One row per distinct userIdentity text and run; several rows may say the same.
IDENTITIES = """
create table if not exists identities (
    identity_no integer not null,
    user_identity varchar using compression zstd,
    user_type varchar,
    user_name varchar,
    user_arn varchar,
    principal_id varchar,
    user_account_id varchar,
    access_key_id varchar,
    session_issuer_arn varchar,
    session_created_at timestamp,
    source_identity varchar,
    mfa_authenticated boolean,
    invoked_by varchar
)
"""

# Deliveries without a row of their own: events of a file with the bytes of an earlier one.
COPIES = """
create table if not exists event_copies (
    event_no bigint not null,
    file_id bigint not null,
    position bigint not null
)
"""

FILES = """
create table if not exists files (
    file_id bigint not null,
    parent_file_id bigint,
    origin varchar not null,
    member varchar,
    kind varchar not null,
    format varchar,
    bytes bigint,
    sha256 varchar,
    fetched_at timestamp,
    status varchar not null,
    reason varchar,
    records bigint not null,
    loaded bigint not null,
    copies bigint not null,
    set_apart bigint not null,
    rejected bigint not null,
    same_as bigint,
    pack integer,
    resume_at bigint,
    meta varchar
)
"""

REJECTS = """
create table if not exists rejects (file_id bigint not null, position bigint, reason varchar not null)
"""

SET_APART = """
create table if not exists set_apart_records (
    file_id bigint not null, position bigint not null, category varchar not null, event_time timestamp,
    event_id varchar, record varchar using compression zstd
)
"""

DIGESTS = """
create table if not exists digest_files (
    file_id bigint not null,
    account_id varchar,
    s3_bucket varchar,
    s3_object varchar,
    start_time timestamp,
    end_time timestamp,
    previous_object varchar,
    log_files integer,
    digest varchar using compression zstd
)
"""

OBJECT_METADATA = """
create table if not exists object_metadata (
    file_id bigint not null, object_origin varchar not null, metadata varchar not null
)
"""

PUBLIC_KEYS = """
create table if not exists digest_public_keys (
    file_id bigint not null, fingerprint varchar, public_key varchar, valid_from varchar, valid_to varchar
)
"""

# Records that say that they correct another one (member addendum, reason UPDATED_DATA).
ADDENDA = """
create table if not exists addenda (event_no bigint not null, original_id varchar not null)
"""

# First event_no of rows that are in but whose copies are not settled yet: left by a killed step, taken out by
# the next one, and not seen by readers (database.reading).
UNSETTLED = "create table if not exists unsettled (event_no bigint not null)"

# A pack of the vault whose items are all in files.
PACKS = "create table if not exists packs (pack integer not null, items bigint not null)"

# Which make of each table the file holds: so that a case of another version of the kit is told from a broken
# one.
STAMPS = "schema_stamps"
STAMPS_TABLE = f"create table if not exists {STAMPS} (table_name varchar not null, stamp varchar not null)"

_STATEMENTS = (
    EVENTS,
    IDENTITIES,
    COPIES,
    FILES,
    REJECTS,
    SET_APART,
    DIGESTS,
    OBJECT_METADATA,
    PUBLIC_KEYS,
    ADDENDA,
    UNSETTLED,
    PACKS,
    *SPEND_TABLES,
    *LIVE_TABLES,
    *INTEGRITY_TABLES,
)
# Name of a table -> the statement that makes it.
TABLES: dict[str, str] = {statement.split("(")[0].split()[-1]: statement for statement in _STATEMENTS}


@functools.cache
def stamps() -> dict[str, str]:
    """What tells one make of a table from another: a hash of its statement, white space aside."""
    return {
        name: hashlib.sha256(" ".join(statement.split()).encode()).hexdigest()[:16]
        for name, statement in TABLES.items()
    }
