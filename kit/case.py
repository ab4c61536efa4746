"""A case folder and its case.toml: what is known about the incident, and by whom it was said.

CASE/ holds case.toml, vault/ (raw evidence), case.duckdb (tables made from it), notebooks/ (executed copies)
and out/ (report, exports). The folder can be zipped, moved and opened elsewhere: nothing in it names a place.
"""

from __future__ import annotations

import contextlib
import hashlib
import ipaddress
import os
import re
import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime
from pathlib import Path

from kit.errors import CaseError, UsageError
from kit.ids import account_of_key, is_account, is_arn, is_key_id
from kit.window import Window, parse_time, utc_text, zone_of

LANGUAGES = ("ja", "en")
BILLINGS = ("direct", "reseller")
# What a verdict may name, the widest first. A block may name several, which then hold together; an event
# stands alone.
VERDICT_KINDS = ("network", "agent", "tool", "credential", "event")
ACTORS = ("intruder", "owner", "aws", "kit", "unclear")
_TABLES = {"case", "leaked", "notice", "owner", "money", "verdicts"}


@dataclass(frozen=True)
class Verdict:
    """The analyst's word on whose acts these are; it wins over what the kit would say.

    It speaks of calls for which `kind` has this value, and each pair of `also` too: a network, and of it only
    calls with this tool.
    """

    kind: str
    value: str
    actor: str
    note: str = ""
    also: tuple[tuple[str, str], ...] = ()

    @property
    def names(self) -> tuple[tuple[str, str], ...]:
        """Every kind with its value, the widest kind first."""
        return ((self.kind, self.value), *self.also)

    @property
    def words(self) -> str:
        """What it names, without the first kind: `203.0.113.0/24, tool boto3/1.34`."""
        return ", ".join([self.value, *(f"{kind} {value}" for kind, value in self.also)])


@dataclass(frozen=True)
class Case:
    """Facts of case.toml. Times are naive UTC, ids are as AWS writes them."""

    folder: Path
    customer: str = ""
    account: str = ""
    keys: tuple[str, ...] = ()
    principals: tuple[str, ...] = ()
    language: str = "ja"
    timezone: str = "Asia/Tokyo"
    since: datetime | None = None
    until: datetime | None = None
    created_at: datetime | None = None
    notice: Mapping[str, str] = field(default_factory=dict)
    owner_networks: tuple[str, ...] = ()
    owner_principals: tuple[str, ...] = ()
    owner_agents: tuple[str, ...] = ()
    currency: str = "USD"
    rate: float | None = None
    rate_date: str = ""
    billing: str = "direct"
    verdicts: tuple[Verdict, ...] = ()
    facts_hash: str = ""
    # Ids of the events that were shown since the case was opened, in order: what an appendix has to hold.
    cited: dict[str, None] = field(default_factory=dict, init=False, compare=False, repr=False)

    @property
    def file(self) -> Path:
        """The facts, as the analyst may edit them."""
        return self.folder / "case.toml"

    @property
    def vault(self) -> Path:
        """Raw evidence, written once."""
        return self.folder / "vault"

    @property
    def database(self) -> Path:
        """Tables made from it, with DuckDB."""
        return self.folder / "case.duckdb"

    @property
    def notebooks(self) -> Path:
        """Executed copies of the notebooks."""
        return self.folder / "notebooks"

    @property
    def out(self) -> Path:
        """Reports and exports."""
        return self.folder / "out"

    @property
    def window(self) -> Window:
        """From `since` to `until`, which is excluded."""
        return Window(self.since, self.until)


def open_case(folder: str | Path, lang: str = "") -> Case:
    """The case in `folder`, in its own language or in `lang` ('ja', 'en'), with nothing cited yet.

    CaseError when there is none or its case.toml does not hold; UsageError for another language.
    """
    folder = Path(folder)
    if lang and lang not in LANGUAGES:
        raise UsageError(f"lang {lang!r}: unknown; write one of {', '.join(LANGUAGES)}")
    file = folder / "case.toml"
    try:
        raw = file.read_bytes()
    except FileNotFoundError:
        raise CaseError(
            f"{folder}: no case here (no case.toml); `kit new {folder} --key AKIA...` makes one"
        ) from None
    except OSError as error:
        raise CaseError(f"{file}: cannot be read: {error.strerror}; mend its permissions") from None
    case = _from_toml(folder, raw)
    return replace(case, language=lang) if lang else case


