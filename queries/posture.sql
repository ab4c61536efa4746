-- title: What guards the account
-- question: Which alarms, logs and defaults that stop or show such an incident are on, and which are not?
-- grain: one row per account, Region, check and thing (a trail, a bucket, a budget) of the newest look
-- reads: [live_answers, live_tells, credential_reports, live_principals]
-- notes: >
--   state: pass, fail, not_used (the service or support plan is not had here), not_checked (no permission or
--   no way there; detail says which). Empty while nobody looked: `kit collect CASE posture`, and `iam` for
--   keys and MFA of users, `cost-explorer` for anomaly detection. A Region-wide check has one row a Region.
with answers as (
    select
        live_answers.*,
        live_tells.tells
    from live_answers
    inner join live_tells
        on
            live_answers.source = live_tells.source
            and live_answers.service = live_tells.service
            and live_answers.call = live_tells.call
    qualify row_number() over (
        partition by
            live_answers.account_id,
            live_answers.aws_region,
            live_answers.service,
            live_answers.call,
            live_answers.parameters,
            live_answers.page
        order by live_answers.checked_at desc, live_answers.file_id desc
    ) = 1
),

named (tells, check_name, absent) as (
    values
    ('budget', 'budget', 'no budget'),
    ('budget_alarm', 'budget_alarm', 'a budget that tells nobody'),
    ('anomaly_monitor', 'anomaly_monitor', 'no monitor'),
    ('anomaly_alarm', 'anomaly_alarm', 'no subscription'),
    ('trail', 'trail', 'no trail'),
    ('trail_logging', 'trail_logging', null),
    ('trail_events', 'trail_events', null),
    ('trail_bucket_private', 'trail_bucket_private', null),
    ('trail_bucket_block', 'trail_bucket_block', 'no public access block'),
    ('trail_bucket_versions', 'trail_bucket_versions', null),
    ('trail_bucket_lock', 'trail_bucket_lock', 'no object lock'),
    ('s3_account_block', 's3_account_block', 'no public access block'),
    ('root_mfa', 'root_mfa', null),
    ('password_policy', 'password_policy', 'no password policy'),
    ('root_of_members', 'root_of_members', null),
    ('guardduty_detectors', 'guardduty', 'no detector'),
    ('guardduty', 'guardduty', null),
    ('security_hub', 'security_hub', null),
    ('config', 'config', 'no recorder'),
    ('access_analyzer', 'access_analyzer', 'no analyzer'),
    ('ebs_encryption', 'ebs_encryption', null),
    ('snapshot_block', 'snapshot_block', null),
    ('image_block', 'image_block', null),
    ('imds_v2', 'imds_v2', null),
    ('bedrock_logging', 'bedrock_logging', 'no logging'),
    ('security_contact', 'security_contact', 'no security contact'),
    ('quota_requests', 'quota_requests', null),
    ('exposed_keys_check', 'exposed_keys_check', null),
    ('health_risk', 'health_risk', null)
),

