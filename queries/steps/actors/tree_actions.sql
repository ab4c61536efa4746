-- title: What each call of the tree means, whoever made it
-- question: Which attacker action is each call that a credential of the tree made?
-- grain: one row per event of table tree_calls
-- reads: [tree_calls, events, event_rows, actions]
-- notes: >
--   Of the catalogue's rows for a call the first whose conditions hold speaks for it, else the one without
--   conditions; then any call that is no read is other.change, and a read that is not listed has weight 0.
--   Requests and replies are read of those calls alone whose row of the catalogue looks into them, or whose
--   bucket is wanted: of all others bucket is empty.
with plain as (
    select *
    from actions
    where len(conditions) = 0 and source != '*'
),

other as (
    select *
    from actions
    where source = '*'
),

special as (
    select
        source,
        event,
        list(
            {
                action_id: action_id,
                tactic: tactic,
                technique: technique,
                weight: weight,
                cost: cost,
                subject_part: subject_part,
                subject_path: subject_path,
                subject_item: subject_item,
                subject_other_path: subject_other_path,
                conditions: conditions
            }
            order by weight desc, action_id asc
        ) as choices
    from actions
    where len(conditions) > 0
    group by source, event
),

looked_into as (
    -- one row per call of the catalogue that cannot be told from its name alone, and whether its reply or
    -- what has no column has to be read
    select
        source,
        event,
        bool_or(
            coalesce(subject_part, 'user_name') not in (
                'request_parameters', 'additional_event_data', 'user_name', 'user_arn'
            )
            or len(
                list_filter(
                    conditions,
                    lambda line: line.part not in (
                        'request_parameters', 'additional_event_data', 'error_code', 'user_name', 'user_arn'
                    )
                )
            ) > 0
        ) as deep
    from actions
    where len(conditions) > 0 or subject_part is not null or source = 's3.amazonaws.com'
    group by source, event
),

heads as (
    -- one row per event, in narrow columns
    select
        tree_calls.event_no,
        tree_calls.credential_id,
        tree_calls.profile,
        events.event_id,
        events.event_time,
        events.recipient_account_id as account_id,
        events.event_source,
        events.event_name,
        events.aws_region,
        events.source_ip_address,
        events.user_agent,
        events.outcome,
        events.error_code,
        events.user_name,
        events.user_arn,
        coalesce(
            events.read_only,
            regexp_matches(
                events.event_name, '^(Describe|Get|List|Head|Lookup|Search|View|BatchGet|Query|Scan)'
            )
        ) as is_read,
        case
            when events.event_source in ('lambda.amazonaws.com', 'cloudfront.amazonaws.com')
                then regexp_replace(events.event_name, '(20\d{6}(v\d)?|20\d\d_\d\d_\d\d)$', '')
            else events.event_name
        end as plain_name
    from tree_calls
    inner join events on tree_calls.event_no = events.event_no
),

told as materialized (
    -- the same rows, and whether their request has to be read, and the rest of the record too
    select
        heads.*,
        looked_into.source is not null as asked,
        coalesce(looked_into.deep, false) as deep
    from heads
    left join looked_into
        on heads.event_source = looked_into.source and heads.plain_name = looked_into.event
),

-- Long columns of those calls alone that are asked for them, so that no other is opened: most rows of the
-- catalogue look into requests, hardly any into replies, which are the longest and are picked first.
requests as (
    select
        event_no,
        request_parameters,
        additional_event_data
    from event_rows
    where
        event_no in (
            select told.event_no
            from told
            where told.asked
        )
),

depths as materialized (
    select
        event_no,
        response_elements,
        resources,
        extra
    from events
    where
        event_no in (
            select told.event_no
            from told
            where told.deep
        )
),

texts as (
    -- one row per event that is asked: together first, so that the rows of all are joined once
    select
        requests.*,
        depths.response_elements,
        depths.resources,
        depths.extra
    from requests
    left join depths on requests.event_no = depths.event_no
),

calls as (
    -- the same rows, with what is long where it is asked for
    select
        told.*,
        texts.request_parameters,
        texts.additional_event_data,
        texts.response_elements,
        texts.resources,
        texts.extra
    from told
    left join texts on told.event_no = texts.event_no
),

