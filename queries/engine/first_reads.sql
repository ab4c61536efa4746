-- title: First reads of settings and buckets
-- question: Which were the first five calls of each of these callers and strangers, up to this time?
-- grain: one row per record
-- reads: [calls]
-- params:
--   {settings: "varchar[]", buckets: "varchar[]", keys: "varchar[]", arns: "varchar[]", places: "varchar[]",
--   names: "varchar[]", until: varchar}
-- notes: >
--   What `readers` counted is shown by these records. arns and places are callers and addresses, names are
--   buckets.
select *
from (
    select
        calls.*,
        dense_rank() over (
            partition by
                case
                    when
                        concat(event_source, ' ', event_name) in ($buckets)
                        then
                            concat(
                                coalesce(
                                    regexp_extract(request_parameters, '"bucketName" *: *"([^"]*)"', 1), ''
                                ),
                                ' ',
                                upper(user_identity_account_id) in ('ANONYMOUS_PRINCIPAL', 'ANONYMOUS')
                            )
                    else concat(user_identity_arn, ' ', source_ip_address)
                end
            order by event_time asc, event_id asc
        ) as place
    from calls
    where
        coalesce(event_time, '9') <= $until
        and concat(coalesce(error_code, ''), coalesce(error_message, '')) = ''
        and user_identity_invoked_by is null
        and user_identity_type <> 'AWSService'
        and coalesce(user_identity_access_key_id, '-') not in ($keys)
        and (
            (
                concat(
                    event_source,
                    ' ',
                    regexp_replace(event_name, '(20[0-9]{6}(v[0-9])?|20[0-9]{2}_[0-9]{2}_[0-9]{2})$', '')
                ) in ($settings)
                and user_identity_arn in ($arns)
                and source_ip_address in ($places)
                and coalesce(
                    nullif(regexp_extract(request_parameters, '"attribute"[ ]*:[ ]*"([^"]*)"', 1), ''),
                    'userData'
                ) = 'userData'
            )
            or (
                concat(event_source, ' ', event_name) in ($buckets)
                and user_identity_account_id <> recipient_account_id
                and coalesce(regexp_extract(request_parameters, '"bucketName" *: *"([^"]*)"', 1), '')
                in ($names)
            )
        )
) as ordered
where place <= 5
