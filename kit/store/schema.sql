-- The raw tables of case.duckdb. Everything in them is made from the vault; `kit rebuild` makes them again.
--
-- JSON columns hold JSON text, zstd-compressed. No index: an ART index made the database a third larger and
-- slower to fill, and zone maps with hash joins answer everything that is asked (docs/decisions/loader.md).
-- Times are naive UTC. The comment above a table says what one row of it is.

-- == Events and the ledger ==

-- One row per delivered record; a copy of an event that is there already names it in copy_of and counts for
-- nothing but as a delivery (deleting copies made DuckDB write whole row groups again). event_id is NULL
-- where the id is no canonical UUID (then event_id_text) or missing (then content_key). identity_no points
-- into identities. content_hash finds copies, file_id/position the record.
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
);

-- One row per distinct userIdentity text and run; several rows may say the same.
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
);

-- One row per delivery that has no row of its own: events of a file with the bytes of an earlier one.
create table if not exists event_copies (
    event_no bigint not null,
    file_id bigint not null,
    position bigint not null
);

-- One row per item asked for, archive members included: the ledger. `parent_file_id` is the archive of a
-- member, `same_as` the file with the same bytes, `resume_at` the record at which a file that was loaded in
-- part goes on; records = loaded + copies + set_apart + rejected.
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
);

-- One row per record that could not be read: why, and its position where it has one.
create table if not exists rejects (file_id bigint not null, position bigint, reason varchar not null);

-- One row per member of a record that was loaded and that its column does not hold as it stands, because it
-- cannot be true or had to be read with an assumption; `position` is NULL where it is said of the whole file.
create table if not exists intake_notes (
    file_id bigint not null,
    position bigint,
    member varchar not null,
    reason varchar not null
);

-- One row per record that is no call (Insight, NetworkActivity, Aggregated), as JSON.
create table if not exists set_apart_records (
    file_id bigint not null,
    position bigint not null,
    category varchar not null,
    event_time timestamp,
    event_id varchar,
    record varchar using compression zstd
);

-- One row per CloudTrail digest file: the hours that it speaks for, the digest before it, and its own text.
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
);

-- One row per object whose S3 metadata were saved beside it; the signature of a digest lies there.
create table if not exists object_metadata (
    file_id bigint not null,
    object_origin varchar not null,
    metadata varchar not null
);

-- One row per public key of digests, in the shape of ListPublicKeys' answer. given_by: aws where the kit asked
-- AWS itself, file where it lay among the evidence; the latter proves nothing until the analyst names it.
create table if not exists digest_public_keys (
    file_id bigint not null,
    given_by varchar not null,
    fingerprint varchar,
    public_key varchar,
    valid_from varchar,
    valid_to varchar
);

-- One row per record that says that it corrects another one (member addendum, reason UPDATED_DATA).
create table if not exists addenda (event_no bigint not null, original_id varchar not null);

-- The first event_no of rows that are in but whose copies are not settled yet: left by a killed step, taken
-- out by the next one, and not seen by readers (kit.store.database.reading).
create table if not exists unsettled (event_no bigint not null);

-- One row per pack of the vault whose items are all in files: its hashes, and who collected it, when, from
-- where and with which kit, as the pack's own list says. Nothing is said of a pack of an older kit.
create table if not exists packs (
    pack integer not null,
    items bigint not null,
    bytes bigint,
    list_sha256 varchar,
    zip_sha256 varchar,
    started_at timestamp,
    collected_by varchar,
    host varchar,
    kit_version varchar,
    sources varchar,
    caller_arn varchar,
    endpoints varchar
);

-- == What an engine counted over a log bucket of which the case holds a part ==

-- One row per account, Region, hour and count: distinct events, the files that they lie in, first and last
-- event, the bucket of CloudTrail's own files.
create table if not exists engine_hours (
    file_id bigint not null,
    account_id varchar not null,
    aws_region varchar not null,
    hour timestamp not null,
    files bigint not null,
    events bigint not null,
    data_events bigint not null,
    first_event timestamp not null,
    last_event timestamp not null,
    log_bucket varchar
);

