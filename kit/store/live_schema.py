"""Raw tables of the account's state as it was found when somebody looked: kit.store.load_state fills them.

Analyses join them to what the trail says: a row found here has `state_basis = 'live'`. Empty while nothing
was collected. `checked_at` is one moment for a whole run of `kit collect CASE iam | sweep | posture |
metrics`.
"""

from __future__ import annotations

# One row per principal, credential or grant found. `kind` and `name` are words of the answer `principals`;
# `parent` is the user, group or role that it belongs to; `state` is alive, stopped (an inactive key) or gone.
# `kind_name` is the kind's name in kit/ledger_rules, `thing_id` its id as the call gave it.
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
    checked_at timestamp not null,
    aws_region varchar,
    kind_name varchar,
    thing_id varchar,
    tags varchar
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
    checked_at timestamp not null,
    kind_name varchar,
    thing_id varchar,
    name varchar,
    parent varchar,
    detail varchar,
    tags varchar
)
"""

# One row per listing that came back whole: what is of this kind and in no row of the same moment was not
# there. `parent` is what the listing was limited to (a user's keys, a cluster's services), empty for all of
# the Region.
LISTINGS = """
create table if not exists live_listings (
    file_id bigint not null,
    account_id varchar not null,
    aws_region varchar not null,
    kind_name varchar not null,
    parent varchar not null,
    checked_at timestamp not null
)
"""

# One row per long-term key and look: its last use by GetAccessKeyLastUsed.
KEY_USE = """
create table if not exists live_key_use (
    file_id bigint not null,
    account_id varchar not null,
    access_key_id varchar not null,
    user_name varchar,
    last_used_at timestamp,
    last_service varchar,
    last_region varchar,
    checked_at timestamp not null
)
"""

# One row per user of a credential report, which AWS makes anew at most every 4 hours: `generated_at` is its
# age.
REPORT = """
create table if not exists credential_reports (
    file_id bigint not null,
    account_id varchar not null,
    user_name varchar not null,
    arn varchar,
    password_enabled varchar,
    mfa_active varchar,
    key_1_active varchar,
    key_2_active varchar,
    row_json varchar,
    generated_at timestamp,
    checked_at timestamp not null
)
"""

# One row per page of a call asked of a Region: whether it found something, found nothing or could not look.
SWEEP = """
create table if not exists sweep_checks (
    file_id bigint not null,
    account_id varchar not null,
    aws_region varchar not null,
    service varchar not null,
    call varchar not null,
    state varchar not null,
    reason varchar,
    checked_at timestamp not null,
    things bigint
)
"""

# Answers that are judged as they are: settings of the account. error_code where AWS refused to answer.
ANSWERS = """
create table if not exists live_answers (
    file_id bigint not null,
    account_id varchar not null,
    aws_region varchar not null,
    source varchar not null,
    service varchar not null,
    call varchar not null,
    parameters varchar,
    page integer,
    verdict varchar not null,
    error_code varchar,
    error_message varchar,
    answer varchar using compression zstd,
    checked_at timestamp not null
)
"""

# Figures of CloudWatch: one row per metric, its dimension and period. `value` is in the metric's own unit.
METRICS = """
create table if not exists usage_metrics (
    file_id bigint not null,
    account_id varchar not null,
    aws_region varchar not null,
    namespace varchar not null,
    metric varchar not null,
    dimension varchar,
    thing varchar,
    statistic varchar not null,
    period_start timestamp not null,
    period_seconds integer not null,
    value double not null,
    checked_at timestamp not null
)
"""

LIVE_TABLES = (PRINCIPALS, RESOURCES, LISTINGS, KEY_USE, REPORT, SWEEP, ANSWERS, METRICS)
