"""Raw tables of the account's state as it was found when somebody looked: kit.store.load_state fills them.

Analyses join them to what the trail says: a row found here has `state_basis = 'live'`. Empty while nothing was collected.
"""

from __future__ import annotations

# One row per principal, credential or grant found. `kind` and `name` are words of the answer `principals`; `parent`
# is the user, group or role that it belongs to; `state` is alive, stopped (an inactive key) or gone.
PRINCIPALS = """
create table if not exists live_principals (
    file_id bigint not null,
    account_id varchar not null,
    kind varchar not null,
    name varchar not null,
    arn varchar,
    parent varchar,
    state varchar not null,
    detail varchar,
    created_at timestamp,
    last_used_at timestamp,
    checked_at timestamp not null
)
"""

# One row per resource found, in words of the answer `resources`.
RESOURCES = """
create table if not exists live_resources (
    file_id bigint not null,
    account_id varchar not null,
    aws_region varchar not null,
    service varchar not null,
    resource_type varchar not null,
    resource_id varchar not null,
    arn varchar,
    state varchar not null,
    size varchar,
    created_at timestamp,
    checked_at timestamp not null
)
"""

# One row per call asked of a Region: whether it found something, found nothing or could not look.
SWEEP = """
create table if not exists sweep_checks (
    file_id bigint not null,
    account_id varchar not null,
    aws_region varchar not null,
    service varchar not null,
    call varchar not null,
    state varchar not null,
    reason varchar,
    checked_at timestamp not null
)
"""

LIVE_TABLES = (PRINCIPALS, RESOURCES, SWEEP)
