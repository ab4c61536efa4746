-- title: Who read settings and buckets
-- question: Who read settings that hold keys, and which buckets did strangers read, up to this time?
-- grain: one row per caller (or bucket and kind of stranger), address and call
-- reads: [calls]
-- params:
--   {settings: "varchar[]", buckets: "varchar[]", keys: "varchar[]", places: "varchar[]", until: varchar,
--   most: bigint}
-- notes: >
--   settings and buckets are calls, each as source and name; keys are credentials of the tree, which need no
--   setting to read a key from. Of a bucket's strangers the first five addresses are told apart. Callers from
--   places (addresses of the third party) come first, then those with the most calls.
select
    $until as until_text,
    user_arn,
    bucket,
    stranger,
    address,
    event_source,
    event_name,
    sum(seen) as records,
    min(first_seen) as first_seen,
    max(last_seen) as last_seen
from (
    select
        user_arn,
        bucket,
        stranger,
        event_source,
        event_name,
        seen,
        first_seen,
        last_seen,
        case
            when
                stranger = ''
                or dense_rank() over (partition by bucket, stranger order by source_ip_address) <= 5
                then source_ip_address
        end as address
    from (
        select
            user_arn,
            bucket,
            stranger,
            source_ip_address,
            event_source,
            event_name,
            count(distinct event_id) as seen,
            min(event_time) as first_seen,
            max(event_time) as last_seen
        from (
            select
                event_id,
                event_time,
                event_source,
                event_name,
                source_ip_address,
                case when call_text in ($settings) then user_identity_arn end as user_arn,
                case
                    when call_text in ($buckets)
                        then
                            nullif(
                                regexp_extract(request_parameters, '"bucketName"[ ]*:[ ]*"([^"]*)"', 1), ''
                            )
                end as bucket,
                case
                    when call_text in ($settings) then ''
                    when upper(user_identity_account_id) in ('ANONYMOUS_PRINCIPAL', 'ANONYMOUS')
                        then 'anonymous'
                    else 'other'
                end as stranger
            from (
                select
                    calls.*,
                    concat(
                        event_source,
                        ' ',
                        regexp_replace(
                            event_name, '(20[0-9]{6}(v[0-9])?|20[0-9]{2}_[0-9]{2}_[0-9]{2})$', ''
                        )
                    ) as call_text
                from calls
                where
                    coalesce(event_time, '9') <= $until
                    and concat(coalesce(error_code, ''), coalesce(error_message, '')) = ''
                    and user_identity_invoked_by is null
                    and user_identity_type <> 'AWSService'
                    and coalesce(user_identity_access_key_id, '-') not in ($keys)
            ) as named
            where
                (
                    call_text in ($settings)
                    and coalesce(
                        nullif(regexp_extract(request_parameters, '"attribute"[ ]*:[ ]*"([^"]*)"', 1), ''),
                        'userData'
                    ) = 'userData'
                )
                or (call_text in ($buckets) and user_identity_account_id <> recipient_account_id)
        ) as reads
        group by user_arn, bucket, stranger, source_ip_address, event_source, event_name
    ) as by_address
) as placed
group by user_arn, bucket, stranger, address, event_source, event_name
order by case when address in ($places) then 0 else 1 end asc, records desc
limit $most
