-- title: Calls of each caller
-- question: Which calls did each user, role and root make, since when, and what are they to an attacker?
-- grain: one row per caller, type, call and whether it was refused
-- reads: [caller_uses, call_weights]
-- notes: >
--   call_at is when the caller first made this call, refused or not. Names of Lambda's and CloudFront's calls
--   end with the version of their API, which the catalogue leaves out.
with calls as (
    -- one row per caller, type, call and whether it was refused
    select
        caller_no,
        user_type,
        event_source,
        event_name,
        failed,
        min(first_seen) as first_seen,
        max(last_seen) as last_seen,
        coalesce(event_source, '') || ':' || coalesce(event_name, '') as call
    from caller_uses
    group by caller_no, user_type, event_source, event_name, failed
)

select
    calls.*,
    call_weights.action_id,
    call_weights.tactic,
    coalesce(call_weights.weight, 0) as weight,
    min(calls.first_seen) over (partition by calls.caller_no, calls.call) as call_at
from calls
left join call_weights
    on
        calls.event_source = call_weights.source
        and case
            when calls.event_source in ('lambda.amazonaws.com', 'cloudfront.amazonaws.com')
                then regexp_replace(calls.event_name, '(20\d{6}(v\d)?|20\d\d_\d\d_\d\d)$', '')
            else calls.event_name
        end = call_weights.event
