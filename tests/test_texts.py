"""The two languages say the same things, and every closed value has its word."""

from __future__ import annotations

import re
from datetime import datetime, timedelta
from pathlib import Path

import pytest
import yaml
from babel.dates import format_datetime
from babel.numbers import format_decimal
from fluent.syntax import FluentParser, ast
from fluent.syntax.visitor import Visitor
from hypothesis import given
from hypothesis import strategies as st

from kit import texts
from kit.analysis.actors.reasons import sentence
from kit.case import LANGUAGES
from kit.errors import ContentError
from kit.rules import effects
from kit.rules.pages import pages
from kit.texts import formats, patterns
from kit.texts.messages import _texts, by_fluent

FOLDER = Path(texts.__file__).parent
VOCABULARY = yaml.safe_load((FOLDER.parent / "vocabulary.yml").read_text(encoding="utf-8"))


class _Variables(Visitor):
    def __init__(self) -> None:
        self.names: set[str] = set()

    def visit_VariableReference(self, node: ast.VariableReference) -> None:  # noqa: N802 (fluent's name)
        self.names.add(node.id.name)


def messages(lang: str) -> dict[str, set[str]]:
    """Message id -> the variables it uses."""
    found = {}
    for entry in FluentParser().parse((FOLDER / f"{lang}.ftl").read_text(encoding="utf-8")).body:
        if isinstance(entry, ast.Message):
            visitor = _Variables()
            visitor.visit(entry)
            found[entry.id.name] = visitor.names
    return found


def test_both_languages_have_the_same_ids():
    assert len(messages("en")) > 40
    assert set(messages("en")) == set(messages("ja"))


def test_a_message_takes_the_same_arguments_in_both_languages():
    english, japanese = messages("en"), messages("ja")
    assert {name: used for name, used in english.items() if used != japanese.get(name)} == {}


def test_japanese_is_japanese():
    """Text without a Japanese character is a sentence that nobody translated, unless it is a name in both."""
    forgotten = []
    for name, used in messages("ja").items():
        args = dict.fromkeys(used, "x")
        words = texts.text("ja", name, **args)
        japanese = any("\u3040" <= letter <= "\u30ff" or "\u4e00" <= letter <= "\u9fff" for letter in words)
        if not japanese and words != texts.text("en", name, **args):
            forgotten.append(name)
    assert forgotten == []


def test_missing_id_and_missing_argument_stop_the_kit():
    with pytest.raises(ContentError, match="no-such-message"):
        texts.text("en", "no-such-message")
    with pytest.raises(ContentError, match="language 'fr'"):
        texts.text("fr", "actor-aws")


def test_no_isolation_marks_in_text():
    for lang in LANGUAGES:
        for name, used in messages(lang).items():
            words = texts.text(lang, name, **dict.fromkeys(used, "x"))
            assert not set(words) & {"\u2068", "\u2069"}


@pytest.mark.parametrize("lang", LANGUAGES)
def test_what_is_said_without_fluent_is_what_fluent_says(lang):
    """Each message with text, with numbers of each plural form and with each key that it chooses by."""
    plain = 0
    for name, used in messages(lang).items():
        entry = _texts(lang).entries[name]
        keys = re.findall(r"\[ *([\w-]+) *\]", entry)
        for value in ("x  y ", "", 0, 1, 2, 1_234_567, -5_000, "1", "one", "other", *keys) if used else ("",):
            args = dict.fromkeys(used, value)
            pattern = _texts(lang).plain(name)
            assert pattern is not None, f"{name}: of another kind; kit.texts.patterns cannot read it"
            assert patterns.say(lang, pattern, args) == by_fluent(lang, name, args), (name, value)
            plain += 1
    assert plain > 1_000


@pytest.mark.parametrize(
    "entry",
    [
        "a = two\n    lines\n",
        "a = { NUMBER($n) }\n",
        "a = { -term }\n",
        "a = { other }\n",
        "a = { $n ->\n    [one] x\n}\n",
        "a = x }\n",
        "a = x\n    .title = y\n",
        'a = { "\\u0041" }\n',
        "a =\n",
    ],
)
def test_what_only_fluent_can_read_is_left_to_it(entry):
    with pytest.raises(patterns.NotPlainError):
        patterns.read(entry)


def test_a_value_that_only_fluent_can_write_is_left_to_it():
    """Half calls are nobody's, but 2.5 is written as the language writes it, and a hole is an error."""
    assert texts.text("en", "words-more", count=1234.5) == by_fluent("en", "words-more", {"count": 1234.5})
    with pytest.raises(ContentError, match="count"):
        texts.text("en", "words-more")


@given(
    st.one_of(st.integers(-(10**15), 10**15), st.floats(-1e15, 1e15), st.decimals(-1000, 1000, places=3)),
    st.sampled_from([0, 1, 2, 4]),
)
def test_numbers_are_written_as_babel_writes_them(value, digits):
    pattern = "#,##0" + ("." + "0" * digits if digits else "")
    for lang in LANGUAGES:
        expected = format_decimal(value if isinstance(value, int) else float(value), pattern, locale=lang)
        nothing = not expected.strip("-0.")  # babel writes -0
        given_value = value if isinstance(value, int) else float(value)
        assert formats.number(lang, given_value, digits) == (expected.strip("-") if nothing else expected)