judged as (
    select
        answers.account_id,
        answers.aws_region,
        named.check_name,
        coalesce(
            answers.parameters ->> '$.Name',
            answers.parameters ->> '$.TrailName',
            answers.parameters ->> '$.Bucket',
            answers.parameters ->> '$.BudgetName',
            ''
        ) as thing,
        case
            when answers.verdict = 'refused' then 'not_checked'
            when answers.verdict = 'not_used' then 'not_used'
            when answers.verdict = 'none' then 'fail'
            when
                answers.tells = 'guardduty_detectors' and len(answers.answer ->> '$.DetectorIds[*]') > 0
                then null
            when
                case answers.tells
                    when 'budget'
                        then list_contains(answers.answer ->> '$.Budgets[*].BudgetType', 'COST')
                    when
                        'budget_alarm'
                        then len(answers.answer ->> '$.Notifications[*]') > 0
                    when 'anomaly_monitor' then len(answers.answer ->> '$.AnomalyMonitors[*]') > 0
                    when
                        'anomaly_alarm'
                        then len(answers.answer ->> '$.AnomalySubscriptions[*]') > 0
                    when 'trail'
                        then
                            list_contains(answers.answer ->> '$.trailList[*].IsMultiRegionTrail', 'true')
                            and list_contains(
                                answers.answer ->> '$.trailList[*].LogFileValidationEnabled', 'true'
                            )
                    when 'trail_logging'
                        then
                            answers.answer ->> '$.IsLogging' = 'true'
                            and coalesce(answers.answer ->> '$.LatestDeliveryError', '') = ''
                    when 'trail_events'
                        then
                            list_contains(answers.answer ->> '$.EventSelectors[*].ReadWriteType', 'All')
                            or list_contains(
                                answers.answer ->> '$.AdvancedEventSelectors[*].FieldSelectors[*].Equals[0]',
                                'Management'
                            )
                    when
                        'trail_bucket_private'
                        then answers.answer ->> '$.PolicyStatus.IsPublic' = 'false'
                    when 'trail_bucket_block'
                        then
                            not list_contains(
                                answers.answer ->> '$.PublicAccessBlockConfiguration.*', 'false'
                            )
                    when 's3_account_block'
                        then
                            not list_contains(
                                answers.answer ->> '$.PublicAccessBlockConfiguration.*', 'false'
                            )
                    when 'trail_bucket_versions' then answers.answer ->> '$.Status' = 'Enabled'
                    when 'trail_bucket_lock' then true
                    when 'root_mfa'
                        then
                            answers.answer ->> '$.SummaryMap.AccountMFAEnabled' = '1'
                            and answers.answer ->> '$.SummaryMap.AccountAccessKeysPresent' = '0'
                    when 'password_policy' then true
                    when 'root_of_members'
                        then
                            list_contains(
                                answers.answer ->> '$.EnabledFeatures[*]', 'RootCredentialsManagement'
                            )
                    when 'guardduty' then answers.answer ->> '$.Status' = 'ENABLED'
                    when 'security_hub' then true
                    when 'config'
                        then
                            list_contains(
                                answers.answer ->> '$.ConfigurationRecordersStatus[*].recording', 'true'
                            )
                    when 'access_analyzer'
                        then list_contains(answers.answer ->> '$.analyzers[*].status', 'ACTIVE')
                    when
                        'ebs_encryption'
                        then answers.answer ->> '$.EbsEncryptionByDefault' = 'true'
                    when 'snapshot_block'
                        then answers.answer ->> '$.State' in ('block-all-sharing', 'block-new-sharing')
                    when 'image_block'
                        then answers.answer ->> '$.ImageBlockPublicAccessState' = 'block-new-sharing'
                    when
                        'imds_v2'
                        then answers.answer ->> '$.AccountLevel.HttpTokens' = 'required'
                    when 'bedrock_logging'
                        then answers.answer ->> '$.loggingConfig' is not null
                    when 'security_contact' then true
                    when 'quota_requests'
                        then len(answers.answer ->> '$.RequestedQuotas[*]') = 0
                    when
                        'exposed_keys_check'
                        then answers.answer ->> '$.result.status' = 'ok'
                    when 'health_risk' then len(answers.answer ->> '$.events[*]') = 0
                end
                then 'pass'
            else 'fail'
        end as state,
        case
            when answers.verdict in ('refused', 'not_used')
                then concat_ws(': ', answers.error_code, answers.error_message)
            when answers.verdict = 'none' then named.absent
            when answers.tells = 'trail'
                then array_to_string(answers.answer ->> '$.trailList[*].Name', ', ')
            when answers.tells = 'trail_logging'
                then
                    'logging: ' || coalesce(answers.answer ->> '$.IsLogging', '?')
                    || coalesce('; ' || nullif(answers.answer ->> '$.LatestDeliveryError', ''), '')
                    || coalesce('; stopped ' || (answers.answer ->> '$.StopLoggingTime'), '')
            when answers.tells = 'root_mfa'
                then
                    'root MFA: ' || coalesce(answers.answer ->> '$.SummaryMap.AccountMFAEnabled', '?')
                    || '; root keys: '
                    || coalesce(answers.answer ->> '$.SummaryMap.AccountAccessKeysPresent', '?')
            when answers.tells = 'quota_requests'
                then array_to_string(answers.answer ->> '$.RequestedQuotas[*].QuotaName', ', ')
            when answers.tells = 'health_risk'
                then array_to_string(answers.answer ->> '$.events[*].eventTypeCode', ', ')
            when
                answers.tells = 'exposed_keys_check'
                then answers.answer ->> '$.result.status'
        end as detail,
        named.absent,
        answers.checked_at
    from answers
    inner join named on answers.tells = named.tells
),

users as (
    select
        account_id,
        'us-east-1' as aws_region,
        'console_mfa' as check_name,
        user_name as thing,
        case when mfa_active = 'true' then 'pass' else 'fail' end as state,
        'credential report of ' || strftime(generated_at, '%Y-%m-%dT%H:%M:%SZ') as detail,
        checked_at
    from credential_reports
    where password_enabled = 'true'
    qualify row_number() over (partition by account_id, user_name order by checked_at desc, file_id desc) = 1
),

keys as (
    select
        account_id,
        'us-east-1' as aws_region,
        'key_age' as check_name,
        name as thing,
        case when created_at >= checked_at - interval 90 day then 'pass' else 'fail' end as state,
        'made ' || strftime(created_at, '%Y-%m-%d') as detail,
        checked_at
    from live_principals
    where kind = 'access_key' and state = 'alive' and created_at is not null
    qualify row_number() over (partition by account_id, name order by checked_at desc, file_id desc) = 1
)

select
    account_id,
    aws_region,
    check_name as "check",
    thing,
    min(state) as state,
    max(coalesce(detail, case when state = 'fail' then absent end)) as detail,
    max(checked_at) as checked_at
from judged
where state is not null
group by account_id, aws_region, check_name, thing
union all
select *
from users
union all
select *
from keys
order by account_id, "check", aws_region, thing
