"""Imitations are warned about, links are told apart, masked keys keep what is known."""

from __future__ import annotations

import base64
from urllib.parse import quote

import pytest
from typer.testing import CliRunner

import kit
from kit.cli.app import app
from kit.library import add_notice
from kit.notice import parse

KEY, OTHER = "AKIABTX3GSDSQAAAAAAA", "AKIABTX3GSDSQBBBBBBB"
PLACE = "https://code.example.org/team/shop/raw/9b2/settings.ini"
AWS = "From: Amazon Web Services <no-reply-aws@amazon.com>\nSubject: Your AWS Access Key is Exposed\n"
TEXT = f"The key {KEY} of account 111122223333 is publicly available at {PLACE} .\n"


def read(body: str, headers: str = AWS):
    return parse(f"{headers}\n{body}".encode())


@pytest.mark.parametrize(
    ("results", "doubts"),
    [
        ("spf=pass; dkim=pass; dmarc=pass", ()),
        ("spf=softfail; dkim=none; dmarc=fail (p=none)", ("dmarc",)),
        ("spf=fail; dkim=fail; dmarc=pass", ()),
        ("spf=fail smtp.mailfrom=x.example; dkim=none", ("spf",)),
        ("spf=fail; dkim=pass", ()),
        ("spf=pass; dkim=fail", ("dkim",)),
    ],
)
def test_what_the_receiving_server_noted(results, doubts):
    facts = read(TEXT, f"Authentication-Results: mx.example.org; {results}\n{AWS}")
    assert facts.doubts == doubts
    assert facts.exposed_url == ("" if doubts else PLACE)
    assert (facts.key, facts.account) == (KEY, "111122223333")


def test_a_sender_that_only_calls_itself_aws():
    false = AWS.replace("no-reply-aws@amazon.com", "no-reply@amazon.com.example.net")
    assert read(TEXT, false).doubts == ("sender",)
    assert (
        read(f"FYI\n\nFrom: AWS <no-reply-aws@amazon.com>\nSubject: Exposed key\n\n{TEXT}", false).doubts
        == ()
    )


def test_a_key_of_another_account():
    assert read(TEXT.replace("111122223333", "444455556666")).doubts == ("account",)


@pytest.mark.parametrize(
    "words",
    [
        "Your key {key} has been exposed.\nConfirm your identity at {link} to keep it.",
        "Your key {key} has been exposed.\n\nSign in here: {link}",
        "アクセスキー {key} が公開されています。\n本人確認のためログインしてください {link}",
    ],
)
def test_a_link_that_wants_a_sign_in_is_no_place(words):
    facts = read(words.format(key=KEY, link="https://portal.example.net/login?id=7"))
    assert (facts.exposed_url, facts.doubts, facts.strange_hosts) == ("", ("links",), ("portal.example.net",))


def test_a_host_that_looks_like_awss():
    facts = read(f"The key {KEY} is exposed.\nSee https://aws-support.example.net/case for more.")
    assert (facts.exposed_url, facts.doubts) == ("", ("lookalike",))


@pytest.mark.parametrize(
    "tail",
    [
        "Regards\nExample Inc.\nURL: https://www.example.co.jp/",
        "To learn how to clean a public repository, see https://docs.example.org/clean",
        "Unsubscribe: https://list.example.org/u",
        "https://www.example.co.jp/privacy",
    ],
)
def test_other_links_are_no_place(tail):
    body = f"The key {KEY} was found on the internet. Please rotate it.\n\nThank you.\n\n{tail}\n"
    assert (read(body).exposed_url, read(body).doubts) == ("", ())


WRAPPED = {
    "safelinks": "https://eur02.safelinks.protection.outlook.com/?url="
    + f"{quote(PLACE, safe='')}&data=05%7C01&reserved=0",
    "proofpoint-2": "https://urldefense.proofpoint.com/v2/url?u="
    + quote(PLACE, safe=":").replace("/", "_").replace(":", "-3A").replace("%2F", "_") + "&d=Dw&c=x",
    "proofpoint-3": f"https://urldefense.com/v3/__{PLACE}__;!!abc!def$",
    "proofpoint-3-held": "https://urldefense.com/v3/__https://code.example.org/a*b__;"
    + base64.urlsafe_b64encode(b"?").decode().rstrip("=") + "!!abc$",
    "google": f"https://www.google.com/url?q={quote(PLACE, safe='')}&sa=D",
    "awstrack": f"https://abc.r.us-east-1.awstrack.me/L0/{quote(PLACE, safe=':')}/1/0100/x=1",
    "twice": "https://linkprotect.cudasvc.com/url?a="
    + quote(f"https://www.google.com/url?q={quote(PLACE, safe='')}", safe=""),
}  # fmt: skip


@pytest.mark.parametrize("name", WRAPPED)
def test_rewritten_links(name):
    place = "https://code.example.org/a?b" if name == "proofpoint-3-held" else PLACE
    assert read(f"The key {KEY} is publicly available at {WRAPPED[name]}\n").exposed_url == place


