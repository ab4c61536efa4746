-- title: Who took on these roles before
-- question: When did each of these callers, services and sessions first take on one of these roles?
-- grain: one row per role and caller, its first call
-- reads: [calls]
-- params: {issuing: "varchar[]", takers: "varchar[]", late_names: varchar, since: varchar}
-- notes: >
--   Of a role that everybody assumes, what was before its opening comes as these firsts alone. takers are
--   principals, services and ARNs of sessions.
select *
from (
    select
        calls.*,
        row_number() over (
            partition by
                user_identity_account_id,
                user_identity_principal_id,
                user_identity_invoked_by,
                case
                    when event_name in ($issuing)
                        then regexp_extract(request_parameters, '"roleArn"[ ]*:[ ]*"([^"]*)"', 1)
                end
            order by event_time asc, event_id asc
        ) as place
    from calls
    where
        event_time < $since
        and (
            user_identity_arn in ($takers)
            or (
                event_name in ($issuing)
                and (user_identity_principal_id in ($takers) or user_identity_invoked_by in ($takers))
                and (
                    regexp_matches(request_parameters, $late_names)
                    or regexp_matches(resources, $late_names)
                )
            )
        )
) as earliest
where place = 1
