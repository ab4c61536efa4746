"""Ten million calls of everybody's and one incident among them: few rounds, few rows, the same tree."""

from __future__ import annotations

import duckdb
import pytest
from conftest import NOW
from engines.same import answers, walked
from engines.stand_in import StandIn, as_table, records_in

from kit.case import new_case, open_case
from kit.notice import parse as parse_notice

EVENTS = 10_000_000

# Users and roles of a large account: one call in seven takes a role on, most of them the same one.
EVERYBODY = """
copy (
    with numbers as (
        select
            i,
            i % 997 as who,
            case when i % 7 = 0 then 'AssumeRole' when i % 7 = 1 then 'Decrypt' else 'GetObject' end as call,
            strftime(timestamp '2026-01-01' + to_milliseconds(i * 800), '%Y-%m-%dT%H:%M:%SZ') as moment,
            case when i % 14 = 0 then 'everyone' else 'batch-' || (i % 53) end as role
        from range({events}) as made (i)
    )
    select
        '1.11' as eventversion,
        moment as eventtime,
        case call
            when 'AssumeRole' then 'sts.amazonaws.com'
            when 'Decrypt' then 'kms.amazonaws.com'
            else 's3.amazonaws.com'
        end as eventsource,
        call as eventname,
        ['us-east-1', 'eu-west-1', 'ap-northeast-1'][1 + i % 3] as awsregion,
        '203.0.113.' || (i % 200) as sourceipaddress,
        'aws-sdk-go/1.44' as useragent,
        printf('%08x-0000-4000-8000-000000000000', i) as eventid,
        'AwsApiCall' as eventtype,
        '{account}' as recipientaccountid,
        case when call = 'GetObject' then 'Data' else 'Management' end as eventcategory,
        case
            when call = 'AssumeRole'
                then
                    '{{"roleArn":"arn:aws:iam::{account}:role/' || role
                    || '","roleSessionName":"s-' || i || '"}}'
            else '{{"bucketName":"data-' || (i % 31) || '","key":"part/' || i || '"}}'
        end as requestparameters,
        case when call = 'AssumeRole'
            then '{{"credentials":{{"accessKeyId":"' || printf('ASIANOISE%011d', i) || '"}}}}'
        end as responseelements,
        {{
            'type': 'IAMUser', 'principalid': printf('AIDANOISE%08d', who),
            'arn': 'arn:aws:iam::{account}:user/svc-' || who, 'accountid': '{account}',
            'invokedby': null::varchar,
            'accesskeyid': printf('AKIANOISE%011d', who), 'username': 'svc-' || who,
            'sessioncontext': {{
                'attributes': {{'mfaauthenticated': null::varchar, 'creationdate': null::varchar}},
                'sessionissuer': {{
                    'type': null::varchar, 'principalid': null::varchar, 'arn': null::varchar,
                    'accountid': null::varchar, 'username': null::varchar
                }}
            }}
        }} as useridentity,
        null::struct(arn varchar, accountid varchar, "type" varchar)[] as resources,
        's3://logs/' || (i // 20000) || '.json.gz' as path
    from numbers
) to '{place}' (format parquet)
"""


@pytest.mark.slow
@pytest.mark.timeout(1800)
def test_an_incident_among_ten_million_calls(demo_evidence, demo_case, tmp_path, figure):
    place = tmp_path / "everybody.parquet"
    account = open_case(demo_case.folder).account
    duckdb.connect().execute(EVERYBODY.format(events=EVENTS, account=account, place=place))
    planted = list(records_in(demo_evidence / "trail"))
    engine = StandIn(as_table(planted), beside=str(place))
    notice = parse_notice(demo_evidence / "notice_ja.eml").to_case()
    part = new_case(tmp_path / "case", now=NOW, notice=notice)

    walk = walked(part, engine)

    assert answers(part, "credentials") == answers(demo_case, "credentials")
    assert answers(part, "key_activity") == answers(demo_case, "key_activity")
    assert walk.rounds <= 8
    noise = {
        line
        for asked, answer in zip(engine.asked, engine.answers, strict=True)
        if asked.name != "hours"
        for line in answer.splitlines()
        if "NOISE" in line
    }
    figure(f"{EVENTS:,} calls of others: {walk.rounds} rounds, {len(noise):,} rows beyond the tree")
    # Each of their users' long-term keys has its last call.
    assert 900 < len(noise) <= 0.02 * EVENTS
