-- title: Acts that end credentials
-- question: Which calls deactivated, deleted or revoked a credential, or brought one back?
-- grain: one row per act
-- reads: [credential_links]
select * exclude (gives, on_way)
from credential_links
where ends is not null or target_key is not null
order by event_time, event_key
