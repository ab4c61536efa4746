-- title: Acts that issue, open or end credentials
-- question: Which calls gave out a credential, opened a way to one, or ended one?
-- grain: one row per such call that did not fail
-- reads: [events]
-- notes: >
--   `child_key` is the key id in the reply. `opens` are the things that a call made or changed and from which
--   credentials may come later (user, role, provider, instance, function ...), `stems_from` those from which
--   the credential of this call may come. Both use one spelling: `<thing>:<account>:<name>`. `ends` are the
--   things a call closes. A call that failed links nothing.
with acts as materialized (
    select
        events.event_no,
        events.event_key,
        events.event_id,
        events.event_time,
        events.event_source,
        regexp_replace(events.event_name, '20\d{6}(v\d)?$', '') as event_name,
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
        events.user_identity
    from events
    where
        events.outcome <> 'failed'
        and events.superseded_by is null
        and (
            -- Lambda's calls carry the date of their version
            event_name like 'CreateFunction%'
            or event_name like 'UpdateFunctionCo%'
            or event_name like 'DeleteFunction%'
            or event_name in (
            -- issue
                'AssumeRole',
                'AssumeRoleWithSAML',
                'AssumeRoleWithWebIdentity',
                'AssumeRoot',
                'GetSessionToken',
                'GetFederationToken', 'GetSigninToken', 'ConsoleLogin', 'SwitchRole', 'CreateOAuth2Token',
                'GetRoleCredentials', 'Federate', 'CreateSession', 'CreateAccessKey', 'CreateLoginProfile',
                'UpdateLoginProfile', 'ChangePassword', 'CreateServiceSpecificCredential',
                'ResetServiceSpecificCredential',
                -- open
                'CreateUser',
                'CreateRole',
                'UpdateAssumeRolePolicy',
                'CreateSAMLProvider',
                'UpdateSAMLProvider',
                'CreateOpenIDConnectProvider', 'AddClientIDToOpenIDConnectProvider',
                'UpdateOpenIDConnectProviderThumbprint',
                'CreateTrustAnchor',
                'UpdateTrustAnchor',
                'EnableTrustAnchor',
                'CreateAccountAssignment',
                'CreateGroupMembership',
                'AddMemberToGroup',
                'UpdatePassword',
                'RunInstances',
                'RequestSpotInstances',
                'RequestSpotFleet',
                'CreateFleet',
                'CreateAutoScalingGroup', 'UpdateAutoScalingGroup', 'AssociateIamInstanceProfile',
                'ReplaceIamInstanceProfileAssociation',
                'ModifyInstanceAttribute',
                'SendCommand',
                'StartSession',
                'SendSSHPublicKey',
                'SendSerialConsoleSSHPublicKey',
                'RunTask',
                'StartTask',
                'RegisterTaskDefinition',
                'CreateProject',
                'UpdateProject',
                'StartBuild',
                'CreateJob',
                'UpdateJob',
                'StartJobRun',
                'CreateStack',
                'UpdateStack',
                'CreateNotebookInstance', 'CreateTrainingJob', 'CreateProcessingJob', 'CreateStateMachine',
                'UpdateStateMachine', 'RunJobFlow', 'CreateDevEndpoint', 'RegisterJobDefinition',
                -- end
                'UpdateAccessKey', 'DeleteAccessKey', 'DeleteLoginProfile', 'DeleteUser', 'DeleteRole',
                'UpdateServiceSpecificCredential',
                'DeleteServiceSpecificCredential',
                'PutRolePolicy',
                'PutUserPolicy',
                'AttachUserPolicy',
                'AttachRolePolicy',
                'DetachUserPolicy',
                'DetachRolePolicy',
                'DeleteUserPolicy',
                'DeleteRolePolicy', 'DeleteSAMLProvider', 'DeleteOpenIDConnectProvider', 'DeleteTrustAnchor',
                'DisableTrustAnchor'
            )
        )
),

