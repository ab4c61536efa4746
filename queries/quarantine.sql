-- title: AWS's quarantine policy
-- question: Was the leaked user quarantined, is it still, and what went on after that?
-- grain: one row per user and quarantine policy, from attach to detach; a refused attach is a row too
-- reads: [events, event_rows, call_marks]
-- notes: The statement finds the acts; the answer pairs them and adds what the credentials did after the
--   attach. Only AWS's own source makes an attach AWS's act. Whoever else attaches a policy of that name is
--   `unclear`.
-- answer: changes.quarantine:quarantine
with picked as materialized (
    -- one row per call of such a kind, found before any request is read
    select
        event_rows.event_no,
        marks.mark
    from event_rows
    inner join call_marks as marks
        on event_rows.event_source = marks.source and event_rows.event_name = marks.event
    where marks.mark in ('puts_user_policy', 'takes_user_policy', 'deletes_user')
),

acts as (
    -- one row per such call
    select
        event_key,
        event_id,
        event_time,
        event_name,
        picked.mark,
        recipient_account_id as account_id,
        outcome,
        error_code,
        user_type,
        user_arn,
        access_key_id,
        source_ip_address,
        user_agent,
        invoked_by,
        request_parameters ->> '$.userName' as user_name,
        coalesce(request_parameters ->> '$.policyArn', request_parameters ->> '$.policyName', '') as policy
    from picked
    inner join events on picked.event_no = events.event_no
)

select *
from acts
where
    regexp_matches(
        policy,
        '^(arn:aws[a-z-]*:iam::aws:policy/AWSCompromisedKeyQuarantine(V\d+)?'
        || '|(arn:aws[a-z-]*:iam::aws:policy/)?AWSExposedCredentialPolicy_DO_NOT_REMOVE)$'
    )
    or (mark = 'deletes_user' and outcome = 'succeeded')
order by event_time, event_key
