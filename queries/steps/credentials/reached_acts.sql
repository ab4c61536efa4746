-- title: Acts on any way from the leaked credentials
-- question: Which acts touch a credential or thing that can be reached?
-- grain: one row per act
-- reads: [credential_links]
select * exclude (gives, on_way)
from credential_links
where on_way
order by event_time, event_key
