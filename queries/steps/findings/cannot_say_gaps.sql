-- title: What nobody can know of the time without a trail
-- question: Which times of which stopped trail does no Event history speak for, and are data events gone too?
-- grain: one row per stop of a trail
-- reads: [blind_spans, trail_gaps, event_rows]
-- notes: >
--   blind_*: from the first to the last moment of which nothing is known; reads_*: of which only calls that
--   change something are known. Regions only where it is not all of the account's. had_data_events: the
--   evidence holds data events of the account, so the trail kept them, and in this time nobody did.
with spans as (
    -- one row per stop
    select
        event_no,
        max(regions) as regions,
        min(blind_from) filter (where unseen = 'all') as blind_from,
        max(blind_until) filter (where unseen = 'all') as blind_until,
        coalesce(list_sort(list(distinct aws_region) filter (where unseen = 'all')), []) as blind_regions,
        min(blind_from) filter (where unseen = 'reads') as reads_from,
        max(blind_until) filter (where unseen = 'reads') as reads_until,
        coalesce(list_sort(list(distinct aws_region) filter (where unseen = 'reads')), []) as reads_regions
    from blind_spans
    group by event_no
),

data_accounts as (
    -- one row per account with data events
    select distinct recipient_account_id as account_id
    from event_rows
    where event_category = 'Data' or management_event = false
)

select
    g.account_id,
    g.trail,
    g.gap_from,
    g.gap_until,
    spans.blind_from,
    spans.blind_until,
    case when len(spans.blind_regions) < spans.regions then spans.blind_regions else [] end as blind_regions,
    spans.reads_from,
    spans.reads_until,
    spans.reads_regions,
    data_accounts.account_id is not null as had_data_events
from trail_gaps as g
left join spans on g.event_no = spans.event_no
left join data_accounts on g.account_id = data_accounts.account_id
where g.kind = 'stopped'
order by g.gap_from, g.event_id
