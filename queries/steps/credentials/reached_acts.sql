-- title: Acts on any way from the leaked credentials
-- question: Which acts touch a credential or thing that can be reached?
-- grain: one row per act
-- reads: [credential_links, credential_reach]
-- notes: Acts by others on the same things come too; they end a way or compete for a session.
with touched as (
    select
        event_no,
        unnest(
            list_concat(
                [caller_key, child_key, target_key, ends], opens, stems_from,
                case when event_source = 'signin.amazonaws.com' then ['console:' || user_arn] end,
                case
                    when child_key is null and gives = 'role_session'
                        then
                            [
                                'role:'
                                || split_part(role_arn, ':', 5)
                                || ':'
                                || regexp_extract(role_arn, '([^/]+)$')
                            ]
                end
            )
        ) as node
    from credential_links
)

select * exclude (gives)
from credential_links
where
    event_no in (
        select touched.event_no
        from touched
        inner join credential_reach on touched.node = credential_reach.node
    )
order by event_time, event_no
