-- title: Calls by name
-- question: Who made one of these calls in these accounts?
-- grain: one row per record
-- reads: [calls]
-- params: {events: "varchar[]", accounts: "varchar[]", most: bigint}
select *
from calls
where
    event_name in ($events)
    and recipient_account_id in ($accounts)
limit $most
