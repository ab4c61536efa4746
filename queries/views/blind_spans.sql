-- title: Times that nothing speaks for
-- question: When was a trail off, and Event history of the Region is not in the case either?
-- grain: one row per stop of a trail, Region and unbroken span, and what is unseen in it
-- reads: [trail_gaps, history_spans, account_regions]
-- notes: >
--   `unseen` is all (no management event of the span can be known) or reads (Event history was asked for
--   what changes something, so only other calls are unknown). Data events of a time without a trail are in
--   no span of Event history, so they are unseen in every gap. A trail that nobody switched on again is off
--   up to the end of the account's logs, and such a span may be empty. `regions` is how many Regions the
--   evidence of the account names.
with off as materialized (
    -- one row per stop, Region of the account and what may be unseen
    select
        g.account_id,
        r.aws_region,
        count(*) over (partition by g.event_no) as regions,
        g.trail,
        g.event_no,
        g.gap_from,
        g.gap_until,
        unnest(['management', 'writes']) as holds,
        coalesce(g.gap_until, greatest(r.last_event, g.gap_from)) as seen_until
    from trail_gaps as g
    left join account_regions as r on g.account_id = r.account_id
    where g.kind = 'stopped'
),

edges as (
    -- one row per stop, Region and span of Event history that begins before its end, and one for that end
    select
        off.*,
        s.span_from as edge,
        s.span_until as reaches
    from off
    inner join history_spans as s
        on
            off.account_id = s.account_id
            and off.aws_region = s.aws_region
            and off.holds = s.holds
            and off.seen_until > s.span_from
    union all by name
    select
        off.*,
        off.seen_until as edge,
        cast(null as timestamp) as reaches
    from off
),

spans as (
    -- one row per edge: the span before it that Event history does not reach
    select
        *,
        greatest(
            gap_from,
            max(reaches) over (
                partition by event_no, aws_region, holds
                order by edge, reaches nulls last
                rows between unbounded preceding and 1 preceding
            )
        ) as blind_from,
        edge as blind_until
    from edges
),

blind as materialized (
    -- one row per span that is not empty, or that is the end of the logs
    select *
    from spans
    where blind_from < blind_until or (blind_from = blind_until and gap_until is null and reaches is null)
)

select
    account_id,
    aws_region,
    regions,
    trail,
    event_no,
    gap_from,
    gap_until,
    'all' as unseen,
    blind_from,
    blind_until
from blind
where holds = 'writes'
union all by name
select
    b.account_id,
    b.aws_region,
    b.regions,
    b.trail,
    b.event_no,
    b.gap_from,
    b.gap_until,
    'reads' as unseen,
    greatest(b.blind_from, s.span_from) as blind_from,
    least(b.blind_until, s.span_until) as blind_until
from blind as b
inner join history_spans as s
    on
        b.account_id = s.account_id
        and b.aws_region = s.aws_region
        and b.blind_from < s.span_until
        and b.blind_until > s.span_from
where b.holds = 'management' and s.holds = 'writes'
