-- title: Hours that Event history tells whole
-- question: For which hours does Event history speak from their first to their last minute?
-- grain: one row per account, Region and hour
-- reads: [history_spans]
with hours as (
    -- one row per span and hour that begins in it
    select
        account_id,
        aws_region,
        holds,
        basis,
        span_from,
        span_until,
        unnest(
            generate_series(
                date_trunc('hour', span_from), span_until - interval 1 microsecond, interval 1 hour
            )
        ) as hour
    from history_spans
)

select
    account_id,
    aws_region,
    hour,
    bool_or(holds = 'management' and basis = 'asked') as asked,
    bool_or(holds = 'management' and basis = 'file') as in_file,
    bool_or(holds = 'writes') as writes
from hours
where span_from <= hour and span_until >= hour + interval 1 hour
group by account_id, aws_region, hour
