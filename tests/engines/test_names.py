"""Names in any spelling are found by what is looked for; however many there are, statements stay short."""

from __future__ import annotations

import json

import duckdb
import pytest
from conftest import ACCOUNT, LEAKED, NOW, record
from engines.stand_in import StandIn, as_table
from hypothesis import given, settings
from hypothesis import strategies as st

from kit.analysis.answers import ask
from kit.case import new_case
from kit.collect.engine import frontier
from kit.collect.engine.walk import Walk
from kit.collect.run import collect_items
from kit.sources import LONGEST

SHORT = {
    '"': '\\"',
    "\\": "\\\\",
    "/": "\\/",
    "\b": "\\b",
    "\f": "\\f",
    "\n": "\\n",
    "\r": "\\r",
    "\t": "\\t",
}
# Names as AWS takes them, and what a hostile record may hold; half characters are in no database.
NAMES = st.one_of(
    st.text("abcXYZ019+=,.@_-", min_size=1, max_size=12),
    st.text(st.characters(blacklist_categories=("Cs",), blacklist_characters="\0"), min_size=1, max_size=6),
    st.sampled_from(["名前", "é", "😀", "a😀", 'q"q', "back\\slash", "tab\t", "a/b", "ops-管理"]),
)
# Where a call names something: alone, in an ARN, in a document that is text within the text.
PLACES = (
    '{{"userName":"{}"}}',
    '{{"roleArn":"arn:aws:iam::111122223333:role/{}"}}',
    '{{"roleArn":"arn:aws:iam::111122223333:role\\/path\\/{}","durationSeconds":3600}}',
    '{{"names":["x", "{}"]}}',
)


@st.composite
def spelled(draw, name: str) -> str:
    """The name as some writer of JSON puts it: each letter as it is, as a short escape, or by its number."""
    text = ""
    for letter in name:
        units = letter.encode("utf-16-be").hex()
        numbered = "".join(
            "\\u" + "".join(draw(st.sampled_from((digit, digit.upper()))) for digit in units[at : at + 4])
            for at in range(0, len(units), 4)
        )
        ways = [numbered]
        if letter in SHORT:
            ways.append(SHORT[letter])
        if letter >= " " and letter not in '"\\':
            ways.append(letter)
        text += draw(st.sampled_from(ways))
    return text


@st.composite
def cases(draw) -> tuple[str, str]:
    """(a name, JSON that holds it)."""
    name = draw(NAMES)
    last = name.rsplit("/", 1)[-1]
    text = draw(st.sampled_from(PLACES)).format(draw(spelled(last)))
    if draw(st.booleans()):
        # A policy within a request: a text in a text, whose backslashes and quotes are escaped once more.
        text = json.dumps({"policyDocument": text}, ensure_ascii=draw(st.booleans()))
    return name, text


@given(cases())
@settings(max_examples=400, deadline=None, derandomize=True)
def test_a_name_is_found_however_it_is_spelled(case):
    name, text = case
    json.loads(text)
    pattern = frontier.joined(frontier.patterns({f"user:{ACCOUNT}:{name}"}))
    assert not name.rsplit("/", 1)[-1] or found(text, pattern), (name, text, pattern)


def found(text: str, pattern: str) -> bool:
    return duckdb.execute("select regexp_matches(?, ?)", [text, pattern]).fetchall()[0][0]


@pytest.mark.parametrize("half", [r"\ud800", r"\uDFFF", "?", "\ufffd"])
def test_half_a_character_is_found_as_each_engine_leaves_it(half):
    """The case has U+FFFD in its place, and so does Spark; Trino has a question mark."""
    pattern = frontier.joined(frontier.patterns({f"user:{ACCOUNT}:x\ufffd"}))
    assert found(f'{{"userName":"x{half}"}}', pattern)


def test_another_name_is_not_taken_for_a_short_one():
    pattern = frontier.joined(frontier.patterns({f"user:{ACCOUNT}:é"}))
    assert not found('{"userName":"née"}', pattern)
    assert not found('{"userName":"app","path":"/x/"}', pattern)


