"""Ways of calling, and visits made of them."""

from __future__ import annotations

from datetime import timedelta

from calls import ABROAD, FIRST, OFFICE, profile
from msgspec import structs

from kit.analysis import describe
from kit.analysis.actors.profiles import Profile, by_credential, visits


def test_a_visit_is_one_credential_from_one_network_with_one_tool():
    """Two addresses of one /24 and two calls are one visit; another tool from there is a second one."""
    found = visits(
        [
            profile("s3:PutObject", address="203.0.113.10"),
            profile("s3:GetObject", address="203.0.113.99", at=FIRST - timedelta(hours=1)),
            profile("s3:GetObject", address="203.0.113.10", agent="aws-cli/2.15.0"),
        ]
    )
    assert [(visit.network, visit.tool, len(visit.profiles)) for visit in found] == [
        ("203.0.113.0/24", "boto3/1.35", 2),
        ("203.0.113.0/24", "aws-cli/2.15", 1),
    ]
    assert found[0].first_seen == FIRST - timedelta(hours=1)
    assert found[0].addresses == ("203.0.113.10", "203.0.113.99")


def test_calls_of_a_service_on_behalf_of_the_caller_are_no_visit():
    """CloudFormation calls EC2 with the caller's credential: address and invokedBy are the service's."""
    service = profile("ec2:RunInstances", invoked_by="cloudformation.amazonaws.com")
    by_hand = profile("ec2:RunInstances", address=ABROAD)
    assert service.on_behalf
    assert [visit.network for visit in visits([service, by_hand])] == ["198.51.100.0/24"]


def test_the_version_in_a_name_of_lambda_is_no_other_call():
    """Lambda's API names carry its date: CreateFunction20150331, UpdateFunctionCode20150331v2."""
    assert profile("lambda:CreateFunction20150331").call == "lambda:CreateFunction"
    assert profile("lambda:UpdateFunctionCode20150331v2").call == "lambda:UpdateFunctionCode"
    assert profile("s3:GetObject").call == "s3:GetObject"


def test_visits_are_grouped_by_credential_in_their_order():
    other = profile(credential_id="ASIABTX3GSDSQCCCCCCC", at=FIRST + timedelta(days=1))
    groups = by_credential(visits([other, profile(address=OFFICE), profile(address=ABROAD)]))
    assert {key: len(found) for key, found in groups.items()} == {
        "AKIABTX3GSDSQAAAAAAA": 2,
        "ASIABTX3GSDSQCCCCCCC": 1,
    }


def test_the_step_has_the_columns_in_the_order_of_a_profile():
    columns = [name for name, _ in describe().steps["ways_of_calling"]]
    given = {field.name: field for field in structs.fields(Profile)}
    assert list(given)[: len(columns)] == columns
    assert list(given)[len(columns) :] == ["service", "call", "network", "tool"]


def test_what_is_found_of_a_profile_is_found_anew_when_it_changes():
    changed = structs.replace(profile("s3:GetObject"), event_name="PutObject", address="198.51.100.7")
    assert (changed.call, changed.network) == ("s3:PutObject", "198.51.100.0/24")
