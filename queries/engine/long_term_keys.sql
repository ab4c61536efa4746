-- title: Long-term keys in use
-- question: Which long-term keys were used, by whom, and when last?
-- grain: one row per key, its last call
-- reads: [calls]
-- params: {}
select *
from (
    select
        calls.*,
        row_number() over (
            partition by user_identity_access_key_id
            order by event_time desc, event_id desc
        ) as place
    from calls
    where
        user_identity_access_key_id like 'AKIA%'
) as latest
where place = 1
