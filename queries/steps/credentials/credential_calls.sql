-- title: Calls that issue, open or end credentials
-- question: Which calls gave out a credential, opened a way to one or ended one, and how are they linked?
-- grain: one row per such call that did not fail
-- reads: [event_rows, identities, credential_rules, credential_things]
-- params: {whole: boolean}
-- notes: >
--   Where nothing that leaked was used (not $whole), only calls that may name a long-term key or end a thing.
--   The links alone, of all calls, in narrow columns: what else a call says is read of those that matter
--   (credential_links). What a call does to credentials stands on the pages of kit/rules. `child_key` is the
--   key id in the reply. `opens` are the things that a call made or changed and from which credentials may
--   come later (user, role, provider, instance, function ...); `role`, `machine`, `passed_by` (a role that
--   was handed to a service) and `comes_from` those from which the credential of this call may come;
--   `sources` and `targets` are further ends of ways to it and from it. `service` took the role on. All use
--   one spelling: `<thing>:<account>:<name>`. `ends` is the thing that a call closes. A call that failed
--   links nothing.
with names as materialized (
    -- one row per name of a call in the evidence; Lambda's carry the date of their version
    select
        event_source,
        event_name,
        regexp_replace(event_name, '20\d{6}(v\d)?$', '') as plain_name
    from event_rows
    group by event_source, event_name
),

service_callers as (
    -- one row per service that takes on roles, as the services that roles are passed to are called
    select distinct replace(split_part(invoked_by, '.', 1), 'ecs-tasks', 'ecs') as service
    from identities
    where user_type = 'AWSService'
),

known as materialized (
    -- one row per name of a call that the pages know, with all that hangs on the name alone
    select
        names.event_name as full_name,
        rules.*,
        coalesce(rules.how in ('denied', 'allowed'), false) as policies,
        coalesce(rules.gives = 'role_session', false) as gives_role,
        rules.source = 'signin.amazonaws.com' as signs_in,
        case
            when split_part(rules.source, '.', 1) in (select callers.service from service_callers as callers)
                then 'passed:' || replace(split_part(rules.source, '.', 1), 'ecs', 'ecs-tasks') || ':'
        end as passes,
        exists (
            from credential_things as places
            where places.source = rules.source and places.event = rules.event
        ) as names_things
    from names
    inner join credential_rules as rules
        on names.event_source = rules.source and names.plain_name = rules.event
    where
        $whole
        or rules.how is not null
        or rules.gives in ('access_key', 'service_credential')
        or exists (
            from credential_things as places
            where places.source = rules.source and places.event = rules.event and places.role = 'ends'
        )
),

acts as (
    -- one row per call that the pages know; that identities hang on the name too has DuckDB ask for the names
    -- first, so that of no other call the texts are read
    select
        event_rows.event_no,
        event_rows.event_time,
        event_rows.event_source,
        known.event as event_name,
        event_rows.aws_region,
        event_rows.recipient_account_id as account_id,
        nullif(who.access_key_id, '') as access_key_id,
        who.user_type,
        who.user_arn,
        who.user_name,
        who.principal_id,
        who.invoked_by,
        event_rows.shared_event_id,
        event_rows.identity_no,
        known.gives,
        known.gives_role,
        known.signs_in,
        known.passes,
        known.names_things,
        known.arn_path,
        event_rows.request_parameters as request,
        event_rows.request_parameters
        ->> ['$.roleArn', '$.roleSessionName', '$.name', '$.sourceIdentity'] as asked,
        event_rows.response_elements as reply,
        event_rows.response_elements ->> known.key_path as child_key,
        event_rows.request_parameters ->> known.target_path as target_key
    from event_rows
    inner join known
        on event_rows.event_source = known.source and event_rows.event_name = known.full_name
    left join identities as who
        on case when known.full_name <> '' then event_rows.identity_no end = who.identity_no
    where
        event_rows.outcome <> 'failed'
        and event_rows.superseded_by is null
        -- of policies only those that cut sessions off
        and (
            not known.policies
            or event_rows.request_parameters ->> '$.policyName' = 'AWSRevokeOlderSessions'
            or event_rows.request_parameters ->> '$.policyArn' like '%:policy/AWSDenyAll'
            or event_rows.request_parameters ->> '$.policyDocument' like '%aws:TokenIssueTime%'
        )
),

roles as (
    -- one row per call, with the role that it asks for and what it names beside it
    select
        *,
        case when gives_role and asked[1] like 'arn:%:iam::%:role/%' then asked[1] end as role_arn,
        coalesce(asked[2], asked[3]) as session_name
    from acts
),

