-- title: Reasons of coverage
-- question: Which state of an hour does each reason stand for?
-- grain: one row per reason
-- reads: []
-- notes: "The sentence of a reason is the message `coverage-reason-<reason_code>`."
with reasons (reason_code, state) as (
    -- one row per reason
    values
    ('history_asked', 'full'),
    ('history_file', 'full'),
    ('data_events', 'full'),
    ('management_events', 'full'),
    ('usual_silence', 'full'),
    ('columns_only', 'partial'),
    ('log_missing', 'partial'),
    ('log_altered', 'partial'),
    ('history_writes', 'partial'),
    ('history_part', 'partial'),
    ('trail_stopped_part', 'partial'),
    ('trail_narrowed', 'partial'),
    ('file_damaged', 'partial'),
    ('log_expiry', 'partial'),
    ('trail_stopped', 'stopped'),
    ('unusual_silence', 'silent'),
    ('no_file', 'not_collected'),
    ('too_old', 'not_collected'),
    ('not_settled', 'not_settled')
)

select
    reason_code,
    state
from reasons
