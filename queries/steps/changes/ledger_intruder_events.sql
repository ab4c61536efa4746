-- title: Calls by which the intruder made, changed or ended something
-- question: Which successful calls of the intruder's credentials touch a thing that the tables of effects
--   know?
-- grain: one row per event of the tree whose actor is the intruder or unclear
-- reads: [activity, ledger_events]
-- params: {calls: "varchar[]"}
-- notes: Calls that no table knows are taken where their name says that they make or delete something.
with known as (
    -- one row per call that a table of effects knows
    select unnest($calls) as call
)

select
    done.* exclude (call, read_only, management_event),
    activity.credential_id,
    activity.actor
from activity
inner join ledger_events as done on activity.event_no = done.event_no
where
    activity.maybe_third_party
    and (
        done.call in (select known.call from known)
        or (
            regexp_matches(
                done.event_name, '^(Create|Run|Launch|Allocate|Provision|Purchase|Restore|Import|Delete)[A-Z]'
            )
            and done.read_only is distinct from true
            and done.management_event is distinct from false
        )
    )
