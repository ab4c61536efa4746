-- title: What guards the account
-- question: Which alarms, logs and defaults that stop or show such an incident are on, and which are not?
-- grain: one row per account, Region, check and thing (a trail, a bucket, a budget) of the newest look
-- reads: [live_answers, credential_reports, live_principals]
-- notes: >
--   state: pass, fail, not_used (the service or support plan is not had here), not_checked (no permission or
--   no way there; detail says which). Empty while nobody looked: `kit collect CASE posture`, and `iam` for
--   keys and MFA of users, `cost-explorer` for anomaly detection. A Region-wide check has one row a Region.
with answers as (
    select
        *,
        service || '.' || call as asked
    from live_answers
    where source in ('posture', 'cost-explorer')
    qualify row_number() over (
        partition by account_id, aws_region, service, call, parameters, page
        order by checked_at desc, file_id desc
    ) = 1
),

named (asked, check_name, absent) as (
    values
    ('budgets.DescribeBudgets', 'budget', 'no budget'),
    ('budgets.DescribeNotificationsForBudget', 'budget_alarm', 'a budget that tells nobody'),
    ('ce.GetAnomalyMonitors', 'anomaly_monitor', 'no monitor'),
    ('ce.GetAnomalySubscriptions', 'anomaly_alarm', 'no subscription'),
    ('cloudtrail.DescribeTrails', 'trail', 'no trail'),
    ('cloudtrail.GetTrailStatus', 'trail_logging', null),
    ('cloudtrail.GetEventSelectors', 'trail_events', null),
    ('s3.GetBucketPolicyStatus', 'trail_bucket_private', null),
    ('s3.GetPublicAccessBlock', 'trail_bucket_block', 'no public access block'),
    ('s3.GetBucketVersioning', 'trail_bucket_versions', null),
    ('s3.GetObjectLockConfiguration', 'trail_bucket_lock', 'no object lock'),
    ('s3control.GetPublicAccessBlock', 's3_account_block', 'no public access block'),
    ('iam.GetAccountSummary', 'root_mfa', null),
    ('iam.GetAccountPasswordPolicy', 'password_policy', 'no password policy'),
    ('iam.ListOrganizationsFeatures', 'root_of_members', null),
    ('guardduty.ListDetectors', 'guardduty', 'no detector'),
    ('guardduty.GetDetector', 'guardduty', null),
    ('securityhub.DescribeHub', 'security_hub', null),
    ('config.DescribeConfigurationRecorderStatus', 'config', 'no recorder'),
    ('accessanalyzer.ListAnalyzers', 'access_analyzer', 'no analyzer'),
    ('ec2.GetEbsEncryptionByDefault', 'ebs_encryption', null),
    ('ec2.GetSnapshotBlockPublicAccessState', 'snapshot_block', null),
    ('ec2.GetImageBlockPublicAccessState', 'image_block', null),
    ('ec2.GetInstanceMetadataDefaults', 'imds_v2', null),
    ('bedrock.GetModelInvocationLoggingConfiguration', 'bedrock_logging', 'no logging'),
    ('account.GetAlternateContact', 'security_contact', 'no security contact'),
    ('service-quotas.ListRequestedServiceQuotaChangeHistory', 'quota_requests', null),
    ('support.DescribeTrustedAdvisorCheckResult', 'exposed_keys_check', null),
    ('health.DescribeEvents', 'health_risk', null)
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
                answers.asked = 'guardduty.ListDetectors' and len(answers.answer ->> '$.DetectorIds[*]') > 0
                then null
            when
                case answers.asked
                    when 'budgets.DescribeBudgets'
                        then list_contains(answers.answer ->> '$.Budgets[*].BudgetType', 'COST')
                    when
                        'budgets.DescribeNotificationsForBudget'
                        then len(answers.answer ->> '$.Notifications[*]') > 0
                    when 'ce.GetAnomalyMonitors' then len(answers.answer ->> '$.AnomalyMonitors[*]') > 0
                    when
                        'ce.GetAnomalySubscriptions'
                        then len(answers.answer ->> '$.AnomalySubscriptions[*]') > 0
                    when 'cloudtrail.DescribeTrails'
                        then
                            list_contains(answers.answer ->> '$.trailList[*].IsMultiRegionTrail', 'true')
                            and list_contains(
                                answers.answer ->> '$.trailList[*].LogFileValidationEnabled', 'true'
                            )
                    when 'cloudtrail.GetTrailStatus'
                        then
                            answers.answer ->> '$.IsLogging' = 'true'
                            and coalesce(answers.answer ->> '$.LatestDeliveryError', '') = ''
                    when 'cloudtrail.GetEventSelectors'
                        then
                            list_contains(answers.answer ->> '$.EventSelectors[*].ReadWriteType', 'All')
                            or list_contains(
                                answers.answer ->> '$.AdvancedEventSelectors[*].FieldSelectors[*].Equals[0]',
                                'Management'
                            )
                    when
                        's3.GetBucketPolicyStatus'
                        then answers.answer ->> '$.PolicyStatus.IsPublic' = 'false'
                    when 's3.GetPublicAccessBlock'
                        then
                            not list_contains(
                                answers.answer ->> '$.PublicAccessBlockConfiguration.*', 'false'
                            )
                    when 's3control.GetPublicAccessBlock'
                        then
                            not list_contains(
                                answers.answer ->> '$.PublicAccessBlockConfiguration.*', 'false'
                            )
                    when 's3.GetBucketVersioning' then answers.answer ->> '$.Status' = 'Enabled'
                    when 's3.GetObjectLockConfiguration' then true
                    when 'iam.GetAccountSummary'
                        then
                            answers.answer ->> '$.SummaryMap.AccountMFAEnabled' = '1'
                            and answers.answer ->> '$.SummaryMap.AccountAccessKeysPresent' = '0'
                    when 'iam.GetAccountPasswordPolicy' then true
                    when 'iam.ListOrganizationsFeatures'
                        then
                            list_contains(
                                answers.answer ->> '$.EnabledFeatures[*]', 'RootCredentialsManagement'
                            )
                    when 'guardduty.GetDetector' then answers.answer ->> '$.Status' = 'ENABLED'
                    when 'securityhub.DescribeHub' then true
                    when 'config.DescribeConfigurationRecorderStatus'
                        then
                            list_contains(
                                answers.answer ->> '$.ConfigurationRecordersStatus[*].recording', 'true'
                            )
                    when 'accessanalyzer.ListAnalyzers'
                        then list_contains(answers.answer ->> '$.analyzers[*].status', 'ACTIVE')
                    when
                        'ec2.GetEbsEncryptionByDefault'
                        then answers.answer ->> '$.EbsEncryptionByDefault' = 'true'
                    when 'ec2.GetSnapshotBlockPublicAccessState'
                        then answers.answer ->> '$.State' in ('block-all-sharing', 'block-new-sharing')
                    when 'ec2.GetImageBlockPublicAccessState'
                        then answers.answer ->> '$.ImageBlockPublicAccessState' = 'block-new-sharing'
                    when
                        'ec2.GetInstanceMetadataDefaults'
                        then answers.answer ->> '$.AccountLevel.HttpTokens' = 'required'
                    when 'bedrock.GetModelInvocationLoggingConfiguration'
                        then answers.answer ->> '$.loggingConfig' is not null
                    when 'account.GetAlternateContact' then true
                    when 'service-quotas.ListRequestedServiceQuotaChangeHistory'
                        then len(answers.answer ->> '$.RequestedQuotas[*]') = 0
                    when
                        'support.DescribeTrustedAdvisorCheckResult'
                        then answers.answer ->> '$.result.status' = 'ok'
                    when 'health.DescribeEvents' then len(answers.answer ->> '$.events[*]') = 0
                end
                then 'pass'
            else 'fail'
        end as state,
        case
            when answers.verdict in ('refused', 'not_used')
                then concat_ws(': ', answers.error_code, answers.error_message)
            when answers.verdict = 'none' then named.absent
            when answers.asked = 'cloudtrail.DescribeTrails'
                then array_to_string(answers.answer ->> '$.trailList[*].Name', ', ')
            when answers.asked = 'cloudtrail.GetTrailStatus'
                then
                    'logging: ' || coalesce(answers.answer ->> '$.IsLogging', '?')
                    || coalesce('; ' || nullif(answers.answer ->> '$.LatestDeliveryError', ''), '')
                    || coalesce('; stopped ' || (answers.answer ->> '$.StopLoggingTime'), '')
            when answers.asked = 'iam.GetAccountSummary'
                then
                    'root MFA: ' || coalesce(answers.answer ->> '$.SummaryMap.AccountMFAEnabled', '?')
                    || '; root keys: '
                    || coalesce(answers.answer ->> '$.SummaryMap.AccountAccessKeysPresent', '?')
            when answers.asked = 'service-quotas.ListRequestedServiceQuotaChangeHistory'
                then array_to_string(answers.answer ->> '$.RequestedQuotas[*].QuotaName', ', ')
            when answers.asked = 'health.DescribeEvents'
                then array_to_string(answers.answer ->> '$.events[*].eventTypeCode', ', ')
            when
                answers.asked = 'support.DescribeTrustedAdvisorCheckResult'
                then answers.answer ->> '$.result.status'
        end as detail,
        named.absent,
        answers.checked_at
    from answers
    inner join named on answers.asked = named.asked
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
