-- title: What was opened to others, and which logs expire
-- question: Which of these calls succeeded, whoever made them and in whichever account?
-- grain: one row per record
-- reads: [calls]
-- params: {opening: "varchar[]", until: varchar, expiring: "varchar[]", most: bigint}
-- notes: >
--   opening are calls that can open a bucket, an image or a snapshot to others, each as source and name; they
--   come up to the time until ('9' where none bounds them). expiring, of the same form, come of any time.
select *
from calls
where
    concat(coalesce(error_code, ''), coalesce(error_message, '')) = ''
    and (
        (
            concat(event_source, ' ', event_name) in ($opening)
            and coalesce(event_time, '9') <= $until
        )
        or concat(event_source, ' ', event_name) in ($expiring)
    )
limit $most
