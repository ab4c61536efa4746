-- title: What callers did in their new days
-- question: What did each caller do in its new days that it had not done before, and what of it tells most?
-- grain: one row per use
-- reads: [caller_calls, caller_uses]
-- params:
--   callers: "bigint[]"
--   moments: "timestamp[]"
--   comers: "bigint[]"
--   networks: "varchar[]"
--   ipv4: varchar
--   wide_addresses: "varchar[]"
--   wide_networks: "varchar[]"
--   shown: integer
-- notes: >
--   A caller among comers did it from one of its networks, place by place; of any other caller it is what was
--   first seen in its new days. Of all those uses come the first of each call, refused or not, the first in
--   each Region, and those with the `shown` lowest places: the heaviest, then the earliest. is_old says that
--   the caller made that call before, from anywhere. The other lists are those of suspect_moments.
with candidates as (
    -- one row per caller
    select
        unnest(cast($callers as bigint[])) as caller_no,
        unnest(cast($moments as timestamp[])) as moment,
        list_contains(cast($comers as bigint[]), caller_no) as comes
),

wide as (
    select
        unnest(cast($wide_addresses as varchar[])) as address,
        unnest(cast($wide_networks as varchar[])) as network
),

comers as (
    -- one row per caller and network that is new
    select
        unnest(cast($comers as bigint[])) as caller_no,
        unnest(cast($networks as varchar[])) as network
),

calls as (
    -- one row per row of caller_uses that may be of the new days
    select
        uses.* exclude (last_seen),
        candidates.comes,
        candidates.moment,
        coalesce(wide.network, regexp_replace(uses.source_ip_address, $ipv4, '\10/24'), '') as network
    from caller_uses as uses
    inner join candidates on uses.caller_no = candidates.caller_no
    left join wide on uses.source_ip_address = wide.address
    where not candidates.comes or uses.first_seen >= candidates.moment
),

fresh as (
    -- one row per use of the new days
    select
        calls.caller_no,
        calls.network,
        calls.event_source,
        calls.event_name,
        calls.failed,
        coalesce(calls.aws_region, '') as aws_region,
        min(calls.first_seen) as first_seen,
        arg_min(calls.event_id, struct_pack(at := calls.first_seen, id := calls.event_id)) as event_id
    from calls
    left join comers on calls.caller_no = comers.caller_no and calls.network = comers.network
    where not calls.comes or comers.network is not null
    group by
        calls.caller_no, calls.user_type, calls.network, calls.aws_region, calls.event_source,
        calls.event_name, calls.failed, calls.moment
    having min(calls.first_seen) >= calls.moment
),

known_calls as (
    -- one row per caller and call
    select
        caller_calls.caller_no,
        caller_calls.event_source,
        caller_calls.event_name,
        any_value(caller_calls.call) as call,
        any_value(caller_calls.action_id) as action_id,
        any_value(caller_calls.tactic) as tactic,
        max(caller_calls.weight) as weight,
        min(caller_calls.call_at) as call_at
    from caller_calls
    inner join candidates on caller_calls.caller_no = candidates.caller_no
    group by caller_calls.caller_no, caller_calls.event_source, caller_calls.event_name
)

select
    fresh.caller_no,
    fresh.network,
    fresh.aws_region,
    known_calls.call,
    fresh.failed,
    fresh.first_seen,
    fresh.event_id,
    known_calls.action_id,
    known_calls.tactic,
    known_calls.weight,
    known_calls.call_at < candidates.moment as is_old,
    row_number() over (
        partition by fresh.caller_no order by -known_calls.weight, fresh.first_seen, fresh.event_id
    ) as place
from fresh
inner join candidates on fresh.caller_no = candidates.caller_no
inner join known_calls
    on
        fresh.caller_no = known_calls.caller_no
        and fresh.event_source is not distinct from known_calls.event_source
        and fresh.event_name is not distinct from known_calls.event_name
qualify
    place <= $shown
    or row_number() over (
        partition by fresh.caller_no, known_calls.call, fresh.failed order by fresh.first_seen, fresh.event_id
    ) = 1
    or row_number() over (
        partition by fresh.caller_no, fresh.aws_region order by fresh.first_seen, fresh.event_id
    ) = 1
order by fresh.caller_no, place
