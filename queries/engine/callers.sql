-- title: What every caller did from where
-- question: Which calls did each user, role and root make from which network in which Region, refused or not,
--   and from when to when?
-- grain: one row per caller, long-term key, network, Region, call and whether it was refused
-- reads: [calls]
-- params: {ipv4: varchar, ipv6: varchar, most: bigint}
-- notes: >
--   Everybody can be compared with their own past by it, whether a key is known or not. A network is the /24
--   of an address that matches ipv4, the /48 of one that matches ipv6, else the address as it stands.
--   first_call is the time and the id of the first one. Calls that a service made and roles of AWS's own
--   services are left out. A batch call all of whose entries failed counts as not refused. With more than
--   `most` rows those callers come whole that have the fewest, for one whose past is cut off would look new;
--   of the others the largest hundred have one row that says so (counted is no). caller_rows are the rows of
--   the caller, callers is how many there are.
select
    user_type,
    principal_arn,
    credential_id,
    source_ip_address,
    aws_region,
    event_source,
    event_name,
    refused,
    records,
    first_call,
    last_seen,
    caller_rows,
    sum(first_row) over () as callers,
    case when rows_so_far <= $most then 'yes' else 'no' end as counted
from (
    select
        placed.*,
        sum(1) over (order by caller_rows, principal_arn, coalesce(credential_id, '')) as rows_so_far,
        sum(first_row) over (order by caller_rows desc, principal_arn asc, coalesce(credential_id, '') asc)
            as callers_so_far
    from (
        select
            grouped.*,
            count(*) over (partition by principal_arn, credential_id) as caller_rows,
            case
                when
                    row_number() over (
                        partition by principal_arn, credential_id
                        order by first_call asc, user_type asc, aws_region asc, event_name asc, refused asc
                    ) = 1
                    then 1
                else 0
            end as first_row
        from (
            select
                user_type,
                principal_arn,
                credential_id,
                source_ip_address,
                aws_region,
                event_source,
                event_name,
                refused,
                count(*) as records,
                min(concat(event_time, ' ', event_id)) as first_call,
                max(event_time) as last_seen
            from (
                select
                    user_identity_type as user_type,
                    case
                        when user_identity_session_context_session_issuer_arn like 'arn:%:role/%'
                            then user_identity_session_context_session_issuer_arn
                        else user_identity_arn
                    end as principal_arn,
                    case when user_identity_access_key_id like 'AKIA%' then user_identity_access_key_id end
                        as credential_id,
                    case
                        when regexp_matches(source_ip_address, $ipv4)
                            then concat(regexp_extract(source_ip_address, $ipv4, 1), '0/24')
                        when regexp_matches(source_ip_address, $ipv6)
                            then concat(regexp_extract(source_ip_address, $ipv6, 1), '::/48')
                        else source_ip_address
                    end as source_ip_address,
                    aws_region,
                    event_source,
                    event_name,
                    case
                        when
                            concat(coalesce(error_code, ''), coalesce(error_message, '')) <> ''
                            or regexp_matches(
                                coalesce(response_elements, ''),
                                '"_?return"[ ]*:[ ]*"?false|:[ ]*"Failure"'
                            )
                            then 'yes'
                        else 'no'
                    end as refused,
                    event_time,
                    event_id
                from calls
                where
                    user_identity_type in ('IAMUser', 'Root', 'AssumedRole', 'FederatedUser')
                    and user_identity_arn is not null
                    and user_identity_arn not like '%AWSServiceRoleFor%'
                    and coalesce(user_identity_invoked_by, 'AWS Internal') = 'AWS Internal'
                    and event_time is not null
            ) as uses
            group by
                user_type,
                principal_arn,
                credential_id,
                source_ip_address,
                aws_region,
                event_source,
                event_name,
                refused
        ) as grouped
    ) as placed
) as counting
where rows_so_far <= $most or (first_row = 1 and callers_so_far <= 100)
