-- title: Findings
-- question: What has to be told, in order of weight, each with its events?
-- grain: one row per finding
-- reads: [event_actions]
-- notes: The statement is where it starts from, the intruder's calls by action. The answer adds what the
--   ledgers, the credential tree and the quarantine show. No finding rests on a lone weak call.
-- answer: standing_findings:findings
select
    tactic,
    technique,
    action_id,
    max(weight) as weight,
    count(*) as calls
from event_actions
where third_party
group by all
order by weight desc, calls desc, action_id asc