def as_case(case: Case | str | Path) -> Case:
    """A case as its case.toml is now, in the language it was opened in, or the one in that folder.

    CaseError as for open_case.
    """
    if not isinstance(case, Case):
        return open_case(case)
    try:
        raw = case.file.read_bytes()
    except OSError:
        return case
    if not case.facts_hash or hashlib.sha256(raw).hexdigest() == case.facts_hash:
        return case
    renewed = replace(_from_toml(case.folder, raw), language=case.language)
    object.__setattr__(renewed, "cited", case.cited)  # the same dict: what was shown stays shown
    return renewed


def new_case(
    folder: str | Path,
    *,
    now: datetime,
    keys: Iterable[str] = (),
    principals: Iterable[str] = (),
    account: str = "",
    user: str = "",
    customer: str = "",
    language: str = "ja",
    timezone: str = "Asia/Tokyo",
    since: datetime | None = None,
    until: datetime | None = None,
    notice: Mapping[str, str] | None = None,
) -> Case:
    """Makes CASE/ with its case.toml and returns the case.

    Needs a key, a principal or an account to start from; UsageError otherwise. CaseError when `folder` holds
    a case.
    """
    folder = Path(folder)
    notice = {name: value for name, value in (notice or {}).items() if value}
    keys = _distinct([*keys, *(notice.get("keys") or notice.get("key", "")).split()])
    account = account or notice.get("account", "") or next(filter(None, map(account_of_key, keys)), "")
    principals = _distinct(principals)
    if user := user or notice.get("user", ""):
        arn = user if is_arn(user) else f"arn:aws:iam::{account}:user/{user}" if account else ""
        if not arn:
            raise UsageError(f"user {user!r}: give --account too, or the user's whole ARN")
        # A named key is the lead to follow; its user is context unless there is nothing narrower.
        if not keys and not principals:
            principals = (arn,)
        notice["user"] = user
    if not (keys or principals or account):
        raise UsageError(
            "a case starts from something: give --key AKIA..., --principal ARN, --account N or --notice FILE"
        )
    _check_ids(keys, principals, account)
    Window(since, until)
    if folder.exists() and not folder.is_dir():
        raise CaseError(f"{folder}: is a file; name another folder")
    if (folder / "case.toml").exists():
        raise CaseError(
            f"{folder}: holds a case already; name another folder, or add keys with `kit key {folder} ID`"
        )
    if folder.is_dir() and any(folder.iterdir()):
        raise CaseError(f"{folder}: is not empty; a case needs a folder of its own")
    document = _document(
        customer=customer,
        account=account,
        language=language,
        timezone=timezone,
        since=utc_text(since) if since else "",
        until=utc_text(until) if until else "",
        created_at=utc_text(now.replace(microsecond=0)),
        keys=keys,
        principals=principals,
        notice=notice,
    )
    case = _from_toml(folder, document.encode())  # refuses bad values before anything is on disk
    try:
        for part in (case.vault, case.notebooks, case.out):
            part.mkdir(parents=True, exist_ok=True)
        _write(case.file, document.encode())
    except OSError as error:
        raise CaseError(f"{folder}: cannot be made: {error.strerror}") from None
    return case


def add_leaked(case: Case | str | Path, ids: Iterable[str], notice: Mapping[str, str] | None = None) -> Case:
    """Adds leaked keys or principal ARNs and facts of a notice to case.toml, keeping all else as it is."""
    import tomlkit

    case = as_case(case)
    document = tomlkit.parse(case.file.read_text(encoding="utf-8"))
    leaked = document.setdefault("leaked", tomlkit.table())
    for identifier in ids:
        name = "principals" if is_arn(identifier) else "keys"
        _check_ids([identifier] if name == "keys" else [], [identifier] if name == "principals" else [], "")
        known = leaked.setdefault(name, tomlkit.array())
        if identifier not in known:
            known.append(identifier)
    for name, value in (notice or {}).items():
        document.setdefault("notice", tomlkit.table())[name] = value
    return _renewed(case, tomlkit.dumps(document))


def verdict_of(actor: str, note: str = "", **names: str) -> Verdict:
    """A verdict from what it names (network=, agent=, tool=, credential=, event=; empty ones don't count).

    UsageError when it names nothing, an event beside something else, no network, or no actor.
    """
    return _verdict({**{kind: value for kind, value in names.items() if value}, "actor": actor, "note": note})


