-- title: Keys on any way from the leaked credentials
-- question: Which keys that were used can be reached?
-- grain: one row per access key id
-- reads: [key_sightings, credential_reach]
select key_sightings.*
from key_sightings
inner join credential_reach on key_sightings.access_key_id = credential_reach.node
order by key_sightings.first_seen, key_sightings.event_key