named as (
    select
        *,
        split_part(event_source, '.', 1) as service,
        -- IAM calls without userName speak of the caller.
        coalesce(request ->> '$.userName', reply ->> '$.user.userName', user_name) as named_user,
        coalesce(request ->> '$.roleName', reply ->> '$.role.roleName') as named_role,
        coalesce(
            request ->> '$.roleArn',
            list_filter(resources ->> '$[*].ARN', lambda x: x like 'arn:%:iam::%:role/%')[1],
            list_filter(resources ->> '$[*].arn', lambda x: x like 'arn:%:iam::%:role/%')[1]
        ) as role_arn,
        coalesce(request ->> '$.roleSessionName', request ->> '$.name') as session_name,
        coalesce(
            reply ->> '$.credentials.accessKeyId',
            reply ->> '$.accessKey.accessKeyId',
            reply ->> '$.roleCredentials.accessKeyId',
            reply ->> '$.credentialSet[0].credentials.accessKeyId',
            reply ->> '$.serviceSpecificCredential.serviceSpecificCredentialId'
        ) as child_key,
        coalesce(
            reply ->> '$.assumedRoleUser.arn',
            reply ->> '$.federatedUser.arn',
            reply ->> '$.credentialSet[0].assumedRoleUser.arn'
        ) as child_arn,
        coalesce(reply ->> '$.user.arn', reply ->> '$.role.arn') as made_arn,
        request ->> '$.sourceIdentity' as sets_identity,
        replace(
            coalesce(
                reply ->> '$.credentials.expiration',
                reply ->> '$.roleCredentials.expiration',
                reply ->> '$.credentialSet[0].credentials.expiration'
            ),
            -- newer Java writes a narrow no-break space before AM and PM
            chr(8239),
            ' '
        ) as expiration
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
    event_no,
    event_key,
    event_id,
    event_time,
    event_source,
    event_name,
    aws_region,
    account_id,
    named.access_key_id,
    coalesce(named.access_key_id, callers.access_key_id) as caller_key,
    user_type,
    user_arn,
    user_name,
    principal_id,
    user_account_id,
    session_created_at,
    invoked_by,
    named.shared_event_id,
    source_ip_address,
    user_agent,
    child_key,
    child_arn,
    role_arn,
    session_name,
    named_user,
    made_arn,
    sets_identity,
    coalesce(
        try_cast(expiration as timestamp),
        try_strptime(
            expiration,
            ['%b %d, %Y, %I:%M:%S %p', '%b %d, %Y %I:%M:%S %p', '%Y%m%dT%H%M%SZ']
        ),
        epoch_ms(try_cast(expiration as bigint))
    ) as expires_at,
    try_cast(request ->> '$.durationSeconds' as bigint) as duration_seconds,
    coalesce(request ->> '$.status', request ->> '$.policyName', request ->> '$.policyArn') as setting,
    coalesce(request ->> '$.accessKeyId', request ->> '$.serviceSpecificCredentialId') as target_key,
    coalesce(request ->> '$.policyDocument', request ->> '$.assumeRolePolicyDocument') as policy,
    coalesce(additional ->> '$.SwitchFrom', additional ->> '$.switchFrom') as switched_from,
    request ->> '$.targetPrincipal' as target_principal,
    regexp_extract(
        concat(user_identity, additional), '"signInSessionArn"\s*:\s*"([^"]+)"', 1
    ) as sign_in_session,
    regexp_extract_all(request, 'arn:aws[a-z-]*:iam::\d{12}:role/[^"\\]+') as passed_roles,
    case
        when service = 'iam' and event_name = 'CreateUser' then ['user:' || account_id || ':' || named_user]
        when service = 'iam' and event_name in ('CreateRole', 'UpdateAssumeRolePolicy')
            then ['role:' || account_id || ':' || named_role]
        when event_name in ('CreateSAMLProvider', 'UpdateSAMLProvider')
            then ['provider:' || account_id || ':' || regexp_extract(
                coalesce(
                    reply ->> '$.sAMLProviderArn', request ->> '$.sAMLProviderArn', request ->> '$.name'
                ),
                '([^/]+)$'
            )]
        when
            event_name in (
                'CreateOpenIDConnectProvider',
                'AddClientIDToOpenIDConnectProvider',
                'UpdateOpenIDConnectProviderThumbprint'
            )
            then ['provider:' || account_id || ':' || regexp_extract(
                coalesce(
                    reply ->> '$.openIDConnectProviderArn', request ->> '$.openIDConnectProviderArn',
                    request ->> '$.url'
                ),
                '(?:oidc-provider/|^https?://)?([^:]+?)/?$',
                1
            )]
        when event_name in ('CreateTrustAnchor', 'UpdateTrustAnchor', 'EnableTrustAnchor')
            then ['anchor:' || account_id || ':' || coalesce(
                reply ->> '$.trustAnchor.trustAnchorId', request ->> '$.trustAnchorId'
            )]
        when event_name = 'CreateAccountAssignment' and request ->> '$.principalType' = 'USER'
            then ['identity:' || (request ->> '$.principalId')]
        when service in ('identitystore', 'sso-directory') and event_name = 'CreateUser'
            then ['identity:' || coalesce(reply ->> '$.userId', reply ->> '$.user.userId')]
        when service = 'sso-directory' and event_name = 'UpdatePassword'
            then ['identity:' || (request ->> '$.userId')]
        when event_name in ('CreateGroupMembership', 'AddMemberToGroup')
            then list_transform(
                regexp_extract_all(request, '"(?:userId|memberId)"\s*:\s*"([^"]+)"', 1),
                lambda x: 'identity:' || x
            )
        when event_name = 'RunInstances'
            then list_transform(
                reply ->> '$.instancesSet.items[*].instanceId',
                lambda x: 'instance:' || account_id || ':' || x
            )
        when event_name = 'RequestSpotInstances'
            then list_transform(
                reply ->> '$.spotInstanceRequestSet.items[*].spotInstanceRequestId',
                lambda x: 'spot:' || account_id || ':' || x
            )
        when event_name = 'RequestSpotFleet'
            then ['fleet:' || account_id || ':' || (reply ->> '$.spotFleetRequestId')]
        when event_name = 'CreateFleet'
            then list_concat(
                [
                    'fleet:'
                    || account_id
                    || ':'
                    || coalesce(reply ->> '$.CreateFleetResponse.fleetId', reply ->> '$.fleetId')
                ],
                list_transform(
                    regexp_extract_all(reply, '"(i-[0-9a-fA-F]{8,17})"', 1),
                    lambda x: 'instance:' || account_id || ':' || x
                )
            )
        when event_name in ('CreateAutoScalingGroup', 'UpdateAutoScalingGroup')
            then
                ['group:' || account_id || ':' || aws_region || ':' || (request ->> '$.autoScalingGroupName')]
        when
            event_name in (
                'AssociateIamInstanceProfile',
                'ReplaceIamInstanceProfileAssociation',
                'ModifyInstanceAttribute',
                'SendCommand', 'StartSession', 'SendSSHPublicKey', 'SendSerialConsoleSSHPublicKey'
            )
            then list_transform(
                list_distinct(regexp_extract_all(
                    request || coalesce(reply, ''), '"(i-[0-9a-fA-F]{8,17})"', 1
                )),
                lambda x: 'instance:' || account_id || ':' || x
            )
        when event_name in ('CreateFunction', 'UpdateFunctionCode', 'UpdateFunctionConfiguration')
            then ['function:' || account_id || ':' || aws_region || ':' || regexp_extract(
                coalesce(reply ->> '$.functionName', request ->> '$.functionName'),
                '(?:function:)?([^:]+)(?::[^:]*)?$',
                1
            )]
        when event_name in ('RunTask', 'StartTask')
            then list_transform(
                reply ->> '$.tasks[*].taskArn',
                lambda x: 'task:' || account_id || ':' || regexp_extract(x, '([^/]+)$')
            )
        when event_name = 'StartBuild'
            then
                [
                    'build:'
                    || account_id
                    || ':AWSCodeBuild-'
                    || regexp_extract(reply ->> '$.build.id', '([^:]+)$')
                ]
        when service = 'iam' and event_name in ('CreateLoginProfile', 'UpdateLoginProfile', 'ChangePassword')
            then ['login:' || account_id || ':' || named_user]
        when event_name = 'GetSigninToken' then ['signin:' || user_arn]
    end as opens,
    case
        when
            event_name in ('AssumeRole', 'AssumeRoleWithSAML', 'AssumeRoleWithWebIdentity') or (
                event_name = 'CreateSession' and service = 'rolesanywhere'
            )
            then list_filter(
                [
                    'role:'
                    || split_part(role_arn, ':', 5)
                    || ':'
                    || regexp_extract(role_arn, '([^/]+)$'),
                    case
                        when user_type <> 'AWSService' and invoked_by is null then null
                        when session_name like 'i-%' then 'instance:' || account_id || ':' || session_name
                        when invoked_by = 'lambda.amazonaws.com'
                            then 'function:' || account_id || ':' || aws_region || ':' || session_name
                        when
                            invoked_by = 'ecs-tasks.amazonaws.com'
                            then 'task:' || account_id || ':' || session_name
                        when
                            invoked_by = 'codebuild.amazonaws.com'
                            then 'build:' || account_id || ':' || session_name
                    end,
                    case
                        when user_type = 'AWSService'
                            then 'passed:' || split_part(invoked_by, '.', 1) || ':' || role_arn
                    end,
                    case
                        when event_name = 'AssumeRoleWithSAML'
                            then
                                'provider:'
                                || account_id
                                || ':'
                                || regexp_extract(request ->> '$.principalArn', '([^/]+)$')
                        when event_name = 'AssumeRoleWithWebIdentity'
                            then 'provider:' || account_id || ':' || regexp_extract(
                                coalesce(
                                    regexp_extract(user_identity, '"identityProvider"\s*:\s*"([^"]+)"', 1),
                                    principal_id,
                                    request ->> '$.providerId'
                                ),
                                '^(?:arn:[^"]*oidc-provider/)?([^:]+)',
                                1
                            )
                        when event_name = 'CreateSession'
                            then
                                'anchor:'
                                || account_id
                                || ':'
                                || regexp_extract(request ->> '$.trustAnchorArn', '([^/]+)$')
                    end
                ],
                lambda x: x is not null
            )
        when event_name = 'ConsoleLogin' and user_type = 'IAMUser'
            then ['login:' || account_id || ':' || user_name, 'user:' || account_id || ':' || user_name]
        when event_name = 'ConsoleLogin' then ['signin:' || user_arn]
        when event_name in ('GetRoleCredentials', 'Federate')
            then ['identity:' || regexp_extract(user_identity, '"userId"\s*:\s*"([^"]+)"', 1)]
        when event_name = 'RunInstances'
            then list_concat(
                list_transform(
                    list_distinct(reply ->> '$.instancesSet.items[*].spotInstanceRequestId'),
                    lambda x: 'spot:' || account_id || ':' || x
                ),
                list_transform(
                    regexp_extract_all(request, '"((?:fleet|sfr)-[0-9a-f-]{36})"', 1),
                    lambda x: 'fleet:' || account_id || ':' || x
                ),
                list_transform(
                    regexp_extract_all(
                        request, '"key"\s*:\s*"aws:autoscaling:groupName"\s*,\s*"value"\s*:\s*"([^"]+)"', 1
                    ),
                    lambda x: 'group:' || account_id || ':' || aws_region || ':' || x
                )
            )
    end as stems_from,
    case
        when
            event_name in ('DeleteRole', 'UpdateAssumeRolePolicy')
            then 'role:' || account_id || ':' || named_role
        when event_name in ('DeleteUser') and service = 'iam' then 'user:' || account_id || ':' || named_user
        when event_name in ('DeleteLoginProfile', 'UpdateLoginProfile', 'ChangePassword')
            then 'login:' || account_id || ':' || named_user
        when event_name = 'DeleteSAMLProvider'
            then
                'provider:'
                || account_id
                || ':'
                || regexp_extract(request ->> '$.sAMLProviderArn', '([^/]+)$')
        when event_name = 'DeleteOpenIDConnectProvider'
            then 'provider:' || account_id || ':' || regexp_extract(
                request ->> '$.openIDConnectProviderArn', 'oidc-provider/(.+)$', 1
            )
        when event_name in ('DeleteTrustAnchor', 'DisableTrustAnchor')
            then 'anchor:' || account_id || ':' || (request ->> '$.trustAnchorId')
        when event_name = 'DeleteFunction'
            then 'function:' || account_id || ':' || aws_region || ':' || (request ->> '$.functionName')
        when event_name in (
            'PutRolePolicy', 'AttachRolePolicy', 'DetachRolePolicy', 'DeleteRolePolicy'
        ) then 'role:' || account_id || ':' || named_role
        when event_name in (
            'PutUserPolicy', 'AttachUserPolicy', 'DetachUserPolicy', 'DeleteUserPolicy'
        ) then 'user:' || account_id || ':' || named_user
    end as ends
from named
left join callers on named.shared_event_id = callers.shared_event_id and named.access_key_id is null
where event_name not in (
    'PutRolePolicy', 'PutUserPolicy', 'AttachUserPolicy', 'AttachRolePolicy', 'DetachUserPolicy',
    'DetachRolePolicy', 'DeleteUserPolicy', 'DeleteRolePolicy'
)
or request ->> '$.policyName' = 'AWSRevokeOlderSessions'
or request ->> '$.policyArn' like '%:policy/AWSDenyAll'
or (request ->> '$.policyDocument') like '%aws:TokenIssueTime%'
