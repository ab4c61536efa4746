"""The analyst's own AWS configuration, broken in the ways that files, programs and variables break: one
line each, with what is off, and nothing of a secret in it."""

from __future__ import annotations

import pytest

from kit.errors import KitError
from kit.sources import Access, open_account

KEYS = "aws_access_key_id = AKIAX\naws_secret_access_key = a-secret-that-nobody-sees\n"
NOWHERE = "http://127.0.0.1:9"
PROCESS = "[default]\ncredential_process = "


class Nobody:
    keys = principals = ()


@pytest.fixture
def configured(credentials, monkeypatch, tmp_path):
    """`configured(text)`: this file alone says how to sign in."""
    monkeypatch.delenv("AWS_ACCESS_KEY_ID")
    monkeypatch.delenv("AWS_SECRET_ACCESS_KEY")
    monkeypatch.setenv("HOME", str(tmp_path))
    return lambda text: (tmp_path / "aws_config").write_text(text, encoding="latin-1")


def said(**access) -> str:
    """The line that ends signing in."""
    with pytest.raises(KitError) as caught:
        open_account(Nobody, Access(**{"endpoint_url": NOWHERE, **access}))
    line = str(caught.value)
    assert line.splitlines() == [line]
    assert 20 < len(line) < 600
    assert "Traceback" not in line
    return line


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("\0\xff\xfe[[[", "mend that file"),
        ("aws_access_key_id = x\n", "mend that file"),
        (f"[default]\n{KEYS}[default]\n{KEYS}", "mend that file"),
        (f"{PROCESS}/nowhere/at/all\n", "/nowhere/at/all"),
        (f'{PROCESS}sh -c "echo no luck >&2; exit 3"\n', "no luck"),
        (f"{PROCESS}echo hello\n", "program or file that credentials"),
        (f"{PROCESS}echo []\n", "program or file that credentials"),
        (f'{PROCESS}echo {{\\"Version\\": 9}}\n', "custom-process"),
        (f'{PROCESS}echo "\n', "AWS configuration"),
        ("[default]\nsso_session = x\nsso_account_id = 1\nsso_role_name = r\n", "sso-session"),
        (
            "[default]\nsso_start_url = https://x.invalid\nsso_region = us-east-1\nsso_account_id = 1\n"
            "sso_role_name = r\n",
            "sign in again",
        ),
        (
            "[default]\nrole_arn = arn:aws:iam::1:role/a\nsource_profile = b\n"
            "[profile b]\nrole_arn = arn:aws:iam::1:role/b\nsource_profile = default\n",
            "loop",
        ),
        ("[default]\nrole_arn = arn:aws:iam::1:role/a\nsource_profile = gone\n", "gone"),
        ("[default]\nrole_arn = arn:aws:iam::1:role/a\nweb_identity_token_file = /nowhere\n", "/nowhere"),
        ("[default]\naws_access_key_id = AKIAX\n", "aws_secret_access_key"),
        (f"[default]\ndefaults_mode = wild\n{KEYS}", "wild"),
    ],
)
def test_a_slip_in_the_file_is_one_line_that_says_what_is_off(configured, text, why):
    configured(text)
    assert why in said()


@pytest.mark.parametrize("endpoint", [":::", "garbage", "http://[::1", "ftp://127.0.0.1:9"])
def test_an_endpoint_that_is_none(configured, endpoint):
    configured(f"[default]\nendpoint_url = {endpoint}\n{KEYS}")
    assert "AWS failed" in said(endpoint_url=None)
    assert "AWS failed" in said(endpoint_url=endpoint)


def test_a_profile_that_is_not_there_is_named_as_it_was_given(configured, monkeypatch):
    configured(f"[profile mine]\n{KEYS}")
    assert said(profile="other").startswith("--profile other: ")
    monkeypatch.setenv("AWS_PROFILE", "another")
    assert said().startswith("AWS_PROFILE=another: ")


def test_a_session_token_pasted_with_a_line_end_is_not_shown(configured, monkeypatch):
    configured("")
    monkeypatch.setenv("AWS_ACCESS_KEY_ID", "ASIAX")
    monkeypatch.setenv("AWS_SECRET_ACCESS_KEY", "a-secret-that-nobody-sees")
    monkeypatch.setenv("AWS_SESSION_TOKEN", "first-half-of-a-token\nsecond-half-of-a-token")
    line = said()
    assert "[masked]" in line
    assert "half-of-a-token" not in line
