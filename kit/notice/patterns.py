"""patterns.yml, compiled: how AWS's notices read. AWS publishes no wording, so it is data."""

from __future__ import annotations

import functools
import re
from pathlib import Path
from typing import Any

from kit.errors import CatalogueError

_LISTS = (
    "user", "account", "account_words", "support_case", "url_labels", "bare_labels", "asks", "sign_in",
    "own_hosts", "buckets", "opaque_links", "lookalikes", "senders", "deadline", "step",
)  # fmt: skip


@functools.cache
def patterns() -> dict[str, Any]:
    """Compiled patterns by name. CatalogueError when the file is missing or holds what is no pattern."""
    import yaml

    path = Path(__file__).with_name("patterns.yml")
    try:
        facts = yaml.safe_load(path.read_text(encoding="utf-8"))
        made: dict[str, Any] = {
            name: [re.compile(text, re.IGNORECASE | re.MULTILINE) for text in facts[name]] for name in _LISTS
        }
        made["kinds"] = [
            {
                "kind": entry["kind"],
                "patterns": [re.compile(text, re.IGNORECASE | re.DOTALL) for text in entry["patterns"]],
            }
            for entry in facts["kinds"]
        ]
        made["wrappers"] = [
            (re.compile(entry["host"], re.IGNORECASE), entry["how"]) for entry in facts["wrappers"]
        ]
        made["header_words"] = {
            word.lower(): name for name, words in facts["header_words"].items() for word in words
        }
        made["not_users"] = {str(word).lower() for word in facts["not_users"]}
    except (OSError, yaml.YAMLError, KeyError, TypeError, AttributeError, re.error) as error:
        raise CatalogueError(f"{path.name}: {' '.join(str(error).split())}; mend the file") from None
    return made


def kind_of(words: str) -> str:
    """Which kind of notice these words are; '' where none is recognised."""
    for entry in patterns()["kinds"]:
        if any(pattern.search(words) for pattern in entry["patterns"]):
            return entry["kind"]
    return ""


def says(name: str, words: str) -> bool:
    """Whether one of the patterns of this name is found in the words."""
    return any(pattern.search(words) for pattern in patterns()[name])


def first(name: str, words: str) -> str:
    """The `value` of the first pattern of this name that is found; '' where none is."""
    for pattern in patterns()[name]:
        if match := pattern.search(words):
            return match["value"]
    return ""
