"""case.toml refuses what it may not hold, with file, line and what is right."""

from __future__ import annotations

import random
import tomllib

import pytest
from conftest import ACCOUNT, LEAKED, NOW, build_case, record

from kit import ask
from kit.case import new_case, open_case
from kit.errors import CaseError


def _with(tmp_path, table: str, line: str):
    """A new case whose case.toml has `line` below the head of `table`, in place of a line on the same key."""
    case = new_case(tmp_path / "case", now=NOW, keys=[LEAKED], notice={"kind": "exposed"})
    lines = case.file.read_text(encoding="utf-8").splitlines()
    key = line.split("=")[0].strip()
    lines = [each for each in lines if each.split("=")[0].strip() != key]
    at = lines.index(f"[{table}]") + 1
    case.file.write_text("\n".join([*lines[:at], line, *lines[at:]]) + "\n", encoding="utf-8")
    return case, at + 1


@pytest.mark.parametrize(
    ("table", "line", "right"),
    [
        ("case", 'custmer = "x"', "customer"),
        ("case", "account = 111122223333", "a text in quotes"),
        ("case", 'language = "fr"', "ja, en"),
        ("case", "since = 5", "a time"),
        ("leaked", 'keys = "AKIABTX3GSDSQAAAAAAA"', "a list of texts"),
        ("leaked", "keys = [1]", "a list of texts"),
        ("owner", 'network = ["10.0.0.0/8"]', "networks"),
        ("owner", 'networks = ["10.0.0.0/8", "office"]', "203.0.113.0/24"),
        ("owner", 'agents = "app"', "a list of texts"),
        ("money", "rate = nan", "1 USD"),
        ("money", "rate = -3.0", "1 USD"),
        ("money", "rate = inf", "1 USD"),
        ("money", "rate = " + "9" * 400, "1 USD"),
        ("money", 'rate = "152"', "1 USD"),
        ("money", "rate = true", "1 USD"),
        ("money", 'currency = "yen"', "three capital letters"),
        ("money", 'billing = "indirect"', "direct, reseller"),
        ("notice", "key = [1]", "a text in quotes"),
        ("notice", 'received_at = "soon"', "a time"),
        ("notice", "received_at = 9999-12-31T23:59:59Z", "a time"),
    ],
)
def test_a_slip_has_its_line_and_what_is_right(tmp_path, table, line, right):
    case, number = _with(tmp_path, table, line)
    with pytest.raises(CaseError) as caught:
        open_case(case.folder)
    said = str(caught.value)
    assert said.startswith(f"{case.file}:{number}: [{table}] ")
    assert line.split("=")[0].strip() in said
    assert right in said
    assert "\n" not in said


@pytest.mark.parametrize(
    ("text", "line", "said"),
    [
        ('[case]\naccount = "111122223333"\n\n[lekaed]\nkeys = []\n', 4, "unknown table"),
        ('case = "x"\n', 1, "[case]"),
        ('[verdicts]\nactor = "owner"\n', 1, "[[verdicts]]"),
        (f'[leaked]\nkeys = ["{LEAKED}"]\n[[verdicts]]\nagent="a"\nactor = "owner"\n'
         '[[verdicts]]\nagent="b"\nwhy = "c"\nactor = "owner"\n', 8, "'why'"),
        (f'[leaked]\nkeys = ["{LEAKED}"]\n[[verdicts]]\nagent = 5\nactor = "owner"\n', 4, "a text in quotes"),
        (f'[leaked]\nkeys = ["{LEAKED}"]\n[[verdicts]]\nagent = "a"\nactor = "me"\n', 5, "intruder, owner"),
    ],
)  # fmt: skip
def test_tables_and_blocks_have_their_line_too(tmp_path, text, line, said):
    (tmp_path / "case.toml").write_text(text, encoding="utf-8")
    with pytest.raises(CaseError) as caught:
        open_case(tmp_path)
    assert str(caught.value).startswith(f"{tmp_path / 'case.toml'}:{line}: ")
    assert said in str(caught.value)


def test_a_file_that_is_no_text_has_its_line(tmp_path):
    (tmp_path / "case.toml").write_bytes(b'[case]\ncustomer = "\x83J"\n')
    with pytest.raises(CaseError, match=r"case\.toml:2: is no UTF-8"):
        open_case(tmp_path)


def test_a_byte_order_mark_is_no_slip(tmp_path):
    case = new_case(tmp_path / "case", now=NOW, keys=[LEAKED])
    case.file.write_bytes(b"\xef\xbb\xbf" + case.file.read_bytes())
    assert open_case(case.folder).keys == (LEAKED,)


def test_a_program_of_the_owners_settles_what_is_unclear(tmp_path):
    """[owner] agents: what the kit cannot tell by itself is the owner's where the owner named the program."""
    records = [record(place, userAgent="backup-job/2.1 lib/3") for place in range(3)]
    told = {}
    for name, toml in (("unsaid", ""), ("said", '[owner]\nagents = ["backup-job"]\n')):
        (tmp_path / name).mkdir()
        case = build_case(tmp_path / name, records, toml=toml)
        told[name] = {(row["actor"], row["actor_reason"]) for row in ask(case, "key_activity").dicts()}
    assert {actor for actor, _ in told["unsaid"]} == {"unclear"}
    assert told["said"] == {("owner", "With backup-job, a program that the owner named.")}


def _damaged(text: str, dice: random.Random) -> str:
    """case.toml as a careless hand, or a hostile one, would leave it."""
    values = (
        "nan",
        "-1",
        "[]",
        "{}",
        '""',
        "true",
        "1979-05-27",
        '"\\u202e"',
        "[[[]]]",
        "9" * 400,
        "'x'",
        "inf",
    )
    lines = text.splitlines()
    for _ in range(dice.randint(1, 4)):
        at = dice.randrange(len(lines))
        what = dice.randrange(6)
        if what == 0:
            lines[at] = f"{lines[at].split('=')[0]}= {dice.choice(values)}"
        elif what == 1:
            del lines[at]
        elif what == 2:
            lines.insert(at, lines[dice.randrange(len(lines))])
        elif what == 3:
            place = dice.randrange(len(lines[at]) + 1)
            lines[at] = (
                lines[at][:place] + chr(dice.choice((0, 10, 34, 91, 0x202E, 0xD7FF))) + lines[at][place:]
            )
        elif what == 4:
            lines.insert(at, f"[{dice.choice(('case', 'owner', 'money', 'verdicts', 'x'))}]")
        else:
            lines[at] = "[" * dice.randint(1, 2000) + lines[at]
        if not lines:
            return ""
    return "\n".join(lines)


@pytest.mark.parametrize("rounds", [300, pytest.param(30_000, marks=pytest.mark.slow)], ids=["quick", "long"])
def test_whatever_stands_in_case_toml_is_a_case_or_one_line(tmp_path, rounds):
    case = new_case(tmp_path / "case", now=NOW, keys=[LEAKED], account=ACCOUNT)
    whole = case.file.read_text(encoding="utf-8") + '\n[[verdicts]]\nagent = "x"\nactor = "owner"\n'
    refused = 0
    for seed in range(rounds):
        case.file.write_text(_damaged(whole, random.Random(seed)), encoding="utf-8", errors="surrogatepass")
        try:
            opened = open_case(case.folder)
            assert opened.rate is None or 0 < opened.rate < 1e9
        except CaseError as error:
            refused += 1
            assert len(str(error).splitlines()) == 1
            assert str(error).isprintable()
    assert 0 < refused < rounds
    assert tomllib.loads(whole)