@given(st.datetimes(datetime(1970, 1, 2), datetime(2100, 1, 1)))
def test_moments_are_written_as_babel_writes_them(value):
    for lang, pattern, day in (
        ("en", "d MMM yyyy, HH:mm:ss", "d MMM yyyy"),
        ("ja", "yyyy年M月d日 HH:mm:ss", "yyyy年M月d日"),
    ):
        assert formats.moment(lang, value) == f"{format_datetime(value, pattern, locale=lang)} UTC"
        assert formats.day(lang, value) == format_datetime(value, day, locale=lang)


def test_numbers_money_and_times_in_both_languages():
    assert formats.money("en", 1234.5) == "$1,234.50"
    assert formats.money("ja", 1234567.8, "JPY") == "1,234,568 円"
    assert formats.money("en", 1234567.8, "JPY") == "¥1,234,568"
    assert formats.money("ja", None) == "–"
    assert formats.day("ja", "2026-03-26") == "2026年3月26日"
    night = datetime(2026, 3, 26, 19, 2, 11)
    assert formats.moment("ja", night, "Asia/Tokyo") == "2026年3月27日 04:02:11 JST (3/26 19:02:11 UTC)"
    assert formats.moment("en", night, "UTC") == "26 Mar 2026, 19:02:11 UTC"
    assert formats.span("en", timedelta(days=3, hours=4, minutes=5)) == "3 d 4 h"
    assert formats.span("ja", timedelta(seconds=0)) == "0秒"


@pytest.mark.parametrize("lang", LANGUAGES)
def test_a_span_without_times_is_said_as_such(lang):
    """`during` of findings whose records have no time, or only one of both."""
    args = {"calls": 2, "regions": 1, "tactic": "Discovery", "names": ["x"]}
    moment = datetime(2026, 3, 1)
    undated = texts.say(lang, "UTC", "finding-unclear-act", {**args, "at": None, "last": None})
    assert texts.text(lang, "words-undated") in undated
    for at, last in ((moment, None), (None, moment)):
        assert "2026" in texts.say(lang, "UTC", "finding-unclear-act", {**args, "at": at, "last": last})


def test_a_sentence_without_its_values_has_no_hole():
    """Each message said with nothing for every value: no empty brackets, no doubled space, no mark after
    nothing."""
    holes = re.compile(r"\S  \S|\(\s*\)|（）|「」|\(\s*[,、;]|[,、;:：]\s*[,、;。.)]|\s[、。]|^\s*[,、。]|``")
    found = []
    for lang in LANGUAGES:
        for name, used in messages(lang).items():
            words = re.sub(r"`[^`]+`", "x", texts.say(lang, "Asia/Tokyo", name, dict.fromkeys(used)))
            if holes.search(words):
                found.append((lang, name, words))
    assert found == []


def test_no_word_of_the_code_stands_in_a_sentence():
    """Names with an underscore are the code's, unless a sentence quotes a command, a file or a column."""
    quoted = re.compile(r"`[^`]*`|\bkit [a-z]+ .*|https?://\S+|--[a-z-]+")
    found = []
    for lang in LANGUAGES:
        for name, used in messages(lang).items():
            words = quoted.sub("", texts.text(lang, name, **dict.fromkeys(used, "x")))
            found += [(lang, name, word) for word in re.findall(r"\b[a-z]+(?:_[a-z]+)+\b", words)]
    assert found == []


def test_no_message_names_another():
    """Ids of messages are the code's words too, with hyphens."""
    quoted = re.compile(r"`[^`]*`")
    found = []
    for lang in LANGUAGES:
        for name, used in messages(lang).items():
            words = quoted.sub("", texts.text(lang, name, **dict.fromkeys(used, "x")))
            found += [(lang, name, w) for w in re.findall(r"[a-z]+(?:-[a-z]+)+", words) if texts.has(lang, w)]
    assert found == []


def test_every_link_of_a_credential_has_a_word():
    """In reasons, the tree and the table; a call of AWS's is its own word."""
    links = VOCABULARY["link"]
    for lang in LANGUAGES:
        args = {"event": "e", "parent": "p"}
        said = [sentence(lang, "actor-reason-child-intruder", {**args, "link": link}) for link in links]
        assert not [words for words in said if "_" in words]
        assert any("AssumeRole" in words for words in said)


def test_every_thing_and_service_of_the_rules_has_a_name():
    """What calls make is called by a name that people use, in both languages."""
    named = {(kind.service, kind.shown) for kind in effects().kinds.values()}
    named |= {(page.service, "instance") for page in pages()}
    for lang in LANGUAGES:
        bare = {one for one in named if not texts.has(lang, f"service-{one[0]}")}
        bare |= {one for one in named if not texts.has(lang, f"kind-{one[1]}")}
        assert bare == set()


def test_things_are_counted_as_people_count_them():
    found = [("ec2", "instance")] * 22 + [("ec2", "spot_request")] * 8 + [("ecs", "service"), ("", "policy")]
    assert (
        texts.things("ja", found)
        == "EC2 インスタンス 22 件、EC2 スポットリクエスト 8 件、ECS サービス 1 件、ほか 1 件"
    )
    assert texts.things("en", found) == "22 EC2 instances, 8 EC2 spot requests, 1 ECS service, and 1 more"
    assert texts.things("en", [("", "policy")] * 2) == "2 policies"
    assert texts.thing("en", ("unheard-of", "odd_thing"), 2) == "unheard-of odd things"
