-- title: Calls of everybody else on such things
-- question: Which successful calls that are not the intruder's touch a thing of these kinds?
-- grain: one row per event
-- reads: [activity, event_rows, ledger_events]
-- params:
--   sources: varchar[]
--   names: varchar[]
--   told: varchar[]
--   words: varchar[]
--   accounts: varchar[]
-- notes: They end, stop or change back what the intruder made, show what was there before, or are AWS
--   services acting for something that the intruder made. Without replies, which are long and rarely
--   needed (step ledger_whole_events). How calls of a name are told is in kit/analysis/changes/naming.py.
with named as materialized (
    -- one row per source and name of such a call, with how it is told whether it names one of the things
    select
        unnest($sources) as event_source,
        unnest($names) as event_name,
        unnest($told) as told
),

words as materialized (
    -- one row per word to look for; the last one stands for whatever cannot be told
    select unnest(list_append($words, '\')) as word
),

picked as materialized (
    -- one row per such call, found before anything long is read
    select
        e.event_no,
        named.told
    from event_rows as e
    inner join named on coalesce(e.event_source, '') = named.event_source and e.event_name = named.event_name
    where
        e.outcome <> 'failed'
        and e.event_no not in (
            select activity.event_no
            from activity
            where activity.maybe_third_party
        )
),

texts as (
    -- one row per call that is told by its request, or by its reply too
    select
        event_no,
        request_parameters as said,
        true as names
    from event_rows
    where
        event_no in (
            select picked.event_no
            from picked
            where picked.told = 'request'
        )
    union all
    select
        event_no,
        request_parameters as said,
        -- a member of the object itself that is named like an id, before anything that has members of its own
        json_valid(request_parameters)
        and not regexp_matches(request_parameters, '(?i)requestid"')
        and regexp_matches(
            request_parameters,
            '(?i)^\{("[^"]*":("[^"]*"|[-+.0-9e]+|true|false|null),)*"[^"]*(id|identifier|name|arn)":"[^"]'
        ) as names
    from event_rows
    where
        event_no in (
            select picked.event_no
            from picked
            where picked.told = 'naming'
        )
    union all
    select
        event_no,
        concat(request_parameters, '"', response_elements) as said,
        true as names
    from event_rows
    where
        event_no in (
            select picked.event_no
            from picked
            where picked.told = 'reply'
        )
),

cut as (
    -- one row per call and piece of its texts; what is escaped, or names nothing here, is read
    select
        event_no,
        unnest(
            case
                when contains(said, '\') or names is distinct from true then ['\']
                when contains(said, 'arn:') then string_split(translate(said, '/:', '""'), '"')
                else string_split(said, '"')
            end
        ) as piece
    from texts
),

found as materialized (
    -- one row per call to be read
    select event_no
    from cut
    where piece in (select words.word from words)
    union
    select event_no
    from picked
    where told = 'read'
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
    done.event_no in (select found.event_no from found)
    and list_contains($accounts, done.account)
