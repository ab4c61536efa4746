"""A case folder: made, opened, and opened again as its case.toml is now."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import datetime
from pathlib import Path

from kit.case.document import first_document, write_whole
from kit.case.facts import LANGUAGES, Case
from kit.case.settings import check_ids, read_case
from kit.errors import CaseError, UsageError
from kit.ids import account_of_key, is_arn
from kit.window import Window, utc_text


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
    case = read_case(folder, raw)
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
    renewed = replace(read_case(case.folder, raw), language=case.language, focus=case.focus)
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
    check_ids(keys, principals, account)
    Window(since, until)
    if folder.exists() and not folder.is_dir():
        raise CaseError(f"{folder}: is a file; name another folder")
    if (folder / "case.toml").exists():
        raise CaseError(
            f"{folder}: holds a case already; name another folder, or add keys with `kit key {folder} ID`"
        )
    if folder.is_dir() and any(folder.iterdir()):
        raise CaseError(f"{folder}: is not empty; a case needs a folder of its own")
    document = first_document(
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
    case = read_case(folder, document.encode())  # refuses bad values before anything is on disk
    try:
        for part in (case.vault, case.notebooks, case.out):
            part.mkdir(parents=True, exist_ok=True)
        write_whole(case.file, document.encode())
    except OSError as error:
        raise CaseError(f"{folder}: cannot be made: {error.strerror}") from None
    return case


def _distinct(values: Iterable[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(value.strip() for value in values))
