"""A case folder: what it starts from, what it refuses, and that editing keeps the analyst's words."""

from __future__ import annotations

import os

import pytest
from conftest import ACCOUNT, LEAKED, NOW

from kit.case import add_leaked, new_case, open_case
from kit.errors import CaseError, UsageError


def test_a_key_names_its_account(tmp_path):
    case = new_case(tmp_path / "c", now=NOW, keys=[LEAKED])
    assert case.account == ACCOUNT
    assert open_case(tmp_path / "c").keys == (LEAKED,)


def test_an_account_alone_is_enough(tmp_path):
    assert new_case(tmp_path / "c", now=NOW, account=ACCOUNT).keys == ()


def test_a_user_alone_becomes_the_leaked_principal(tmp_path):
    case = new_case(tmp_path / "c", now=NOW, account=ACCOUNT, user="app")
    assert case.principals == (f"arn:aws:iam::{ACCOUNT}:user/app",)


@pytest.mark.parametrize(
    ("facts", "said"),
    [
        ({}, "--key"),
        ({"keys": ["secret"]}, "access key id"),
        ({"account": "12"}, "12 digits"),
        ({"user": "app"}, "--account"),
        ({"principals": ["app"]}, "ARN"),
    ],
)
def test_refuses_what_no_case_can_start_from(tmp_path, facts, said):
    with pytest.raises(UsageError, match=said):
        new_case(tmp_path / "c", now=NOW, **facts)
    assert not (tmp_path / "c").exists()


def test_never_writes_over_a_case(tmp_path):
    new_case(tmp_path / "c", now=NOW, keys=[LEAKED])
    before = (tmp_path / "c" / "case.toml").read_bytes()
    with pytest.raises(CaseError, match="holds a case already"):
        new_case(tmp_path / "c", now=NOW, account=ACCOUNT)
    assert (tmp_path / "c" / "case.toml").read_bytes() == before


def test_keeps_the_analysts_notes_when_a_key_is_added(tmp_path):
    case = new_case(tmp_path / "c", now=NOW, keys=[LEAKED])
    case.file.write_text(
        case.file.read_text() + '\n# seen on the phone\n[[verdicts]]\nagent = "x"\nactor = "owner"\n'
    )
    again = add_leaked(open_case(case.folder), ["AKIABZPUZDIKAAAAAAAA"])
    assert "# seen on the phone" in case.file.read_text()
    assert again.keys == (LEAKED, "AKIABZPUZDIKAAAAAAAA")
    assert again.verdicts[0].actor == "owner"


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ("[case\n", "no TOML"),
        ("[unheard]\n", "unknown table"),
        ('[[verdicts]]\nactor = "owner"\n', "verdicts"),
        ('[[verdicts]]\nnetwork = "10.0.0.0/8"\nactor = "me"\n', "actor"),
        ('[[verdicts]]\nnetwork = "somewhere"\nactor = "owner"\n', "somewhere"),
    ],
)
def test_a_slip_in_case_toml_is_one_clear_line(tmp_path, line, said):
    case = new_case(tmp_path / "c", now=NOW, keys=[LEAKED])
    case.file.write_text(case.file.read_text() + "\n" + line)
    with pytest.raises(CaseError, match=said) as caught:
        open_case(case.folder)
    assert "\n" not in str(caught.value)


def test_a_folder_without_case(tmp_path):
    with pytest.raises(CaseError, match="no case here"):
        open_case(tmp_path)


@pytest.mark.skipif(os.geteuid() == 0, reason="root reads everything")
def test_a_case_without_permission(tmp_path):
    case = new_case(tmp_path / "c", now=NOW, keys=[LEAKED])
    case.file.chmod(0)
    with pytest.raises(CaseError, match="permissions"):
        open_case(case.folder)