-- One row per caller, long-term key, network, Region, call and whether it was refused: what everybody did,
-- counted over the whole log bucket. source_ip_address is the /24 or /48 of an address, or a text as it stands.
create table if not exists engine_callers (
    file_id bigint not null,
    user_type varchar not null,
    principal_arn varchar not null,
    credential_id varchar,
    source_ip_address varchar,
    aws_region varchar,
    event_source varchar,
    event_name varchar,
    failed boolean not null,
    events bigint not null,
    first_seen timestamp not null,
    last_seen timestamp not null,
    event_id varchar
);

-- One row per access key, way of calling (address, agent, Region, call, whether a service made it on the
-- key's behalf) and day: what a key did whose calls are too many to bring. `hours` has a bit for each hour of
-- the day with a call.
create table if not exists engine_ways (
    file_id bigint not null,
    access_key_id varchar not null,
    source_ip_address varchar,
    user_agent varchar,
    aws_region varchar,
    event_source varchar,
    event_name varchar,
    invoked_by varchar,
    user_arn varchar,
    day timestamp not null,
    calls bigint not null,
    failed bigint not null,
    read_only boolean not null,
    hours bigint not null,
    first_seen timestamp not null,
    last_seen timestamp not null
);

-- One row per caller and address that read settings which hold keys up to `until`, or per bucket, kind of
-- stranger (anonymous, other) and address that read the bucket; and call. Without `until` no time bounds it.
create table if not exists engine_readers (
    file_id bigint not null,
    until timestamp,
    user_arn varchar,
    bucket varchar,
    stranger varchar,
    address varchar,
    event_source varchar not null,
    event_name varchar not null,
    events bigint not null,
    first_seen timestamp,
    last_seen timestamp
);

-- == What failed ==

-- One row per stage of the derived tables that failed on this evidence, or stands on one that did; `tables`
-- are those that it would have made.
create table if not exists derived_failures (
    stage varchar not null,
    tables varchar not null,
    reason varchar not null
);

-- == Bills ==

-- One row per line of a bill; nothing is added up and nothing is converted. A line has no position of its
-- own: numbering them would read a bill on one core only and halve the speed. Money is in `currency`,
-- unblended in `cost` (FOCUS: BilledCost), amortised in `amortised` (FOCUS: EffectiveCost). `view` tells
-- answers of one source apart that say the same again: the grouping of a Cost Explorer answer. `source` is
-- cur2, cur_legacy, focus, cost_explorer or console_csv; `grain` hour, day or month.
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
);

-- One row per file, billing period and view. `version` is what the delivery itself calls its version
-- (assembly or execution id), `folder` where the file lay; `sketch` is the 256 smallest hashes of its lines'
-- identities, by which a second version of a bill is told from a second part of it.
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
);

-- One row per file that a manifest names: which version of which billing period is the one that counts.
create table if not exists spend_manifests (
    file_id bigint not null,
    billing_period date,
    version varchar,
    file_name varchar,
    lines_named bigint
);

-- One row per on-demand price in answers of the Price List API that are in the case; they win over the kit's
-- own price tables.
create table if not exists price_list (
    file_id bigint not null,
    service_code varchar,
    aws_region varchar,
    instance_type varchar,
    usage_type varchar,
    operating_system varchar,
    unit varchar,
    usd double,
    effective_on timestamp
);

-- == The account's state as it was found when somebody looked; analyses join it to what the trail says.
-- `checked_at` is one moment for a whole run of `kit collect CASE iam | sweep | posture | metrics` ==

-- One row per principal, credential or grant found. `kind` and `name` are words of the answer `principals`;
-- `parent` is the user, group or role that it belongs to; `state` is alive, stopped (an inactive key) or
-- gone. `kind_name` is the kind's name in kit/rules, `thing_id` its id as the call gave it.
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
);

-- One row per resource found, in words of the answer `resources`.
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
);

-- One row per listing that came back whole: what is of this kind and in no row of the same moment was not
-- there. `parent` is what the listing was limited to (a user's keys, a cluster's services), empty for all of
-- the Region.
create table if not exists live_listings (
    file_id bigint not null,
    account_id varchar not null,
    aws_region varchar not null,
    kind_name varchar not null,
    parent varchar not null,
    checked_at timestamp not null
);