def add_verdict(case: Case | str | Path, verdict: Verdict) -> Case:
    """Writes a verdict into case.toml; one on the same calls gives way to it. All else stays as it is."""
    import tomlkit

    case = as_case(case)
    document = tomlkit.parse(case.file.read_text(encoding="utf-8"))
    block = next((each for each in _blocks(document) if _verdict(each).names == verdict.names), None)
    if block is None:
        block = tomlkit.table()
        block.trivia.indent = "\n"  # an empty line above it
        for kind, value in verdict.names:
            block[kind] = value
        if "verdicts" not in document:
            document.append("verdicts", tomlkit.aot())
        document["verdicts"].append(block)
    block["actor"] = verdict.actor
    block.pop("note", None)
    if verdict.note:
        block["note"] = verdict.note
    return _renewed(case, tomlkit.dumps(document))


def drop_verdict(case: Case | str | Path, verdict: Verdict) -> Case:
    """Takes a verdict out of case.toml, whatever actor it names. All else stays as it is."""
    import tomlkit

    case = as_case(case)
    text = case.file.read_text(encoding="utf-8")
    document = tomlkit.parse(text)
    blocks = _blocks(document)
    gone = [place for place, block in enumerate(blocks) if _verdict(block).names == verdict.names]
    # By lines, since tomlkit counts a remark above the next block to this one; else its own way.
    cut = _without_blocks(text, gone)
    with contextlib.suppress(tomllib.TOMLDecodeError):
        left = [
            block for place, block in enumerate(document.unwrap().get("verdicts", ())) if place not in gone
        ]
        if tomllib.loads(cut) == {**document.unwrap(), "verdicts": left} or (
            not left and "verdicts" not in tomllib.loads(cut)
        ):
            return _renewed(case, cut)
    for place in reversed(gone):
        del blocks[place]
    return _renewed(case, tomlkit.dumps(document))


def _without_blocks(text: str, places: Iterable[int]) -> str:
    """case.toml without those blocks of [[verdicts]]; remarks that follow a block stay."""
    lines = text.splitlines(keepends=True)
    heads = [number for number, line in enumerate(lines) if re.match(r"\s*\[", line)]
    blocks = [number for number in heads if re.match(r"\s*\[\[\s*verdicts\s*\]\]", lines[number])]
    gone: set[int] = set()
    for start in (blocks[place] for place in places if place < len(blocks)):
        until = min((number for number in heads if number > start), default=len(lines))
        last = max(number for number in range(start, until) if re.match(r"\s*[^\s#]", lines[number]))
        gone.update(range(start, last + 1))
        if start and not lines[start - 1].strip():
            gone.add(start - 1)
    return "".join(line for number, line in enumerate(lines) if number not in gone)


def _blocks(document) -> list:
    """The blocks of [[verdicts]], as tomlkit holds them."""
    return document.get("verdicts") or []


def _renewed(case: Case, text: str) -> Case:
    """The case as case.toml is written anew; refused before anything is on disk where it does not hold."""
    raw = text.encode()
    renewed = _from_toml(case.folder, raw)
    _write(case.file, raw)
    return replace(renewed, language=case.language)


def _document(**facts) -> str:
    """The first case.toml of a case, with the notes that an analyst needs to edit it."""
    import tomlkit  # a tenth of a second, and most commands only read

    page = tomlkit.document()
    page.add(tomlkit.comment("What is known about this incident. The kit reads it anew for every command."))
    names = ("customer", "account", "language", "timezone", "since", "until", "created_at")
    page["case"] = {name: facts[name] for name in names}
    page["leaked"] = {"keys": list(facts["keys"]), "principals": list(facts["principals"])}
    if facts["notice"]:
        page["notice"] = dict(facts["notice"])
    owner = tomlkit.table()
    owner.add(
        tomlkit.comment(
            'what is surely the owner\'s: networks = ["203.0.113.0/24"], principals = ["arn:..."]'
        )
    )
    owner.update({"networks": [], "principals": [], "agents": []})
    page["owner"] = owner
    money = tomlkit.table()
    money.add(tomlkit.comment("currency of the customer, with how much of it 1 USD is and on which day"))
    money.update({"currency": "USD", "rate": 1.0, "rate_date": "", "billing": "direct"})
    page["money"] = money
    page.add(tomlkit.nl())
    for line in (
        "Your word wins over the kit's: one block each.",
        "[[verdicts]]",
        'network = "203.0.113.0/24"   # or agent, tool, credential (or several), or event',
        'actor = "owner"              # intruder, owner, aws, kit, unclear',
        'note = "office of the customer"',
    ):
        page.add(tomlkit.comment(line))
    return tomlkit.dumps(page)


