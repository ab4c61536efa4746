"""The raw tables of bills. One row of spend_lines per line of a bill; nothing is added up and nothing is
converted.

A line has no position of its own: numbering them would read a bill on one core only and halve the speed.
"""

from __future__ import annotations

# Money is in `currency`, unblended in `cost` (FOCUS: BilledCost), amortised in `amortised` (FOCUS:
# EffectiveCost). `view` tells answers of one source apart that say the same again: the grouping of a Cost
# Explorer answer. `source` is cur2, cur_legacy, focus, cost_explorer or console_csv; `grain` hour, day or
# month.
LINES = """
create table if not exists spend_lines (
    file_id bigint not null,
    source varchar not null,
    view varchar not null,
    grain varchar not null,
    billing_period date,
    period_start timestamp,
    period_end timestamp,
    account_id varchar,
    payer_account_id varchar,
    aws_region varchar not null,
    service varchar not null,
    service_code varchar,
    usage_type varchar,
    operation varchar,
    resource_id varchar,
    charge_type varchar not null,
    line_item_type varchar,
    purchase varchar,
    cost double,
    amortised double,
    list_cost double,
    usage_amount double,
    usage_unit varchar,
    currency varchar not null,
    estimated boolean not null,
    principal_arn varchar
)
"""

# One row per file, billing period and view. `version` is what the delivery itself calls its version (assembly
# or execution id), `folder` where the file lay; `sketch` is the 256 smallest hashes of its lines' identities,
# by which a second version of a bill is told from a second part of it.
BILLS = """
create table if not exists spend_bills (
    file_id bigint not null,
    source varchar not null,
    view varchar not null,
    payer_account_id varchar,
    billing_period date not null,
    version varchar,
    folder varchar not null,
    delivered_at timestamp,
    lines bigint not null,
    first_start timestamp not null,
    last_end timestamp not null,
    currencies varchar not null,
    sketch ubigint[]
)
"""

# What a manifest says: which version of which billing period is the one that counts, and which files it has.
MANIFESTS = """
create table if not exists spend_manifests (
    file_id bigint not null, billing_period date, version varchar, file_name varchar, lines_named bigint
)
"""

# Answers of the Price List API that are in the case; they win over the kit's own price tables.
PRICES = """
create table if not exists price_list (
    file_id bigint not null, service_code varchar, aws_region varchar, instance_type varchar, usage_type varchar,
    operating_system varchar, unit varchar, usd double, effective_on timestamp
)
"""

SPEND_TABLES = (LINES, BILLS, MANIFESTS, PRICES)
