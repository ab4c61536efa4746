-- title: Acts on the way from the leaked credentials
-- question: Which calls issued, opened or ended a credential that can be reached, or ended any?
-- grain: one row per such call that did not fail
-- reads: [credential_calls, role_services, credential_reach, events, credential_rules]
-- notes: >
--   `opens`, `stems_from` and `ends` as in credential_calls. Acts by others on the same things come too: they
--   end a way or compete for a session. `on_way` is false where the call only ends a credential.
with touched as (
    -- one row per call that touches what can be reached
    select calls.event_no
    from credential_calls as calls
    where
        calls.caller_key in (select reach.node from credential_reach as reach)
        or calls.child_key in (select reach.node from credential_reach as reach)
        or calls.target_key in (select reach.node from credential_reach as reach)
        or calls.ends in (select reach.node from credential_reach as reach)
        or (calls.service is null and calls.role in (select reach.node from credential_reach as reach))
        or calls.machine in (select reach.node from credential_reach as reach)
        or calls.console in (select reach.node from credential_reach as reach)
    union
    select things.event_no
    from (
        select
            event_no,
            unnest(list_concat(opens, comes_from)) as node
        from credential_calls
        where opens is not null or comes_from is not null
    ) as things
    inner join credential_reach on things.node = credential_reach.node
    union
    -- of what a service does all along its first time is enough, and what gave out no key that is known
    select calls.event_no
    from credential_calls as calls
    inner join role_services as taken on calls.role = taken.node and calls.service = taken.service
    inner join credential_reach on taken.node = credential_reach.node
    where not taken.usual or calls.event_no = taken.event_no or calls.child_key is null
    union
    select calls.event_no
    from credential_calls as calls
    inner join role_services as taken on calls.passed_by = taken.node and calls.service = taken.service
    inner join credential_reach on taken.node = credential_reach.node
    where not taken.usual or calls.event_no = taken.event_no or calls.child_key is null
),

calls as (
    -- one row per call that counts
    select
        calls.*,
        touched.event_no is not null as on_way
    from credential_calls as calls
    left join touched on calls.event_no = touched.event_no
    where touched.event_no is not null or calls.ends is not null or calls.target_key is not null
),

named as (
    -- one row per call, with what its record says of the credential
    select
        calls.*,
        events.event_key,
        events.event_id,
        events.event_time,
        events.event_source,
        rules.event as event_name,
        rules.gives,
        events.aws_region,
        events.recipient_account_id as account_id,
        nullif(events.access_key_id, '') as access_key_id,
        events.user_type,
        events.user_arn,
        events.user_name,
        events.principal_id,
        events.user_account_id,
        events.session_created_at,
        events.invoked_by,
        events.shared_event_id,
        events.source_ip_address,
        events.user_agent,
        events.request_parameters as request,
        events.response_elements as reply,
        events.additional_event_data as additional,
        events.user_identity,
        -- IAM calls without userName speak of the caller; where there is no request at all, nobody knows.
        coalesce(
            events.request_parameters ->> '$.userName',
            events.response_elements ->> '$.user.userName',
            case when events.request_parameters is not null then events.user_name end
        ) as named_user,
        coalesce(
            list_filter(
                [events.request_parameters ->> '$.roleArn'], lambda x: x like 'arn:%:iam::%:role/%'
            )[1],
            list_filter(events.resources ->> '$[*].ARN', lambda x: x like 'arn:%:iam::%:role/%')[1],
            list_filter(events.resources ->> '$[*].arn', lambda x: x like 'arn:%:iam::%:role/%')[1]
        ) as role_arn,
        coalesce(
            events.request_parameters ->> '$.roleSessionName', events.request_parameters ->> '$.name'
        ) as session_name,
        events.response_elements ->> rules.arn_path as child_arn,
        coalesce(
            events.response_elements ->> '$.user.arn', events.response_elements ->> '$.role.arn'
        ) as made_arn,
        -- newer Java writes a narrow no-break space before AM and PM
        replace(events.response_elements ->> rules.expires_path, chr(8239), ' ') as expiration
    from calls
    inner join events on calls.event_no = events.event_no
    inner join credential_rules as rules
        on
            events.event_source = rules.source
            -- Lambda's calls carry the date of their version
            and regexp_replace(events.event_name, '20\d{6}(v\d)?$', '') = rules.event
)

select
    event_no,
    event_key,
    event_id,
    event_time,
    event_source,
    event_name,
    aws_region,
    account_id,
    access_key_id,
    caller_key,
    user_type,
    user_arn,
    user_name,
    principal_id,
    user_account_id,
    session_created_at,
    invoked_by,
    shared_event_id,
    source_ip_address,
    user_agent,
    gives,
    child_key,
    child_arn,
    role_arn,
    session_name,
    named_user,
    made_arn,
    request ->> '$.sourceIdentity' as sets_identity,
    -- What nothing expires at is no expiry: a record may say the year 10000.
    list_filter(
        [
            coalesce(
                try_cast(expiration as timestamp),
                try_strptime(
                    expiration, ['%b %d, %Y, %I:%M:%S %p', '%b %d, %Y %I:%M:%S %p', '%Y%m%dT%H%M%SZ']
                ),
                try(epoch_ms(try_cast(expiration as bigint)))
            )
        ],
        lambda x: x between timestamp '2006-01-01' and timestamp '2100-01-01'
    )[1] as expires_at,
    -- Nothing is given out for longer than a year.
    list_filter([try_cast(request ->> '$.durationSeconds' as bigint)], lambda x: x between 1 and 31536000)[1]
        as duration_seconds,
    coalesce(request ->> '$.status', request ->> '$.policyName', request ->> '$.policyArn') as setting,
    target_key,
    coalesce(request ->> '$.policyDocument', request ->> '$.assumeRolePolicyDocument') as policy,
    coalesce(additional ->> '$.SwitchFrom', additional ->> '$.switchFrom') as switched_from,
    request ->> '$.targetPrincipal' as target_principal,
    regexp_extract(concat(user_identity, additional), '"signInSessionArn"\s*:\s*"([^"]+)"', 1)
        as sign_in_session,
    regexp_extract_all(request, 'arn:aws[a-z-]*:iam::\d{12}:role/[^"\\]+') as passed_roles,
    opens,
    list_concat(list_filter([role, machine, passed_by], lambda x: x is not null), comes_from) as stems_from,
    ends,
    on_way
from named
