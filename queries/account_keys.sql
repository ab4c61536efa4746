-- title: Long-term keys of the account
-- question: Which long-term access keys does the account have, who made them, and were they changed since the
--   incident?
-- grain: one row per access key (AKIA) seen in use, made, changed or found in the account
-- reads: [events, event_rows, identities, call_marks, activity, first_act, live_principals, live_key_use,
--   live_listings]
-- notes: >
--   The trail shows keys that were used or touched in its time; a key that did nothing is known only after
--   `kit collect CASE iam`. status: active, inactive, deleted or unknown (used, but no word of its state).
--   What the live look says stands unless a later event changed the key; a key that a newer whole look at its
--   user did not see is deleted. last_used_at takes what IAM says of the last use too.
--   rotated_since_incident: yes where the key was switched off, deleted or made (by somebody else than the
--   intruder) after the intruder's first call; no where it still works as before; unknown where the evidence
--   doesn't say.
with callers as (
    -- one row per caller, summed before any key is looked at
    select
        identity_no,
        max(event_time) as last_used_at
    from event_rows
    group by identity_no
),

used as (
    -- one row per long-term key that called
    select
        identities.access_key_id,
        max(identities.user_account_id) as account_id,
        max(identities.user_name) as user_name,
        max(callers.last_used_at) as last_used_at
    from callers
    inner join identities on callers.identity_no = identities.identity_no
    where identities.access_key_id like 'AKIA%'
    group by identities.access_key_id
),

picked as materialized (
    -- one row per call that touches a key or ends a user, found before any request is read
    select
        event_rows.event_no,
        marks.mark
    from event_rows
    inner join call_marks as marks
        on event_rows.event_source = marks.source and event_rows.event_name = marks.event
    where
        marks.mark in ('makes_key', 'sets_key', 'deletes_key', 'deletes_user')
        and event_rows.outcome = 'succeeded'
),

touched as materialized (
    -- one row per such call of a key; what is asked of it later would be asked of every event's texts
    select
        coalesce(
            events.response_elements ->> '$.accessKey.accessKeyId',
            events.request_parameters ->> '$.accessKeyId'
        ) as access_key_id,
        events.recipient_account_id as account_id,
        coalesce(
            events.response_elements ->> '$.accessKey.userName',
            events.request_parameters ->> '$.userName',
            events.user_name
        ) as user_name,
        picked.mark,
        events.event_time,
        events.event_key,
        case
            when picked.mark = 'deletes_key' then 'deleted'
            when picked.mark = 'makes_key' then 'active'
            else lower(events.request_parameters ->> '$.status')
        end as status,
        events.user_arn,
        coalesce(activity.maybe_third_party, false) as theirs
    from picked
    inner join events on picked.event_no = events.event_no
    left join activity on picked.event_no = activity.event_no
    where picked.mark in ('makes_key', 'sets_key', 'deletes_key')
),

changed as (
    select
        access_key_id,
        max(account_id) as account_id,
        max(user_name) as user_name,
        -- of two in one second a deletion is the last
        arg_max(status, (event_time, mark = 'deletes_key', event_key)) as status,
        max(event_time) as touched_at,
        max(event_time) filter (where mark <> 'makes_key') as changed_at,
        min(event_time) filter (where mark = 'makes_key') as created_at,
        arg_min(user_arn, (event_time, event_key)) filter (where mark = 'makes_key') as made_by,
        coalesce(bool_or(theirs) filter (where mark = 'makes_key'), false) as theirs
    from touched
    where access_key_id is not null
    group by access_key_id
),

gone_users as (
    select
        recipient_account_id as account_id,
        request_parameters ->> '$.userName' as user_name,
        max(event_time) as deleted_at
    from event_rows
    where
        event_no in (
            select picked.event_no
            from picked
            where picked.mark = 'deletes_user'
        )
    group by all
),

looks as (
    select
        account_id,
        max(checked_at) as at
    from live_listings
    where kind_name = 'access_key'
    group by account_id
),

uses as (
    select
        access_key_id,
        max(last_used_at) as last_used_at
    from live_key_use
    group by access_key_id
),

seen as (
    select
        name as access_key_id,
        max(account_id) as account_id,
        arg_max(parent, (checked_at, file_id)) as user_name,
        arg_max(state, (checked_at, file_id)) as state,
        min(created_at) as created_at,
        max(last_used_at) as last_used_at,
        max(checked_at) as checked_at
    from live_principals
    where kind = 'access_key'
    group by name
),

found as (
    select
        seen.access_key_id,
        seen.account_id,
        seen.user_name,
        case
            when looks.at > seen.checked_at then 'deleted'
            when seen.state = 'alive' then 'active'
            when seen.state = 'stopped' then 'inactive'
            else 'deleted'
        end as status,
        seen.created_at,
        greatest(seen.last_used_at, uses.last_used_at) as last_used_at,
        greatest(seen.checked_at, looks.at) as checked_at
    from seen
    left join looks on seen.account_id = looks.account_id
    left join uses on seen.access_key_id = uses.access_key_id
),

keys as (
    select access_key_id from used
    union
    select access_key_id from changed
    union
    select access_key_id from found
),

joined as (
    select
        coalesce(found.account_id, changed.account_id, used.account_id) as account_id,
        coalesce(found.user_name, changed.user_name, used.user_name) as user_name,
        keys.access_key_id,
        case
            when found.checked_at >= coalesce(changed.touched_at, found.checked_at) then found.status
            when
                found.status is null and looks.at > coalesce(changed.touched_at, used.last_used_at)
                then 'deleted'
            else coalesce(changed.status, found.status)
        end as told,
        coalesce(found.checked_at, looks.at) as looked_at,
        coalesce(found.created_at, changed.created_at) as created_at,
        greatest(found.last_used_at, used.last_used_at) as last_used_at,
        changed.made_by,
        changed.changed_at,
        coalesce(changed.theirs, false) as theirs
    from keys
    left join used on keys.access_key_id = used.access_key_id
    left join changed on keys.access_key_id = changed.access_key_id
    left join found on keys.access_key_id = found.access_key_id
    left join looks on coalesce(found.account_id, changed.account_id, used.account_id) = looks.account_id
),

stated as (
    select
        joined.*,
        case
            when
                gone_users.deleted_at is not null
                and gone_users.deleted_at
                >= coalesce(joined.created_at, joined.last_used_at, gone_users.deleted_at)
                and (joined.looked_at is null or gone_users.deleted_at >= joined.looked_at)
                then 'deleted'
            else coalesce(joined.told, 'unknown')
        end as status,
        greatest(joined.changed_at, gone_users.deleted_at) as ended_at
    from joined
    left join
        gone_users
        on joined.account_id = gone_users.account_id and joined.user_name = gone_users.user_name
)

select
    account_id,
    user_name,
    access_key_id,
    status,
    created_at,
    last_used_at,
    made_by,
    case
        when first_act.event_time is null then 'unknown'
        when
            status in ('inactive', 'deleted')
            and coalesce(ended_at, first_act.event_time) >= first_act.event_time
            then 'yes'
        when not theirs and created_at >= first_act.event_time then 'yes'
        when status = 'active' or last_used_at >= first_act.event_time then 'no'
        else 'unknown'
    end as rotated_since_incident
from stated
cross join first_act
order by account_id, user_name, access_key_id
