-- title: Acts that issue, open or end credentials
-- question: Which calls gave out a credential, opened a way to one, or ended one?
-- grain: one row per such call that did not fail
-- reads: [events, credential_rules, credential_things]
-- notes: >
--   What a call does to credentials stands on the pages of kit/rules. `child_key` is the key id in the reply,
--   `gives` the kind of credential. `opens` are the things that a call made or changed and from which
--   credentials may come later (user, role, provider, instance, function ...), `stems_from` those from which
--   the credential of this call may come. Both use one spelling: `<thing>:<account>:<name>`. `ends` are the
--   things a call closes. A call that failed links nothing.
with acts as materialized (
    -- one row per call that the pages know
    select
        events.event_no,
        events.event_key,
        events.event_id,
        events.event_time,
        events.event_source,
        rules.event as event_name,
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
        events.resources,
        events.user_identity,
        rules.gives,
        rules.how,
        rules.key_path,
        rules.arn_path,
        rules.expires_path,
        rules.target_path
    from events
    inner join credential_rules as rules
        on
            events.event_source = rules.source
            -- Lambda's calls carry the date of their version
            and regexp_replace(events.event_name, '20\d{6}(v\d)?$', '') = rules.event
    where
        events.outcome <> 'failed'
        and events.superseded_by is null
        -- of policies only those that cut sessions off
        and (
            coalesce(rules.how, '') not in ('denied', 'allowed')
            or events.request_parameters ->> '$.policyName' = 'AWSRevokeOlderSessions'
            or events.request_parameters ->> '$.policyArn' like '%:policy/AWSDenyAll'
            or events.request_parameters ->> '$.policyDocument' like '%aws:TokenIssueTime%'
        )
),

read as (
    -- one row per call and place where it may name a thing
    select
        acts.event_no,
        acts.account_id,
        acts.aws_region,
        things.role,
        things.number,
        things.choice,
        things.thing,
        things.scope,
        things.take,
        things.item,
        case things.part
            when 'request_parameters'
                then coalesce(acts.request -> things.path, acts.request -> things.other_path)
            when 'response_elements'
                then coalesce(acts.reply -> things.path, acts.reply -> things.other_path)
            when 'user_identity'
                then coalesce(acts.user_identity -> things.path, acts.user_identity -> things.other_path)
            -- where the evidence holds no requests, nobody knows of whom the call speaks
            when 'user_name' then case when acts.request is not null then to_json(acts.user_name) end
            when 'user_arn' then case when acts.request is not null then to_json(acts.user_arn) end
            when 'principal_id' then to_json(acts.principal_id)
        end as found
    from acts
    inner join credential_things as things
        on acts.event_source = things.source and acts.event_name = things.event
),

chosen as (
    -- one row per call and thing, with the first place that holds something
    select
        event_no,
        account_id,
        aws_region,
        role,
        number,
        thing,
        scope,
        take,
        arg_min(
            case
                when item is null then [found ->> '$']
                else list_transform(try_cast(found as json[]), lambda x: x ->> item)
            end,
            choice
        ) as texts
    from read
    where found is not null and found <> 'null'
    group by event_no, account_id, aws_region, role, number, thing, scope, take
),

named_things as (
    -- one row per call and name of a thing
    select
        event_no,
        role,
        number,
        thing || ':' || case scope
            when 'account' then account_id || ':'
            when 'region' then account_id || ':' || aws_region || ':'
            else ''
        end as spelling,
        unnest(
            case take
                when 'name' then list_transform(texts, lambda x: regexp_extract(x, '([^/]+)$'))
                when 'issuer'
                    then
                        list_transform(
                            texts,
                            lambda x: regexp_extract(
                                x, '^(?:arn:[^"]*oidc-provider/|https?://)?([^:]+?)/?(?::|$)', 1
                            )
                        )
                else
                    case
                        when take is null then texts
                        else flatten(list_transform(texts, lambda x: regexp_extract_all(x, take, 1)))
                    end
            end
        ) as name
    from chosen
),

things as (
    -- one row per call
    select
        event_no,
        list(distinct spelling || name) filter (where role = 'opens') as opens,
        list(distinct spelling || name) filter (where role = 'comes_from') as comes_from,
        min(spelling || name) filter (where role = 'ends') as ends
    from named_things
    where spelling is not null and name <> ''
    group by event_no
),

