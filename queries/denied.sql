-- title: Refused calls
-- question: What did the intruder try that was refused, and did it work later?
-- grain: one row per call and error code
-- reads: [event_actions]
-- params:
--   start: {type: timestamp, default: null}
--   until: {type: timestamp, default: null}
-- notes: >
--   Every failed call of the intruder's credentials, unclear ones included. `kind` says what refused it:
--   permission, credential, limit (quotas and services not opened), throttled, dry_run (AWS's way to say "it
--   would have worked") or other. `later_succeeded`: the same call worked after its first refusal, with
--   whichever of their credentials. Wishes show here: what they tried before giving up, or before finding
--   another way.
with calls as (
    select
        event_name,
        event_source,
        error_code,
        event_time,
        event_id,
        aws_region,
        credential_id,
        action_id,
        tactic,
        technique,
        weight,
        coalesce(error_code, 'Failure') as code,
        outcome in ('succeeded', 'partly') as worked,
        outcome = 'failed' as refused
    from event_actions
    where
        maybe_third_party
        and ($start is null or event_time >= $start)
        and ($until is null or event_time < $until)
),

worked as (
    select
        event_source,
        event_name,
        max(event_time) as last_worked
    from calls
    where worked
    group by event_source, event_name
),

refused as (
    select
        event_source,
        event_name,
        code,
        count(*) as attempts,
        min(event_time) as first_seen,
        max(event_time) as last_seen,
        arg_max(action_id, (weight, action_id)) as action_id,
        arg_max(tactic, (weight, action_id)) as tactic,
        arg_max(technique, (weight, action_id)) as technique,
        max(weight) as weight,
        list_sort(list(distinct aws_region)) as regions,
        list_sort(list(distinct credential_id)) as credential_ids,
        arg_min(event_id, (event_time, event_id)) as event_id
    from calls
    where refused
    group by event_source, event_name, code
)

select
    refused.event_name,
    refused.code as error_code,
    refused.attempts,
    refused.first_seen,
    refused.last_seen,
    coalesce(worked.last_worked >= refused.first_seen, false) as later_succeeded,
    refused.event_source,
    case
        when refused.code ilike '%DryRun%' then 'dry_run'
        when
            refused.code ilike '%throttl%' or refused.code ilike '%RequestLimitExceeded%'
            or refused.code ilike '%TooManyRequests%' or refused.code ilike '%SlowDown%' then 'throttled'
        when
            regexp_matches(refused.code, '(?i)limit|quota|capacity|optin|subscri|insufficientinstance')
            then 'limit'
        when
            regexp_matches(
                refused.code, '(?i)invalidclienttoken|expiredtoken|signature|authfailure|invalidaccesskey'
            )
            then 'credential'
        when
            regexp_matches(refused.code, '(?i)denied|unauthori[sz]ed|notauthori[sz]ed|forbidden')
            then 'permission'
        else 'other'
    end as kind,
    refused.action_id,
    refused.tactic,
    refused.technique,
    refused.weight,
    refused.regions,
    refused.credential_ids,
    refused.event_id
from refused
left join worked
    on refused.event_source = worked.event_source and refused.event_name = worked.event_name
order by refused.first_seen, refused.event_source, refused.event_name, refused.code
