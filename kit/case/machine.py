"""Language and time zone that this machine is set to, for a case that says neither."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

LOCALTIME = Path("/etc/localtime")


def machine_language(environment: Mapping[str, str]) -> str | None:
    """ja or en by the locale's variables, in the order in which they win (POSIX); None where none is set."""
    named = next(
        (environment[name] for name in ("LC_ALL", "LC_MESSAGES", "LANG") if environment.get(name)), ""
    )
    if named.split(".")[0] in ("", "C", "POSIX"):
        return None
    return "ja" if named.startswith("ja") else "en"


def machine_zone(environment: Mapping[str, str], localtime: Path = LOCALTIME) -> str | None:
    """IANA name of the machine's zone; None where it is UTC, which says nothing of where anybody is."""
    named = environment.get("TZ", "").lstrip(":")
    if not named and localtime.is_symlink():
        named = str(localtime.readlink()).partition("zoneinfo/")[2]
    try:
        found = ZoneInfo(named).key if named else None
    except (ZoneInfoNotFoundError, ValueError, OSError):
        return None
    return None if found in ("UTC", "Etc/UTC", "GMT", "Zulu", "Universal", "UCT") else found
