-- title: Calls of everybody else on such things
-- question: Which successful calls that are not the intruder's touch a thing of these kinds?
-- grain: one row per event
-- reads: [activity, event_rows, ledger_events]
-- params: {calls: "varchar[]", accounts: "varchar[]"}
-- notes: They end, stop or change back what the intruder made, show what was there before, or are AWS
--   services acting for something that the intruder made. Without replies, which are long and rarely
--   needed (step ledger_other_replies).
with named as materialized (
    -- one row per name of a call as the events write it; comparing names is cheaper than cutting each
    select event_name
    from (select distinct event_name from event_rows) as names
    where list_contains($calls, regexp_replace(event_name, '20\d{2}_?\d{2}_?\d{2}(v\d)?$', ''))
),

picked as materialized (
    -- one row per such call, found before anything long is read
    select event_no
    from event_rows
    where
        event_name in (select named.event_name from named)
        and outcome <> 'failed'
    except
    select event_no
    from activity
    where maybe_third_party
)

select
    done.* exclude (
        done.call,
        done.read_only,
        done.management_event,
        done.response_elements,
        done.additional_event_data,
        done.service_event
    ),
    cast(null as varchar) as credential_id,
    cast(null as varchar) as actor
from ledger_events as done
where
    done.event_no in (select picked.event_no from picked)
    and list_contains($accounts, done.account)