-- One row per long-term key and look: its last use by GetAccessKeyLastUsed.
create table if not exists live_key_use (
    file_id bigint not null,
    account_id varchar not null,
    access_key_id varchar not null,
    user_name varchar,
    last_used_at timestamp,
    last_service varchar,
    last_region varchar,
    checked_at timestamp not null
);

-- One row per user of a credential report, which AWS renews at most every 4 hours: `generated_at` is its
-- age.
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
);

-- One row per page of a call asked of a Region: whether it found something, found nothing or could not look.
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
);

-- One row per page of an answer that is judged as it is: settings of the account. error_code where AWS
-- refused to answer.
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
);

-- One row per file that looks like an answer of the account and that this kit did not ask for: it lay in a
-- folder, an archive or a bucket. Nothing of it is in the tables above. `said_at` and the rest is what the file
-- says of itself; `named` the things in it, as a JSON list.
create table if not exists saved_answers (
    file_id bigint not null,
    account_id varchar,
    aws_region varchar,
    source varchar,
    service varchar,
    call varchar,
    said_at timestamp,
    things bigint not null,
    named varchar,
    error_code varchar
);

-- One row per figure of CloudWatch: a metric, its dimension and a period. `value` is in the metric's own
-- unit.
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
);

-- == Where the leaked key lies, as `kit hunt` found it ==

-- One row per place that was searched: when, by which kit, for which keys, and how much of it. `complete` is
-- false where something could not be read or the search was stopped; `own` whether this case's kit searched,
-- or a file of somebody's says so.
create table if not exists hunt_searches (
    file_id bigint not null,
    root varchar not null,
    kind varchar not null,
    keys varchar not null,
    began_at timestamp not null,
    ended_at timestamp not null,
    complete boolean not null,
    stopped varchar,
    files bigint not null,
    objects bigint not null,
    members bigint not null,
    bytes bigint not null,
    unread bigint not null,
    notes varchar,
    kit varchar,
    own boolean not null
);

-- One row per place where a key stands. `match` is exact (a leaked key), sibling (another key of its account),
-- pattern (any other key) or near (one letter off: no find).
create table if not exists hunt_hits (
    file_id bigint not null,
    access_key_id varchar not null,
    match varchar not null,
    kind varchar not null,
    content varchar not null,
    path varchar,
    inside varchar,
    line bigint,
    times bigint not null,
    form varchar not null,
    secret_beside boolean not null,
    object_id varchar,
    commit_id varchar,
    author varchar,
    committed_at timestamp,
    deleted boolean,
    reach varchar,
    note varchar,
    note_args varchar
);

-- One row per place that a scanner takes for a secret of any kind: its rule and where, never the secret.
create table if not exists hunt_secrets (
    file_id bigint not null,
    scanner varchar not null,
    rule varchar not null,
    confidence varchar not null,
    path varchar not null,
    line bigint
);

-- One row per place that a search could not read, and why.
create table if not exists hunt_unread (
    file_id bigint not null,
    place varchar not null,
    reason varchar not null
);

-- == Verdicts on the digest chain: kit.integrity makes them after a collection and at `kit verify` ==

-- One row per digest, per log file that a digest names or that none names, and per stretch without a digest.
-- kind: digest, log or gap. `place` is where CloudTrail put it (s3://bucket/key), `from_time` to
-- `until_time` what it speaks for. state and reason: kit/vocabulary.yml. key_by: by whose word the public key
-- that proves it is CloudTrail's, aws (the kit asked) or analyst (named in case.toml).
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
    key_by varchar,
    checked_at timestamp not null
);

-- One row per log file that a digest may name: what it hashes to once inflated, so that the next collection
-- reads only what is new.
create table if not exists content_hashes (file_id bigint not null, sha256 varchar, problem varchar);

-- == This file itself ==

-- One row per table of this file: which make of it the database holds, so that a case of another version of
-- the kit is told from a broken one.
create table if not exists schema_stamps (table_name varchar not null, stamp varchar not null);
