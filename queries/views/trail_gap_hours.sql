-- title: Hours in which a trail was off
-- question: In which hours was a trail of the account stopped or narrowed, for the whole hour or a part?
-- grain: one row per account and hour of a gap
-- reads: [trail_gaps, files]
-- notes: A gap that nobody ended has hours up to the newest collection; nothing later is settled.
with hours as (
    -- one row per gap and hour
    select
        account_id,
        kind,
        gap_from,
        coalesce(gap_until, timestamp '9999-01-01') as gap_until,
        unnest(
            generate_series(
                date_trunc('hour', gap_from),
                coalesce(gap_until - interval 1 microsecond, (select max(fetched_at) from files)),
                interval 1 hour
            )
        ) as hour
    from trail_gaps
)

select
    account_id,
    hour,
    bool_or(kind = 'stopped') as stopped,
    bool_or(kind = 'narrowed') as narrowed,
    bool_or(kind = 'stopped' and gap_from <= hour and gap_until >= hour + interval 1 hour)
        as stopped_all_hour
from hours
group by account_id, hour