def _write(file: Path, raw: bytes) -> None:
    """Replaces the file in one step, so that a killed run leaves the old one or the new one."""
    beside = file.with_name(file.name + ".new")
    with beside.open("wb") as stream:
        stream.write(raw)
        stream.flush()
        os.fsync(stream.fileno())
    beside.replace(file)


def _check_ids(keys: Iterable[str], principals: Iterable[str], account: str) -> None:
    for key in keys:
        if not is_key_id(key):
            raise UsageError(
                f"key {key!r}: is no access key id; they read AKIA... or ASIA... and 16 characters more"
            )
    for arn in principals:
        if not is_arn(arn):
            raise UsageError(f"principal {arn!r}: is no ARN; write arn:aws:iam::123456789012:user/name")
    if account and not is_account(account):
        raise UsageError(f"account {account!r}: is no account id; write its 12 digits")


def _distinct(values: Iterable[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(value.strip() for value in values))


def _from_toml(folder: Path, raw: bytes) -> Case:
    file = folder / "case.toml"
    try:
        facts = tomllib.loads(raw.decode())
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise CaseError(f"{file}: is no TOML: {error}; mend that line") from None
    if unknown := set(facts) - _TABLES:
        raise CaseError(f"{file}: unknown table [{min(unknown)}]; known are {', '.join(sorted(_TABLES))}")
    general, leaked = facts.get("case", {}), facts.get("leaked", {})
    owner, money = facts.get("owner", {}), facts.get("money", {})
    zone = general.get("timezone", "Asia/Tokyo")
    try:
        zone_of(zone)
        _check_ids(leaked.get("keys", ()), leaked.get("principals", ()), general.get("account", ""))
        times = {
            name: parse_time(general[name], zone) if general.get(name) else None
            for name in ("since", "until", "created_at")
        }
        Window(times["since"], times["until"])
        networks = tuple(str(ipaddress.ip_network(text, strict=False)) for text in owner.get("networks", ()))
        verdicts = tuple(_verdict(block) for block in facts.get("verdicts", ()))
    except (UsageError, ValueError, TypeError, AttributeError) as error:
        raise CaseError(f"{file}: {error}") from None
    for name, value, known in (
        ("language", general.get("language", "ja"), LANGUAGES),
        ("billing", money.get("billing", "direct"), BILLINGS),
    ):
        if value not in known:
            raise CaseError(f"{file}: {name} = {value!r}; write one of {', '.join(known)}")
    return Case(
        folder=folder,
        customer=general.get("customer", ""),
        account=general.get("account", ""),
        keys=tuple(leaked.get("keys", ())),
        principals=tuple(leaked.get("principals", ())),
        language=general.get("language", "ja"),
        timezone=zone,
        notice={name: str(value) for name, value in facts.get("notice", {}).items()},
        owner_networks=networks,
        owner_principals=tuple(owner.get("principals", ())),
        owner_agents=tuple(owner.get("agents", ())),
        currency=money.get("currency", "USD"),
        rate=float(money["rate"]) if money.get("rate") else None,
        rate_date=str(money.get("rate_date", "")),
        billing=money.get("billing", "direct"),
        verdicts=verdicts,
        facts_hash=hashlib.sha256(raw).hexdigest(),
        **times,
    )


def _verdict(block: Mapping) -> Verdict:
    names = [(kind, str(block[kind])) for kind in VERDICT_KINDS if str(block.get(kind, ""))]
    alone = len(names) == 1 or "event" not in dict(names)
    if not names or not alone or block.get("actor") not in ACTORS:
        raise UsageError(
            f"[[verdicts]]: give one or more of {', '.join(VERDICT_KINDS)} (event alone) and actor = one of"
            f" {', '.join(ACTORS)}"
        )
    names = [
        (kind, str(ipaddress.ip_network(value, strict=False)) if kind == "network" else value)
        for kind, value in names
    ]
    (kind, value), *also = names
    return Verdict(kind, value, block["actor"], str(block.get("note", "")), tuple(also))