judged as (
    select
        calls.*,
        plain.action_id as plain_id,
        plain.tactic as plain_tactic,
        plain.technique as plain_technique,
        plain.weight as plain_weight,
        plain.cost as plain_cost,
        plain.subject_part as plain_part,
        plain.subject_path as plain_path,
        plain.subject_item as plain_item,
        plain.subject_other_path as plain_other_path,
        case
            when special.choices is not null
                then list_filter(
                    special.choices,
                    lambda one: coalesce(
                        list_bool_and(
                            list_transform(
                                one.conditions,
                                lambda line: list_transform(
                                    [
                                        case line.part
                                            when 'request_parameters'
                                                then coalesce(
                                                    calls.request_parameters ->> line.path,
                                                    calls.request_parameters ->> line.other_path
                                                )
                                            when 'response_elements'
                                                then coalesce(
                                                    calls.response_elements ->> line.path,
                                                    calls.response_elements ->> line.other_path
                                                )
                                            when 'additional_event_data'
                                                then coalesce(
                                                    calls.additional_event_data ->> line.path,
                                                    calls.additional_event_data ->> line.other_path
                                                )
                                            when 'resources' then calls.resources ->> line.path
                                            when 'extra' then calls.extra ->> line.path
                                            when 'error_code' then calls.error_code
                                            when 'user_name' then calls.user_name
                                            when 'user_arn' then calls.user_arn
                                        end
                                    ],
                                    lambda found: case line.test
                                        when 'present' then (found is not null) = (line.vals[1] = 'true')
                                        when 'differs' then lower(found) is distinct from line.vals[1]
                                        when 'contains' then coalesce(contains(found, line.vals[1]), false)
                                        when
                                            'pattern'
                                            then coalesce(regexp_matches(found, line.vals[1]), false)
                                        else coalesce(list_contains(line.vals, lower(found)), false)
                                    end
                                )[1]
                            )
                        ),
                        true
                    )
                )[1]
        end as chosen
    from calls
    left join plain on calls.event_source = plain.source and calls.plain_name = plain.event
    left join special on calls.event_source = special.source and calls.plain_name = special.event
),

named as (
    select
        judged.*,
        case
            when judged.chosen is not null then judged.chosen.action_id
            when judged.plain_id is not null then judged.plain_id
            when not judged.is_read then other.action_id
        end as action_id,
        coalesce(judged.chosen.tactic, judged.plain_tactic) as tactic,
        coalesce(judged.chosen.technique, judged.plain_technique) as technique,
        coalesce(
            judged.chosen.weight, judged.plain_weight, case when not judged.is_read then other.weight end, 0
        ) as weight,
        coalesce(judged.chosen.cost, judged.plain_cost, false) as cost,
        case when judged.chosen is null then judged.plain_part else judged.chosen.subject_part end
            as subject_part,
        case when judged.chosen is null then judged.plain_path else judged.chosen.subject_path end
            as subject_path,
        case when judged.chosen is null then judged.plain_item else judged.chosen.subject_item end
            as subject_item,
        case
            when judged.chosen is null then judged.plain_other_path
            else judged.chosen.subject_other_path
        end as subject_other_path
    from judged
    cross join other
)

select
    event_no,
    event_id,
    event_time,
    account_id,
    credential_id,
    profile,
    event_source,
    event_name,
    aws_region,
    source_ip_address,
    user_agent,
    outcome,
    error_code,
    is_read,
    action_id,
    tactic,
    technique,
    weight,
    cost,
    case
        when subject_item is not null
            then list_aggregate(
                list_transform(
                    try_cast(
                        case subject_part
                            when 'request_parameters' then request_parameters -> subject_path
                            when 'response_elements' then response_elements -> subject_path
                        end as json[]
                    ),
                    lambda one: one ->> subject_item
                ),
                'string_agg',
                ', '
            )
        else
            case subject_part
                when 'request_parameters'
                    then
                        coalesce(
                            request_parameters ->> subject_path, request_parameters ->> subject_other_path
                        )
                when 'response_elements'
                    then
                        coalesce(response_elements ->> subject_path, response_elements ->> subject_other_path)
                when 'additional_event_data'
                    then
                        coalesce(
                            additional_event_data ->> subject_path,
                            additional_event_data ->> subject_other_path
                        )
                when 'resources' then resources ->> subject_path
                when 'extra' then extra ->> subject_path
                when 'user_name' then case when request_parameters is not null then user_name end
                when 'user_arn' then case when request_parameters is not null then user_arn end
            end
    end as subject,
    user_name,
    user_arn,
    case when event_source = 's3.amazonaws.com' then request_parameters ->> '$.bucketName' end as bucket,
    case
        when event_source = 's3.amazonaws.com' and event_name like 'Get%'
            then try_cast(additional_event_data ->> '$.bytesTransferredOut' as bigint)
    end as bytes_out
from named
