-- title: Calls under a user's name after a time
-- question: What did the credentials of this user do in this span, by whom and with which outcome?
-- grain: one row per actor, call, outcome and error code
-- reads: [activity, events]
-- params: {account_id: varchar, user_name: varchar, since: timestamp, until: {type: timestamp, default:
--   null}}
-- notes: The user's own keys and sessions and the federated sessions made from them; a role's session is not
--   held by the user's policies. The quarantine act itself has actor aws and is left out.
select
    activity.actor,
    activity.maybe_third_party,
    split_part(events.event_source, '.', 1) as service,
    regexp_replace(events.event_name, '20\d{2}_?\d{2}_?\d{2}(v\d)?$', '') as event_name,
    events.outcome,
    coalesce(events.error_code, '') as error_code,
    coalesce(events.read_only, false) as read_only,
    count(*) as calls,
    min(events.event_time) as first_seen,
    max(events.event_time) as last_seen,
    list(events.event_id order by events.event_time, events.event_id)[:10] as event_ids
from activity
inner join events on activity.event_no = events.event_no
where
    events.event_time >= $since
    and (cast($until as timestamp) is null or events.event_time < $until)
    and events.user_account_id = $account_id
    and activity.actor not in ('aws', 'kit')
    and (
        (events.user_type = 'IAMUser' and events.user_name = $user_name)
        or (
            events.user_type = 'FederatedUser'
            and events.session_issuer_arn like 'arn:%:iam::%:user/%'
            and split_part(events.session_issuer_arn, '/', -1) = $user_name
        )
    )
group by all
order by calls desc, service asc, event_name asc, outcome asc, error_code asc, actor asc
