-- title: Suspects
-- question: If the notice names no key, which long-term key, user, role or root behaves in a new way?
-- grain: one row per principal and long-term key
-- reads: [event_rows, identities, actions, engine_callers]
-- params: {}
-- answer: actors.suspects:suspects
-- notes: >
--   Ranked; each with its reasons. Nobody is named for one weak sign: a new network alone is a move of
--   office, a new Region alone a new project. The rows below are what the answer starts from: what each
--   principal did from where; where the evidence names no ARN (the console's CSV), the user's name stands
--   in its place. Calls that a service made and roles of AWS's own services are left out. Where the logs
--   stay with an engine, what it counted of everybody stands beside the calls that the case holds. Once you
--   know the key: `kit key CASE ID`.
with plain as (
    select
        source,
        event,
        any_value(tactic) as tactic,
        max(weight) as weight,
        any_value(action_id) as action_id
    from actions
    where len(conditions) = 0
    group by source, event
),

uses as (
    select
        -- a table of columns may name the user alone
        coalesce(
            identities.user_type,
            case
                when identities.user_name = 'root' then 'Root'
                when identities.access_key_id like 'ASIA%' then 'AssumedRole'
                else 'IAMUser'
            end
        ) as user_type,
        case
            when identities.session_issuer_arn like 'arn:%:role/%' then identities.session_issuer_arn
            else coalesce(identities.user_arn, identities.user_name)
        end as principal_arn,
        case when identities.access_key_id like 'AKIA%' then identities.access_key_id end as credential_id,
        event_rows.source_ip_address,
        event_rows.aws_region,
        event_rows.event_source,
        event_rows.event_name,
        event_rows.outcome = 'failed' as failed,
        min(event_rows.event_time) as first_seen,
        max(event_rows.event_time) as last_seen,
        count(*) as events,
        arg_min(
            coalesce(event_rows.event_id_text, cast(event_rows.event_id as varchar)),
            struct_pack(
                at := event_rows.event_time,
                id := coalesce(event_rows.event_id_text, cast(event_rows.event_id as varchar))
            )
        ) as event_id
    from event_rows
    inner join identities on event_rows.identity_no = identities.identity_no
    where
        coalesce(identities.user_type, 'IAMUser') in ('IAMUser', 'Root', 'AssumedRole', 'FederatedUser')
        and (identities.user_arn is not null or (identities.user_type is null and identities.user_name <> ''))
        and (identities.invoked_by is null or identities.invoked_by = 'AWS Internal')
        and event_rows.event_time is not null
        and event_rows.superseded_by is null
        and coalesce(identities.user_arn, '') not like '%AWSServiceRoleFor%'
    group by all
),

counted as (
    -- one row per use, of the calls that the case holds or of all that an engine has
    select
        user_type,
        principal_arn,
        credential_id,
        source_ip_address,
        aws_region,
        event_source,
        event_name,
        failed,
        min(first_seen) as first_seen,
        max(last_seen) as last_seen,
        max(events) as events,
        arg_min(event_id, struct_pack(at := first_seen, id := event_id)) as event_id
    from (
        select * from uses
        union all by name
        select * exclude (file_id) from engine_callers
    ) as both_counts
    group by all
)

select
    uses.*,
    plain.action_id,
    plain.tactic,
    coalesce(plain.weight, 0) as weight
from counted as uses
left join plain
    on
        uses.event_source = plain.source
        and case
            when uses.event_source in ('lambda.amazonaws.com', 'cloudfront.amazonaws.com')
                then regexp_replace(uses.event_name, '(20\d{6}(v\d)?|20\d\d_\d\d_\d\d)$', '')
            else uses.event_name
        end = plain.event
order by uses.first_seen, uses.event_id, uses.principal_arn, uses.credential_id
