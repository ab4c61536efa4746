-- title: Keys seen
-- question: Which access keys appear in the evidence, whose are they, and where may they come from?
-- grain: one row per access key id that made a call
-- reads: [event_rows, identities, events, credential_calls]
-- params: {whole: boolean}
-- notes: >
--   One pass over the identities of all events. `issued` says that a reply in the evidence names the key;
--   `stems_from` are the things that an unissued key may come from, spelled as in credential_calls. Of calls
--   in one second the one whose id sorts first counts. Empty where nothing that leaked was used (not $whole).
with runs as (
    -- one row per identity that has a key
    select
        identities.access_key_id,
        event_rows.identity_no,
        min(event_rows.event_time) as first_seen
    from event_rows
    inner join identities on event_rows.identity_no = identities.identity_no
    where event_rows.superseded_by is null and identities.access_key_id is not null and $whole
    group by identities.access_key_id, event_rows.identity_no
),

beginnings as (
    -- one row per identity that its key began with
    select *
    from runs
    qualify first_seen = min(first_seen) over (partition by access_key_id)
),

firsts as (
    -- one row per key: of its calls in the first second the one whose id sorts first
    select
        beginnings.access_key_id,
        min(beginnings.first_seen) as first_seen,
        arg_min(
            struct_pack(no := event_rows.event_no, identity_no := event_rows.identity_no),
            coalesce(event_rows.event_id_text, cast(event_rows.event_id as varchar), '')
        ) as call
    from beginnings
    inner join event_rows
        on
            beginnings.identity_no = event_rows.identity_no
            and beginnings.first_seen = event_rows.event_time
    where event_rows.superseded_by is null
    group by beginnings.access_key_id
),

named as (
    select
        firsts.access_key_id,
        firsts.first_seen,
        firsts.call.no as event_no,
        first_event.event_key,
        first_event.event_id,
        first_event.aws_region,
        who.user_type,
        who.user_arn,
        who.user_name,
        who.principal_id,
        coalesce(who.user_account_id, first_event.recipient_account_id) as account_id,
        who.session_issuer_arn,
        who.session_created_at,
        who.source_identity,
        concat(who.user_identity, first_event.extra) as marks,
        firsts.access_key_id in (
            select calls.child_key from credential_calls as calls
            where calls.child_key is not null
        )
            as issued,
        regexp_extract(who.user_arn, ':assumed-role/([^/]+)/(.+)$', 1) as role_name,
        regexp_extract(who.user_arn, ':assumed-role/([^/]+)/(.+)$', 2) as session_name
    from firsts
    inner join identities as who on firsts.call.identity_no = who.identity_no
    inner join events as first_event on firsts.call.no = first_event.event_no
)

select
    * exclude (marks, role_name),
    regexp_matches(marks, '"sessionCredentialFromConsole"\s*:\s*"?true') as from_console,
    regexp_matches(marks, '"assumedRoot"\s*:\s*"?true') as assumed_root,
    nullif(regexp_extract(marks, '"signInSessionArn"\s*:\s*"([^"]+)"', 1), '') as sign_in_session,
    list_filter(
        [
            'principal:' || user_arn,
            'principal:' || session_issuer_arn,
            case when not issued then 'console:' || user_arn end,
            case when not issued and user_type = 'IAMUser' then 'user:' || account_id || ':' || user_name end,
            case when not issued and role_name <> '' then 'role:' || account_id || ':' || role_name end,
            case
                when
                    not issued and session_name like 'i-%'
                    then 'instance:' || account_id || ':' || session_name
            end,
            case
                when not issued and session_name <> ''
                    then 'function:' || account_id || ':' || aws_region || ':' || session_name
            end,
            case when not issued and session_name <> '' then 'task:' || account_id || ':' || session_name end,
            case
                when not issued and session_name <> ''
                    then
                        'build:'
                        || account_id
                        || ':'
                        || regexp_replace(session_name, '^AWSCodeBuild-', '')
            end,
            case when not issued then 'as:' || source_identity end
        ],
        lambda x: x is not null
    ) as stems_from
from named