def made_users(count: int, letters: int) -> list[dict]:
    """So many users of names of so many letters, made with the leaked key."""
    names = [f"{number:05d}".ljust(letters, "n") for number in range(count)]
    return [
        record(number, eventSource="iam.amazonaws.com", eventName="CreateUser", readOnly=False,
               requestParameters={"userName": name}, responseElements={"user": {"userName": name}})
        for number, name in enumerate(names)
    ]  # fmt: skip


@pytest.mark.parametrize(("count", "letters"), [(3_000, 30), (900, 130)])
def test_thousands_of_names_make_short_statements_that_bring_the_same_rows(count, letters, tmp_path):
    """Rows of all the short statements against those of one that holds every name, which DuckDB takes."""
    case = new_case(tmp_path / "case", now=NOW, keys=[LEAKED], language="en")
    made = made_users(count, letters)
    noise = [record(count + number, eventName="CreateUser", eventSource="iam.amazonaws.com",
                    userIdentity={"type": "IAMUser", "userName": "else", "accessKeyId": "AKIAELSE"},
                    requestParameters={"userName": f"other{number}"}) for number in range(50)]  # fmt: skip
    engine = StandIn(as_table((each, "s3://logs/all.json.gz") for each in [*made, *noise]))
    walk = Walk(case, engine, NOW)
    nodes = {f"user:{ACCOUNT}:{each['requestParameters']['userName']}": "" for each in made}
    list(walk._asker.ask("links", "links", nodes, walk._linking))
    assert len(engine.asked) >= count / 400
    assert max(len(asked.text.encode()) for asked in engine.asked) <= LONGEST

    split = {line for answer in engine.answers for line in answer.splitlines()}
    whole = engine.statement("links", {**walk._linking(nodes), "most": 10**6}, walk.bounds)
    assert len(whole.text.encode()) > LONGEST
    assert split == {*engine.answer(whole).data.decode().splitlines()}
    assert len(split) == count + 1


def test_a_count_of_many_names_is_short_too(tmp_path):
    case = new_case(tmp_path / "case", now=NOW, keys=[LEAKED], language="en")
    names = [f"{number:04d}".ljust(300, "+") for number in range(250)]
    calls = [record(number, userIdentity={"type": "IAMUser", "userName": name, "accessKeyId": "AKIAELSE"})
             for number, name in enumerate(names)]  # fmt: skip
    engine = StandIn(as_table((each, "s3://logs/all.json.gz") for each in calls))
    walk = Walk(case, engine, NOW, most=100)
    nodes = dict.fromkeys((f"user:{ACCOUNT}:{name}" for name in names), "")
    items = list(walk._asker.ask("uses", "uses", nodes, walk._using))
    assert max(len(asked.text.encode()) for asked in engine.asked) <= LONGEST
    assert sum(asked.name == "weights_of_uses" for asked in engine.asked) > 1
    left = [item.failure for item in items if getattr(item, "failure", None)]
    assert len(left) == 150
    assert all("alone brings 1 rows" in why for why in left)


@pytest.mark.parametrize(
    ("name", "said"), [("zero\0byte", "a zero byte"), ("名" * 20_000, "more than a statement")]
)
def test_a_name_that_no_statement_can_hold_has_a_line(name, said, tmp_path):
    case = new_case(tmp_path / "case", now=NOW, keys=[LEAKED], language="en")
    engine = StandIn(as_table([(record(), "s3://logs/all.json.gz")]))
    walk = Walk(case, engine, NOW)
    nodes = {f"user:{ACCOUNT}:{name}": "", f"user:{ACCOUNT}:another": ""}
    collect_items(case, walk._asker.ask("links", "links", nodes, walk._linking))
    (line,) = [row for row in ask(case, "ledger_items").dicts() if row["status"] == "failed"]
    assert said in line["reason"]
    assert len(engine.asked) == 1
