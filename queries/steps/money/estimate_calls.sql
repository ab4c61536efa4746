-- title: Calls that cost by the call
-- question: How many calls of models and of mail did the intruder make in each hour?
-- grain: one row per account, Region, hour, service and model
-- reads: [activity, events, call_marks]
-- notes: Token counts are summed where the record holds them, which few do.
with calls as (
    select
        e.recipient_account_id as account_id,
        e.aws_region,
        date_trunc('hour', e.event_time) as hour,
        case when e.event_source = 'ses.amazonaws.com' then 'ses' else 'bedrock' end as service,
        coalesce(
            e.request_parameters ->> '$.modelId',
            case when e.event_source = 'ses.amazonaws.com' then 'message' else 'unknown model' end
        ) as item,
        coalesce(
            try_cast(e.additional_event_data ->> '$.inputTokens' as double),
            try_cast(e.additional_event_data ->> '$.inputTokenCount' as double)
        ) as input_tokens,
        coalesce(
            try_cast(e.additional_event_data ->> '$.outputTokens' as double),
            try_cast(e.additional_event_data ->> '$.outputTokenCount' as double)
        ) as output_tokens
    from activity
    inner join events as e on activity.event_no = e.event_no
    where
        activity.maybe_third_party
        and e.outcome <> 'failed'
        and (
            (
                e.event_source in (
                    'bedrock.amazonaws.com', 'bedrock-runtime.amazonaws.com', 'bedrock-mantle.amazonaws.com'
                )
                and e.event_name in (
                    select marks.event
                    from call_marks as marks
                    where marks.mark = 'asks_model'
                )
            )
            or (
                e.event_source = 'ses.amazonaws.com'
                and e.event_name in (
                    select marks.event
                    from call_marks as marks
                    where marks.mark = 'sends_one_mail'
                )
            )
        )
)

select
    account_id,
    aws_region,
    service,
    item,
    hour,
    count(*) as calls,
    count(input_tokens) as counted,
    sum(input_tokens) as input_tokens,
    sum(output_tokens) as output_tokens
from calls
where hour is not null
group by account_id, aws_region, service, item, hour
order by account_id, aws_region, service, item, hour
