-- title: What is in the account
-- question: What was found in the account itself, and does the trail explain it?
-- grain: one row per principal or resource of the newest live look
-- reads: [live_principals, live_resources, live_listings, principal_ledger, resource_ledger, events,
--   event_rows, first_act]
-- params: {explained: {type: text, default: null}}
-- notes: >
--   explained: `intruder` in principals or resources; `older` made before the intruder's first call; `trail`
--   named by a call that changed something since then, of somebody else's (event_id); `no` nothing tells
--   where it is from: its making is not in the evidence; `unknown` the service tells no time of making and no
--   call names it, or no call of the intruder is known to set it against. Things that are gone, AWS's own
--   service-linked roles and default networks are left out.
with things as (
    select
        'principals' as ledger,
        account_id,
        coalesce(aws_region, '') as aws_region,
        'iam' as service,
        kind as word,
        name,
        coalesce(thing_id, name) as thing_id,
        arn,
        parent,
        state,
        cast(null as varchar) as size,
        created_at,
        tags,
        checked_at,
        file_id
    from live_principals
    where kind <> 'service_linked_role'
    union all
    select
        'resources' as ledger,
        account_id,
        aws_region,
        service,
        resource_type as word,
        resource_id as name,
        coalesce(thing_id, resource_id) as thing_id,
        arn,
        parent,
        state,
        size,
        created_at,
        tags,
        checked_at,
        file_id
    from live_resources
    where
        resource_type not in ('vpc', 'subnet', 'internet_gateway', 'task_definition')
        and not (resource_type = 'security_group' and detail = 'default')
),

newest as (
    select
        ledger,
        account_id,
        aws_region,
        service,
        word,
        name,
        coalesce(parent, '') as parent,
        max(checked_at) as checked_at,
        arg_max(state, (checked_at, state = 'alive', file_id)) as state,
        arg_max(thing_id, (checked_at, file_id)) as thing_id,
        arg_max(arn, (checked_at, file_id)) as arn,
        arg_max(size, (checked_at, file_id)) filter (where size is not null) as size,
        min(created_at) as created_at,
        arg_max(tags, (checked_at, file_id)) filter (where tags is not null) as tags
    from things
    group by ledger, account_id, aws_region, service, word, name, coalesce(parent, '')
),

looked as (
    select
        account_id,
        'principals' as ledger,
        max(checked_at) as at
    from live_listings
    where kind_name = 'user'
    group by account_id
    union all
    select
        account_id,
        'resources' as ledger,
        max(checked_at) as at
    from live_listings
    where kind_name = 'instance'
    group by account_id
),

standing as (
    select newest.*
    from newest
    left join looked on newest.account_id = looked.account_id and newest.ledger = looked.ledger
    where newest.state <> 'gone' and (looked.at is null or newest.checked_at >= looked.at)
),

theirs as (
    select
        account_id,
        lower(name) as name,
        min(event_id) as event_id
    from principal_ledger
    where maybe_third_party
    group by all
    union all
    select
        account_id,
        lower(resource_id) as name,
        min(event_id) as event_id
    from resource_ledger
    where maybe_third_party
    group by all
),

asked as (
    select distinct
        standing.account_id,
        standing.name
    from standing
    cross join first_act
    where standing.created_at is null or standing.created_at >= first_act.event_time
),

moments as materialized (
    -- one row per call that may name one of them: what is said is long, and is read of these alone
    select event_rows.event_no
    from event_rows
    cross join first_act
    where
        event_rows.event_time >= first_act.event_time
        and event_rows.read_only is distinct from true
        and event_rows.outcome = 'succeeded'
        and coalesce(event_rows.event_category, 'Management') = 'Management'
        and event_rows.recipient_account_id in (select asked.account_id from asked)
),

writes as (
    select
        events.recipient_account_id as account_id,
        events.event_id,
        events.event_time,
        concat(events.request_parameters, events.response_elements) as said
    from events
    where events.event_no in (select moments.event_no from moments)
),

named as (
    select
        asked.account_id,
        asked.name,
        arg_min(writes.event_id, (writes.event_time, writes.event_id)) as event_id
    from asked
    inner join
        writes
        on asked.account_id = writes.account_id and contains(writes.said, '"' || asked.name || '"')
    group by asked.account_id, asked.name
),

judged as (
    select
        standing.*,
        case
            when theirs.name is not null then 'intruder'
            when standing.created_at < first_act.event_time then 'older'
            when named.name is not null then 'trail'
            when standing.created_at is null or first_act.event_time is null then 'unknown'
            else 'no'
        end as verdict,
        coalesce(theirs.event_id, named.event_id) as event_id
    from standing
    cross join first_act
    left join (
        select
            account_id,
            name,
            min(event_id) as event_id
        from theirs
        group by account_id, name
    ) as theirs
        on standing.account_id = theirs.account_id and lower(standing.name) = theirs.name
    left join named on standing.account_id = named.account_id and standing.name = named.name
)

select
    account_id,
    ledger,
    aws_region,
    service,
    word as type,
    name,
    nullif(parent, '') as parent,
    arn,
    state,
    size,
    created_at,
    tags,
    verdict as explained,
    event_id,
    checked_at
from judged
where cast($explained as varchar) is null or verdict = $explained
order by account_id, ledger, aws_region, service, word, name, parent
