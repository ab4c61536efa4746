-- title: Acts that say something of a caller whose habits nobody knows
-- question: Which acts of the tree's credentials look like a look around, a making or one of the kinds of
--   conduct of the catalogue, and upon whose things?
-- grain: one row per way of calling, action and, where it matters, thing acted on
-- reads: [tree_actions, actions, events, event_rows]
-- notes: >
--   `own`: the thing was made before from the same address or with the same tool, by a call that says its
--   name: all words of it, whole, for bob is not made by making bobby. `self`: the caller acted on itself.
--   `stranger`: the request names an account that is nowhere else in the evidence.
with picked as materialized (
    -- one row per act, in narrow columns
    select
        tree_actions.event_no,
        tree_actions.event_time,
        tree_actions.profile,
        tree_actions.action_id,
        tree_actions.tactic,
        tree_actions.weight,
        tree_actions.outcome,
        tree_actions.source_ip_address,
        tree_actions.user_agent,
        tree_actions.subject as named,
        actions.conduct,
        actions.makes,
        actions.takes,
        coalesce(
            regexp_matches(tree_actions.error_code, '(?i)denied|unauthorized|forbidden|notauthorized'), false
        ) as denied,
        coalesce(regexp_matches(tree_actions.error_code, '(?i)limit|quota|exceeded'), false) as limited,
        tree_actions.subject is null or tree_actions.subject = tree_actions.user_name as self
    from tree_actions
    inner join actions on tree_actions.action_id = actions.action_id
    where
        actions.source <> '*'
        and tree_actions.event_time is not null
        and (
            actions.conduct is not null or actions.makes or actions.takes
            or tree_actions.tactic = 'Discovery'
        )
),

taken as (
    -- one row per act that takes something on, with the user that its request names
    select
        picked.event_no,
        event_rows.request_parameters ->> '$.userName' as user_name
    from picked
    inner join event_rows on picked.event_no = event_rows.event_no
    where picked.takes
),

acts as materialized (
    -- one row per act, with what it was upon
    select
        picked.* exclude (named),
        case
            when picked.takes then coalesce(taken.user_name, picked.named)
            when picked.conduct <> 'abuse' then picked.named
        end as subject
    from picked
    left join taken on picked.event_no = taken.event_no
),

makers as materialized (
    -- one row per call that made a thing
    select
        acts.event_no,
        acts.event_time,
        acts.source_ip_address,
        acts.user_agent,
        concat(event_rows.request_parameters, event_rows.response_elements) as said
    from acts
    inner join event_rows on acts.event_no = event_rows.event_no
    where
        acts.makes
        and acts.outcome <> 'failed'
        and (acts.conduct is null or acts.conduct in ('trust', 'abuse'))
),

subjects as materialized (
    -- one row per thing acted on and word of its name; what an escape stands for parts words
    select
        subject,
        unnest(regexp_extract_all(
            regexp_replace(subject, '\\(u[0-9a-fA-F]{4}|.)|%[0-9a-fA-F]{2}', ' ', 'g'), '[\pL\pN_-]+'
        )) as word
    from (
        select distinct subject
        from acts
        where length(subject) >= 3
    ) as named
),

words as materialized (
    -- one row per making call and word of a thing's name that it says
    select
        spoken.event_no,
        spoken.word
    from (
        select
            event_no,
            unnest(list_distinct(regexp_extract_all(
                regexp_replace(said, '\\(u[0-9a-fA-F]{4}|.)|%[0-9a-fA-F]{2}', ' ', 'g'), '[\pL\pN_-]+'
            ))) as word
        from makers
    ) as spoken
    semi join subjects on spoken.word = subjects.word
),

rarest as (
    -- one row per thing: the word of its name that the fewest making calls say
    select
        subjects.subject,
        arg_min(subjects.word, (coalesce(spoken.calls, 0), subjects.word)) as word
    from subjects
    left join (
        select
            word,
            count(*) as calls
        from words
        group by word
    ) as spoken on subjects.word = spoken.word
    group by subjects.subject
),

own as materialized (
    -- one row per thing and caller that made it
    select
        rarest.subject,
        makers.source_ip_address,
        makers.user_agent,
        min(makers.event_time) as made_at
    from rarest
    inner join words on rarest.word = words.word
    inner join makers on words.event_no = makers.event_no
    where contains(makers.said, rarest.subject)
    group by rarest.subject, makers.source_ip_address, makers.user_agent
),

known as (
    -- one row per account that the evidence knows
    select recipient_account_id as account_id
    from events
    union
    select user_account_id
    from events
),

strange as (
    -- one row per act whose request names an account that nothing else does
    select distinct mentions.event_no
    from (
        select
            acts.event_no,
            unnest(regexp_extract_all(event_rows.request_parameters, '\b\d{12}\b')) as account_id
        from acts
        inner join event_rows on acts.event_no = event_rows.event_no
        where acts.conduct in ('trust', 'outward', 'way_in')
    ) as mentions
    anti join known on mentions.account_id = known.account_id
),

on_own as (
    -- one row per act upon a thing that was made before from the same address or with the same tool
    select acts.event_no
    from acts
    inner join (
        select
            subject,
            source_ip_address,
            min(made_at) as made_at
        from own
        group by subject, source_ip_address
    ) as there on acts.subject = there.subject and acts.source_ip_address = there.source_ip_address
    where acts.event_time >= there.made_at
    union
    select acts.event_no
    from acts
    inner join (
        select
            subject,
            user_agent,
            min(made_at) as made_at
        from own
        group by subject, user_agent
    ) as thus on acts.subject = thus.subject and acts.user_agent = thus.user_agent
    where acts.event_time >= thus.made_at
),

judged as (
    -- one row per act
    select
        acts.*,
        on_own.event_no is not null as own,
        strange.event_no is not null as stranger
    from acts
    left join on_own on acts.event_no = on_own.event_no
    left join strange on acts.event_no = strange.event_no
)

select
    profile,
    action_id,
    conduct,
    tactic,
    weight,
    makes,
    takes,
    subject,
    own,
    self,
    stranger,
    min(event_time) as first_seen,
    count(*) as events,
    count(*) filter (where outcome = 'failed') as failed,
    count(*) filter (where denied) as denied,
    count(*) filter (where limited) as limited
from judged
group by all
order by first_seen, profile, action_id, subject