calls as materialized (
    -- one row per call
    select
        event_no,
        event_time,
        event_source,
        event_name,
        aws_region,
        account_id,
        access_key_id,
        shared_event_id,
        child_key,
        target_key,
        role_arn,
        case
            when not gives_role or (user_type <> 'AWSService' and invoked_by is null) then null
            when session_name like 'i-%' then 'instance:' || account_id || ':' || session_name
            when invoked_by = 'lambda.amazonaws.com'
                then 'function:' || account_id || ':' || aws_region || ':' || session_name
            when invoked_by = 'ecs-tasks.amazonaws.com' then 'task:' || account_id || ':' || session_name
            when invoked_by = 'codebuild.amazonaws.com'
                then
                    'build:' || account_id || ':' || regexp_replace(session_name, '^AWSCodeBuild-', '')
        end as machine,
        case when gives_role and user_type = 'AWSService' then invoked_by end as service,
        case when access_key_id is null then 'pid:' || principal_id end as caller_id,
        case when signs_in then user_arn end as signed_in,
        -- what else of its record has to be read
        signs_in or (gives_role and role_arn is null) as read_more,
        gives_role,
        case
            when gives_role and child_key is null then null
            when signs_in then null
            when child_key is null and gives = 'session_token' then 'console:' || user_arn
            when child_key is null and gives = 'federation_token'
                then 'console:arn:aws:sts::' || account_id || ':federated-user/' || session_name
            -- a key whose reply is lost is one of that user's
            when child_key is null and gives = 'access_key'
                then
                    'user:'
                    || account_id
                    || ':'
                    -- IAM calls without userName speak of the caller; where there is no request at all,
                    -- nobody knows.
                    || coalesce(
                        request ->> '$.userName',
                        reply ->> '$.user.userName',
                        case when request is not null then user_name end
                    )
        end as unnamed,
        -- a role switched to in the console
        case
            when invoked_by = 'AWS Internal' and reply ->> arn_path is not null
                then 'console:' || (reply ->> arn_path)
            -- where the reply is lost, its role and name say which session it was
            when
                gives = 'role_session'
                and child_key is null
                and coalesce(user_type, '') <> 'AWSService'
                then
                    'console:arn:'
                    || split_part(role_arn, ':', 2)
                    || ':sts::'
                    || split_part(role_arn, ':', 5)
                    || ':assumed-role/'
                    || split_part(role_arn, '/', -1)
                    || '/'
                    || session_name
        end as switched_to,
        'as:' || asked[4] as identity_set,
        case
            when passes is not null
                then
                    list_transform(
                        regexp_extract_all(request, 'arn:aws[a-z-]*:iam::\d{12}:role/[^"\\]+'),
                        lambda x: passes || x
                    )
        end as passed,
        case when names_things then identity_no end as identity_no,
        case when names_things then request end as request,
        case when names_things then reply end as reply
    from roles
),

more as (
    -- one row per sign-in, and per session whose request does not name its role
    select
        event_no,
        coalesce(additional_event_data ->> '$.SwitchFrom', additional_event_data ->> '$.switchFrom')
            as switched_from,
        coalesce(
            list_filter(resources ->> '$[*].ARN', lambda x: x like 'arn:%:iam::%:role/%')[1],
            list_filter(resources ->> '$[*].arn', lambda x: x like 'arn:%:iam::%:role/%')[1]
        ) as role_arn
    from event_rows
    where
        event_no in (
            select calls.event_no
            from calls
            where calls.read_more
        )
),

-- A call into another account has a record in each; only the caller's own names its key.
callers as (
    select
        shared_event_id,
        min(access_key_id) as access_key_id
    from calls
    where shared_event_id is not null and access_key_id is not null
    group by shared_event_id
),

read as (
    -- one row per call and place where it may name a thing
    select
        calls.event_no,
        calls.account_id,
        calls.aws_region,
        places.role,
        places.number,
        places.choice,
        places.thing,
        places.scope,
        places.take,
        places.item,
        case places.part
            when 'request_parameters'
                then coalesce(calls.request -> places.path, calls.request -> places.other_path)
            when 'response_elements'
                then coalesce(calls.reply -> places.path, calls.reply -> places.other_path)
            when 'user_identity'
                then coalesce(who.user_identity -> places.path, who.user_identity -> places.other_path)
            -- where the evidence holds no requests, nobody knows of whom the call speaks
            when 'user_name' then case when calls.request is not null then to_json(who.user_name) end
            when 'user_arn' then case when calls.request is not null then to_json(who.user_arn) end
            when 'principal_id' then to_json(who.principal_id)
        end as found
    from calls
    inner join credential_things as places
        on calls.event_source = places.source and calls.event_name = places.event
    left join identities as who on calls.identity_no = who.identity_no
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
        list_sort(list(distinct spelling || name) filter (where role = 'opens')) as opens,
        list_sort(list(distinct spelling || name) filter (where role = 'comes_from')) as comes_from,
        min(spelling || name) filter (where role = 'ends') as ends
    from named_things
    where spelling is not null and name <> ''
    group by event_no
),

ends as (
    -- one row per call, with the role that it asks for
    select
        calls.*,
        case when calls.gives_role then coalesce(calls.role_arn, more.role_arn) end as role,
        case when calls.event_source = 'signin.amazonaws.com' then more.switched_from end as switched_from
    from calls
    left join more on calls.event_no = more.event_no
)

select
    calls.event_no,
    -- a record without a time still proves what it gave out: it counts as before all others
    coalesce(calls.event_time, timestamp '1970-01-01') as event_time,
    coalesce(calls.access_key_id, callers.access_key_id) as caller_key,
    calls.child_key,
    calls.target_key,
    'role:' || split_part(calls.role, ':', 5) || ':' || split_part(calls.role, '/', -1) as role,
    calls.machine,
    'passed:' || split_part(calls.service, '.', 1) || ':' || calls.role as passed_by,
    calls.service,
    'console:' || calls.signed_in as console,
    things.ends,
    things.opens,
    things.comes_from,
    case
        when
            (calls.caller_id is not null and callers.access_key_id is null)
            or calls.signed_in is not null
            or calls.switched_from is not null
            then
                [
                    case when callers.access_key_id is null then calls.caller_id end,
                    'principal:' || calls.signed_in,
                    'console:' || calls.switched_from
                ]
    end as sources,
    case
        when
            calls.unnamed is not null
            or calls.switched_to is not null
            or calls.identity_set is not null
            or calls.passed is not null
            then list_concat([calls.unnamed, calls.switched_to, calls.identity_set], calls.passed)
    end as targets
from ends as calls
left join things on calls.event_no = things.event_no
left join callers on calls.shared_event_id = callers.shared_event_id and calls.access_key_id is null
