-- title: Until when the key may have leaked
-- question: When did a third party use a leaked key first, with which credentials of the tree were calls made
--   until then, and from which addresses does the third party call?
-- grain: one row
-- reads: [credential_tree, activity, event_rows, identities]
with calls as (
    -- one row per call of the tree
    select
        activity.third_party,
        activity.credential_id in (
            select tree.credential_id from credential_tree as tree
            where tree.depth = 0
        ) as of_leaked,
        event_rows.event_time,
        event_rows.source_ip_address,
        identities.access_key_id
    from activity
    inner join event_rows on activity.event_no = event_rows.event_no
    inner join identities on event_rows.identity_no = identities.identity_no
),

firsts as (
    -- one row
    select min(event_time) filter (where third_party and of_leaked) as first_at
    from calls
)

select
    firsts.first_at,
    list_sort(
        list(distinct calls.access_key_id) filter (
            where calls.access_key_id is not null
            and (firsts.first_at is null or calls.event_time <= firsts.first_at)
        )
    ) as keys,
    list_sort(
        list(distinct calls.source_ip_address) filter (
            where calls.third_party and calls.source_ip_address is not null
        )
    ) as places
from firsts
left join calls on true
group by firsts.first_at
