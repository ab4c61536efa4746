"""Where a call came from and with what."""

from __future__ import annotations

import ipaddress

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kit.analysis.credentials import from_aws, is_public, network, tool, within


@pytest.mark.parametrize(
    ("address", "around"),
    [
        ("203.0.113.10", "203.0.113.0/24"),
        ("2001:db8:1:2::5", "2001:db8:1::/48"),
        ("AWS Internal", "AWS Internal"),
        ("cloudformation.amazonaws.com", "cloudformation.amazonaws.com"),
        ("", ""),
    ],
)
def test_a_network_is_the_least_that_providers_give_out(address, around):
    assert network(address) == around


OCTET = st.one_of(st.integers(0, 300).map(str), st.sampled_from(("", "00", "01", "1 ", "٣", "1\n")))


@settings(deadline=None, max_examples=500)
@given(octets=st.lists(OCTET, min_size=3, max_size=5))
def test_a_network_of_ipv4_is_of_what_ipaddress_takes(octets):
    address = ".".join(octets)
    try:
        around = str(ipaddress.ip_network(f"{ipaddress.IPv4Address(address)}/24", strict=False))
    except ValueError:
        around = address
    assert network(address) == around


GROUP = st.sampled_from((0, 0, 1, 0xDB8, 0xFFFF))


@settings(deadline=None)
@given(groups=st.lists(GROUP, min_size=8, max_size=8), exploded=st.booleans())
def test_a_network_of_ipv6_is_written_as_ipaddress_writes_it(groups, exploded):
    address = ipaddress.IPv6Address(int("".join(f"{group:04x}" for group in groups), 16))
    around = ipaddress.ip_network(f"{address}/48", strict=False)
    assert network(address.exploded if exploded else str(address).upper()) == str(around)


@pytest.mark.parametrize(
    ("address", "public"),
    [
        ("198.51.100.7", True),
        ("2001:db8::1", True),
        ("10.0.0.4", False),
        ("172.31.0.9", False),
        ("172.32.0.9", True),
        ("100.64.0.1", False),
        ("fd00::1", False),
        ("ec2.amazonaws.com", False),
    ],
)
def test_private_ranges_and_services_could_not_be_anybodys(address, public):
    assert is_public(address) is public


@pytest.mark.parametrize(
    ("agent", "product"),
    [
        ("aws-cli/2.15.30 Python/3.11.8 Linux/5.10", "aws-cli/2.15 linux"),
        ("[aws-cli/2.15.1 md/prompt#off command#iam.create-user]", "aws-cli/2.15"),
        ("Boto3/1.34.5 md/Botocore#1.34 Kali", "boto3/1.34 kali"),
        ("python-requests/2.32.3", "python-requests/2.32"),
        ("cloudformation.amazonaws.com", "cloudformation.amazonaws.com"),
        ("", ""),
    ],
)
def test_a_tool_is_product_minor_version_and_system(agent, product):
    assert tool(agent) == product


@pytest.mark.parametrize(
    ("address", "agent", "user_type", "own"),
    [
        ("AWS Internal", "x", "IAMUser", True),
        ("203.0.113.9", "x", "AWSService", True),
        ("72.21.217.97", "aws-internal/3 aws-sdk-java/1.11", None, True),
        ("72.21.217.97", "aws-cli/2.15", None, False),
        ("203.0.113.9", "aws-internal/3", None, False),
        ("cloudformation.amazonaws.com", "cloudformation.amazonaws.com", "IAMUser", False),
        ("", "", None, False),
    ],
)
def test_a_call_is_awss_own_by_its_source(address, agent, user_type, own):
    assert from_aws(address, agent, user_type) is own


def test_an_address_lies_in_the_first_network_that_holds_it():
    listed = [ipaddress.ip_network(text) for text in ("203.0.113.0/28", "203.0.113.0/24", "2001:db8::/32")]
    assert within("203.0.113.9", listed) == "203.0.113.0/28"
    assert within("203.0.113.99", listed) == "203.0.113.0/24"
    assert within("2001:db8::9", listed) == "2001:db8::/32"
    assert within("198.51.100.7", listed) is None
    assert within("AWS Internal", listed) is None
