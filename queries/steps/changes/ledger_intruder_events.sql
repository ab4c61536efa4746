-- title: Calls by which the intruder made, changed or ended something
-- question: Which successful calls of the intruder's credentials touch a thing that the tables of effects
--   know?
-- grain: one row per event of the tree whose actor is the intruder or unclear
-- reads: [activity, event_rows, ledger_events]
-- params: {calls: "varchar[]"}
-- notes: Calls that no table knows are taken where their name says that they make or delete something.
--   Without replies, which are long (step ledger_whole_events).
with names as materialized (
    -- one row per name of a call; kept as such, or what is asked of a name is asked of every event
    select distinct event_name
    from event_rows
),

calls as materialized (
    -- one row per call that the tables know
    select unnest($calls) as call
),

named as materialized (
    -- one row per name of a call, as the events write it, that does or may do something to a thing
    select
        event_name,
        regexp_replace(event_name, '20\d{2}_?\d{2}_?\d{2}(v\d)?$', '')
        in (select calls.call from calls) as known
    from names
    where
        known
        or regexp_matches(
            event_name, '^(Create|Run|Launch|Allocate|Provision|Purchase|Restore|Import|Delete)[A-Z]'
        )
),

picked as materialized (
    -- one row per such call of theirs, found before anything long is read
    select
        activity.event_no,
        activity.credential_id,
        activity.actor
    from activity
    inner join event_rows on activity.event_no = event_rows.event_no
    inner join named on event_rows.event_name = named.event_name
    where
        activity.maybe_third_party
        and (
            named.known
            or (
                event_rows.read_only is distinct from true
                and event_rows.management_event is distinct from false
            )
        )
)

select
    done.* exclude (
        call,
        read_only,
        management_event,
        response_elements,
        additional_event_data,
        service_event
    ),
    picked.credential_id,
    picked.actor
from picked
inner join ledger_events as done on picked.event_no = done.event_no
