"""case.toml read and checked: a file that does not hold is refused with its place and what is right."""

from __future__ import annotations

import hashlib
import re
import tomllib
from collections.abc import Iterable
from pathlib import Path

from kit.case.facts import Case
from kit.case.owner import owner_of
from kit.case.shape import checked
from kit.case.verdict import verdict_of_block
from kit.errors import CaseError, UsageError
from kit.ids import is_account, is_arn, is_key_id
from kit.window import Window, parse_time, zone_of


def read_case(folder: Path, raw: bytes) -> Case:
    """The case whose case.toml holds `raw`. CaseError where it does not hold."""
    file = folder / "case.toml"
    try:
        text = raw.decode("utf-8-sig")
        facts = tomllib.loads(text)
    except UnicodeDecodeError as error:
        line = raw.count(b"\n", 0, error.start) + 1
        raise CaseError(f"{file}:{line}: is no UTF-8; save the file as UTF-8") from None
    except (ValueError, RecursionError) as error:
        raise CaseError(f"{file}: is no TOML: {_one_line(error)}; mend that line") from None
    checked(file, text, facts)
    general, leaked = facts.get("case", {}), facts.get("leaked", {})
    money = facts.get("money", {})
    zone = general.get("timezone", "Asia/Tokyo")
    try:
        zone_of(zone)
        check_ids(leaked.get("keys", ()), leaked.get("principals", ()), general.get("account", ""))
        times: dict = {
            name: parse_time(str(general[name]), zone) if general.get(name) else None
            for name in ("since", "until", "created_at")
        }
        Window(times["since"], times["until"])
        owner = owner_of(facts.get("owner", {}))
        verdicts = tuple(verdict_of_block(block) for block in facts.get("verdicts", ()))
        digest_keys = tuple(map(fingerprint, facts.get("digests", {}).get("keys", ())))
    except (UsageError, ValueError) as error:
        raise CaseError(f"{file}: {_one_line(error)}") from None
    return Case(
        folder=folder,
        customer=general.get("customer", ""),
        account=general.get("account", ""),
        keys=tuple(leaked.get("keys", ())),
        principals=tuple(leaked.get("principals", ())),
        language=general.get("language", "ja"),
        timezone=zone,
        notice={name: str(value) for name, value in facts.get("notice", {}).items()},
        owner_networks=owner.networks,
        owner_principals=owner.principals,
        owner_agents=owner.agents,
        currency=money.get("currency", "USD"),
        rate=float(money["rate"]) if money.get("rate") else None,
        rate_date=str(money.get("rate_date", "")),
        billing=money.get("billing", "direct"),
        verdicts=verdicts,
        steps={name: word.strip() for name, word in facts.get("steps", {}).items() if word.strip()},
        digest_keys=digest_keys,
        facts_hash=hashlib.sha256(raw).hexdigest(),
        **times,
    )


def _one_line(error: Exception) -> str:
    """What a parser says, without what a terminal would obey."""
    return "".join(mark if mark.isprintable() else "?" for mark in " ".join(str(error).split()))[:300]


def fingerprint(text: str) -> str:
    """The fingerprint of a public key of digests, in lower case. UsageError for anything else."""
    if not re.fullmatch(r"[0-9a-fA-F]{32}", text):
        raise UsageError(f"key {text!r}: is no fingerprint of a public key, which AWS gives as 32 hex digits")
    return text.lower()


def check_ids(keys: Iterable[str], principals: Iterable[str], account: str) -> None:
    """UsageError for the first that is no access key id, no ARN or no account id."""
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
