-- title: Calls from these addresses
-- question: Which calls came from one of these addresses, whoever made them?
-- grain: one row per record
-- reads: [calls]
-- params: {addresses: "varchar[]", most: bigint}
select *
from calls
where
    source_ip_address in ($addresses)
limit $most
