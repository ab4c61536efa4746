-- title: When callers began to behave in a new way
-- question: When do the new days of each caller begin, from which networks did it come then for the first
--   time, and into which Regions?
-- grain: one row per caller whose new days begin
-- reads: [caller_uses]
-- params:
--   callers: "bigint[]"
--   begin_ats: "timestamp[]"
--   evidence_at: timestamp
--   since: {type: timestamp, default: null}
--   heavy_sources: "varchar[]"
--   heavy_events: "varchar[]"
--   ipv4: varchar
--   wide_addresses: "varchar[]"
--   wide_networks: "varchar[]"
-- notes: >
--   They begin with the first network that was never used before, with one that heavy acts came from if there
--   is such a one; a day of past, or what the case says of its own beginning, makes that past. Without a past
--   (known is false) they begin with the first call, where the evidence had run for a day, else with a heavy
--   act. A network is the /24 around an address that matches ipv4, else what wide_networks say of it, else
--   the text as it stands. new_regions and burst (five Regions entered within ten minutes) speak of calls
--   from new_networks alone. Lists go together, place by place.
with candidates as (
    -- one row per caller
    select
        unnest(cast($callers as bigint[])) as caller_no,
        unnest(cast($begin_ats as timestamp[])) as begin_at
),

wide as (
    select
        unnest(cast($wide_addresses as varchar[])) as address,
        unnest(cast($wide_networks as varchar[])) as network
),

heavy_calls as (
    select
        unnest(cast($heavy_sources as varchar[])) as event_source,
        unnest(cast($heavy_events as varchar[])) as event_name
),

places as (
    -- one row per caller, IPv4 network or other text, and Region
    select
        uses.caller_no,
        regexp_replace(uses.source_ip_address, $ipv4, '\10/24') as place,
        uses.aws_region,
        min(uses.first_seen) as first_seen
    from caller_uses as uses
    inner join candidates on uses.caller_no = candidates.caller_no
    group by all
),

entries as materialized (
    -- one row per caller, network and Region
    select
        places.caller_no,
        coalesce(wide.network, places.place, '') as network,
        coalesce(places.aws_region, '') as aws_region,
        min(places.first_seen) as first_seen
    from places
    left join wide on places.place = wide.address
    group by all
),

heavy_places as (
    -- one row per heavy call of a caller from one address in one Region
    select
        uses.* exclude (first_seen, last_seen, event_id),
        min(uses.first_seen) as first_seen
    from caller_uses as uses
    inner join candidates on uses.caller_no = candidates.caller_no
    inner join heavy_calls
        on uses.event_source = heavy_calls.event_source and uses.event_name = heavy_calls.event_name
    group by all
),

heavy_uses as materialized (
    -- one row per use that weighs heavily
    select
        heavy_places.* exclude (source_ip_address, first_seen),
        coalesce(wide.network, regexp_replace(heavy_places.source_ip_address, $ipv4, '\10/24'), '')
            as network,
        min(heavy_places.first_seen) as first_seen
    from heavy_places
    left join wide on heavy_places.source_ip_address = wide.address
    group by all
),

heavy_acts as (
    -- one row per caller: its first heavy use, and the first after a day
    select
        heavy_uses.caller_no,
        min(heavy_uses.first_seen) as first_at,
        min(heavy_uses.first_seen) filter (heavy_uses.first_seen >= candidates.begin_at + interval 1 day)
            as later_at
    from heavy_uses
    inner join candidates on heavy_uses.caller_no = candidates.caller_no
    group by heavy_uses.caller_no
),

networks as materialized (
    -- one row per caller and network
    select
        entries.caller_no,
        entries.network,
        min(entries.first_seen) as first_seen,
        (entries.caller_no, entries.network) in (
            select
                heavy_uses.caller_no,
                heavy_uses.network
            from heavy_uses
        ) as heavy
    from entries
    group by entries.caller_no, entries.network
),

arrivals as (
    -- one row per caller, with when the first network that counts as new came
    select
        candidates.caller_no,
        candidates.begin_at,
        coalesce(candidates.begin_at + interval 1 day < $since, false) as by_case,
        case when by_case then $since else candidates.begin_at + interval 1 day end as from_at,
        case
            when by_case then min(networks.first_seen) filter (networks.first_seen >= from_at)
            else coalesce(
                min(networks.first_seen) filter (networks.heavy and networks.first_seen >= from_at),
                min(networks.first_seen) filter (networks.first_seen >= from_at)
            )
        end as arrived_at
    from candidates
    inner join networks on candidates.caller_no = networks.caller_no
    group by candidates.caller_no, candidates.begin_at
),

moments as materialized (
    -- one row per caller, with when its new days begin if they do
    select
        arrivals.caller_no,
        arrivals.arrived_at is not null as known,
        case
            when arrivals.by_case or arrivals.arrived_at is not null then arrivals.arrived_at
            when arrivals.begin_at >= cast($evidence_at as timestamp) + interval 1 day then arrivals.begin_at
            else coalesce(heavy_acts.later_at, heavy_acts.first_at)
        end as moment
    from arrivals
    left join heavy_acts on arrivals.caller_no = heavy_acts.caller_no
),

newly as materialized (
    -- one row per caller and network that it came from in its new days alone
    select
        networks.caller_no,
        networks.network
    from networks
    inner join moments on networks.caller_no = moments.caller_no
    where networks.first_seen >= moments.moment
),

regions as (
    -- one row per caller and Region: when first at all, and when first from a new network
    select
        entries.caller_no,
        entries.aws_region,
        min(entries.first_seen) as first_seen,
        min(entries.first_seen) filter (newly.network is not null) as entered_at
    from entries
    left join newly on entries.caller_no = newly.caller_no and entries.network = newly.network
    group by entries.caller_no, entries.aws_region
),

entered as (
    -- one row per caller and Region that it entered from a new network
    select
        *,
        lead(entered_at, 4) over (partition by caller_no order by entered_at) as fifth_at
    from regions
    where entered_at is not null
),

reached as (
    -- one row per caller that came from a new network
    select
        entered.caller_no,
        count(*) filter (entered.first_seen >= moments.moment) as new_regions,
        coalesce(bool_or(entered.fifth_at - entered.entered_at <= interval 10 minutes), false) as burst
    from entered
    inner join moments on entered.caller_no = moments.caller_no
    group by entered.caller_no
),

named as (
    select
        caller_no,
        list(network) as new_networks
    from newly
    group by caller_no
)

select
    moments.caller_no,
    moments.moment,
    moments.known,
    coalesce(named.new_networks, []) as new_networks,
    coalesce(reached.new_regions, 0) as new_regions,
    coalesce(reached.burst, false) as burst
from moments
left join reached on moments.caller_no = reached.caller_no
left join named on moments.caller_no = named.caller_no
where moments.moment is not null
order by moments.caller_no