named as (
    -- one row per call, with what its record says of the credential
    select
        *,
        -- IAM calls without userName speak of the caller; where there is no request at all, nobody knows.
        coalesce(
            request ->> '$.userName',
            reply ->> '$.user.userName',
            case when request is not null then user_name end
        ) as named_user,
        coalesce(
            list_filter([request ->> '$.roleArn'], lambda x: x like 'arn:%:iam::%:role/%')[1],
            list_filter(resources ->> '$[*].ARN', lambda x: x like 'arn:%:iam::%:role/%')[1],
            list_filter(resources ->> '$[*].arn', lambda x: x like 'arn:%:iam::%:role/%')[1]
        ) as role_arn,
        coalesce(request ->> '$.roleSessionName', request ->> '$.name') as session_name,
        reply ->> key_path as child_key,
        reply ->> arn_path as child_arn,
        request ->> target_path as target_key,
        coalesce(reply ->> '$.user.arn', reply ->> '$.role.arn') as made_arn,
        request ->> '$.sourceIdentity' as sets_identity,
        -- newer Java writes a narrow no-break space before AM and PM
        replace(reply ->> expires_path, chr(8239), ' ') as expiration
    from acts
),

-- A call into another account has a record in each; only the caller's own names its key.
callers as (
    select
        shared_event_id,
        min(access_key_id) as access_key_id
    from acts
    where shared_event_id is not null and access_key_id is not null
    group by shared_event_id
)

select
    named.event_no,
    named.event_key,
    named.event_id,
    named.event_time,
    named.event_source,
    named.event_name,
    named.aws_region,
    named.account_id,
    named.access_key_id,
    coalesce(named.access_key_id, callers.access_key_id) as caller_key,
    named.user_type,
    named.user_arn,
    named.user_name,
    named.principal_id,
    named.user_account_id,
    named.session_created_at,
    named.invoked_by,
    named.shared_event_id,
    named.source_ip_address,
    named.user_agent,
    named.gives,
    named.child_key,
    named.child_arn,
    named.role_arn,
    named.session_name,
    named.named_user,
    named.made_arn,
    named.sets_identity,
    -- What nothing expires at is no expiry: a record may say the year 10000.
    list_filter(
        [
            coalesce(
                try_cast(named.expiration as timestamp),
                try_strptime(
                    named.expiration,
                    ['%b %d, %Y, %I:%M:%S %p', '%b %d, %Y %I:%M:%S %p', '%Y%m%dT%H%M%SZ']
                ),
                try(epoch_ms(try_cast(named.expiration as bigint)))
            )
        ],
        lambda x: x between timestamp '2006-01-01' and timestamp '2100-01-01'
    )[1] as expires_at,
    -- Nothing is given out for longer than a year.
    list_filter(
        [try_cast(named.request ->> '$.durationSeconds' as bigint)], lambda x: x between 1 and 31536000
    )[1] as duration_seconds,
    coalesce(
        named.request ->> '$.status', named.request ->> '$.policyName', named.request ->> '$.policyArn'
    ) as setting,
    named.target_key,
    coalesce(
        named.request ->> '$.policyDocument', named.request ->> '$.assumeRolePolicyDocument'
    ) as policy,
    coalesce(named.additional ->> '$.SwitchFrom', named.additional ->> '$.switchFrom') as switched_from,
    named.request ->> '$.targetPrincipal' as target_principal,
    regexp_extract(
        concat(named.user_identity, named.additional), '"signInSessionArn"\s*:\s*"([^"]+)"', 1
    ) as sign_in_session,
    regexp_extract_all(named.request, 'arn:aws[a-z-]*:iam::\d{12}:role/[^"\\]+') as passed_roles,
    things.opens,
    list_concat(
        case
            when named.gives = 'role_session'
                then
                    list_filter(
                        [
                            'role:'
                            || split_part(named.role_arn, ':', 5)
                            || ':'
                            || regexp_extract(named.role_arn, '([^/]+)$'),
                            case
                                when named.user_type <> 'AWSService' and named.invoked_by is null then null
                                when named.session_name like 'i-%'
                                    then 'instance:' || named.account_id || ':' || named.session_name
                                when named.invoked_by = 'lambda.amazonaws.com'
                                    then
                                        'function:'
                                        || named.account_id
                                        || ':'
                                        || named.aws_region
                                        || ':'
                                        || named.session_name
                                when named.invoked_by = 'ecs-tasks.amazonaws.com'
                                    then 'task:' || named.account_id || ':' || named.session_name
                                when named.invoked_by = 'codebuild.amazonaws.com'
                                    then
                                        'build:'
                                        || named.account_id
                                        || ':'
                                        || regexp_replace(named.session_name, '^AWSCodeBuild-', '')
                            end,
                            case
                                when named.user_type = 'AWSService'
                                    then
                                        'passed:'
                                        || split_part(named.invoked_by, '.', 1)
                                        || ':'
                                        || named.role_arn
                            end
                        ],
                        lambda x: x is not null
                    )
        end,
        things.comes_from
    ) as stems_from,
    things.ends
from named
left join things on named.event_no = things.event_no
left join callers on named.shared_event_id = callers.shared_event_id and named.access_key_id is null