@pytest.mark.parametrize(
    ("shown", "known"),
    [
        ("****-****-WXYZ", "...WXYZ"),
        ("AKIA************WXYZ", "AKIA...WXYZ"),
        ("AKIABTX3********WXYZ", "AKIABTX3...WXYZ"),
        ("AKIAxxxxxxxxxxxxWXYZ", "AKIA...WXYZ"),
        ("AKIA...WXYZ", "AKIA...WXYZ"),
    ],
)
def test_masked_keys(shown, known):
    facts = read(f"Access Key  Web Site\n-----------------\n{shown}  {PLACE}\n")
    assert (facts.keys, facts.masked_keys, facts.exposed_url) == ((), (known,), PLACE)


def test_a_masked_form_of_a_key_that_is_named_is_no_other_key():
    assert read(f"{TEXT}\n****AAAA\n").masked_keys == ()


def test_several_keys_stay_several(tmp_path):
    (tmp_path / "n.eml").write_text(f'{AWS}\n{TEXT}Another one: {OTHER} of the IAM user "second".\n')
    case = kit.new_case(tmp_path / "case", notice=tmp_path / "n.eml")
    assert case.keys == (KEY, OTHER)


def test_a_further_notice_fills_gaps_and_never_replaces(tmp_path):
    first, second, false = (tmp_path / f"{name}.eml" for name in ("a", "b", "c"))
    first.write_text(f"{AWS}\n{TEXT}")
    second.write_text(f"{AWS}\nReminder: key {OTHER}, account 111122223333. Support case ID: 17345678901\n")
    false.write_text(f"{AWS}\nKey AKIABTX3GSDSQCCCCCCC. Verify your account at https://x.example/login\n")
    made = kit.new_case(tmp_path / "case", notice=first)
    case, facts = add_notice(made, second)
    assert (case.keys, facts.keys) == ((KEY, OTHER), (OTHER,))
    assert case.notice["support_case"] == "17345678901"
    assert (case.notice["exposed_url"], case.notice["mail_sha256"]) == (PLACE, made.notice["mail_sha256"])
    again, facts = add_notice(case, false)
    assert (facts.doubts, again.keys, again.notice) == (("links",), case.keys, case.notice)
    assert len(kit.ask(again, "ledger_items").rows) == 3


def test_a_notice_without_doubts_takes_the_place_of_one_with(tmp_path):
    (tmp_path / "false.eml").write_text(f"Authentication-Results: mx; dmarc=fail\n{AWS}\n{TEXT}")
    (tmp_path / "true.eml").write_text(f"{AWS}\n{TEXT}")
    made = kit.new_case(tmp_path / "case", notice=tmp_path / "false.eml")
    case, _ = add_notice(made, tmp_path / "true.eml")
    assert (made.notice["doubts"], case.notice["doubts"]) == ("dmarc", "")
    assert (case.notice["exposed_url"], case.notice["subject"]) == (PLACE, "Your AWS Access Key is Exposed")


@pytest.mark.parametrize(("lang", "word"), [("en", "imitation"), ("ja", "なりすまし")])
def test_the_answer_warns_too(tmp_path, lang, word):
    (tmp_path / "n.eml").write_text(f"Authentication-Results: mx; dmarc=fail\n{AWS}\n{TEXT}")
    case = kit.new_case(tmp_path / "case", notice=tmp_path / "n.eml", lang=lang)
    said = [row["statement"] for row in kit.ask(case, "leak").dicts() if row["topic"] == "doubt-dmarc"]
    assert len(said) == 1
    assert word in said[0]


def test_the_command_says_what_it_read_and_where_and_warns(tmp_path):
    (tmp_path / "n.eml").write_text(f"{AWS}\n{TEXT}")
    (tmp_path / "c.eml").write_text(
        f"{AWS}\nKey {OTHER} of account 444455556666: sign in at https://x.example/\n"
    )
    new_case = ["new", str(tmp_path / "case"), "--notice", str(tmp_path / "n.eml"), "--lang", "en"]
    made = CliRunner().invoke(app, new_case)
    assert f"Access key: {KEY} (line 1)" in made.stdout
    assert f"Found at: {PLACE} (line 1)" in made.stdout
    more = CliRunner().invoke(app, ["notice", str(tmp_path / "case"), str(tmp_path / "c.eml")])
    assert f"Access key: {OTHER}" in more.stdout
    assert "names account 444455556666, this case is of account 111122223333" in more.stderr
    assert "keys of this notice are not followed" in more.stderr
    assert more.exit_code == 0


def test_the_command_matches_a_masked_key_with_the_logs(tmp_path):
    from conftest import build_case, record

    made = build_case(tmp_path, [record(0)], keys=[], account="111122223333")
    masked = f"{AWS}\nKey ****-****-AAAA of account 111122223333 is publicly available at {PLACE}\n"
    (tmp_path / "n.eml").write_text(masked)
    said = CliRunner().invoke(app, ["notice", str(made.folder), str(tmp_path / "n.eml"), "--lang", "en"])
    assert "Access key, only its ends: ...AAAA" in said.stdout
    assert "One key that the evidence names fits it: AKIABTX3GSDSQAAAAAAA." in said.stdout
    assert kit.open_case(made.folder).keys == ()
