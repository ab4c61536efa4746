"""YAML as the AWS CLI prints it with `--output yaml`, or as a converter writes records: documents, as
JSON."""

from __future__ import annotations

import json
import re
from typing import Any

import yaml

from kit.records.pieces import Damaged

_BEGINS = re.compile(
    rb"\s*(?:%YAML[^\n]*\n)?(?:---[^\n]*\n|#[^\n]*\n|\s*\n)*(?:- )*['\"]?[@\w.-]+['\"]?:(?:\s|$)"
)
_NAMES = (b"eventName:", b"EventName:", b"CloudTrailEvent:", b"eventVersion:")
# References can make a text of a few lines endless.
_MOST = 20


class _Loader(getattr(yaml, "CSafeLoader", yaml.SafeLoader)):
    """Times stay the texts that they are."""


_Loader.yaml_implicit_resolvers = {
    first: [(tag, pattern) for tag, pattern in found if tag != "tag:yaml.org,2002:timestamp"]
    for first, found in yaml.SafeLoader.yaml_implicit_resolvers.items()
}


def is_yaml(head: bytes) -> bool:
    """Whether a text begins as YAML that names what a record has."""
    return _BEGINS.match(head) is not None and any(name in head for name in _NAMES)


def as_json(text: bytes) -> list[bytes]:
    """The documents of a YAML text, each as JSON. Damaged when it is no YAML to its end."""
    left = [_MOST * len(text) + 1000]
    try:
        found = list(yaml.load_all(text, Loader=_Loader))
        return [json.dumps(_plain(each, left), ensure_ascii=False).encode() for each in found if each]
    except (yaml.YAMLError, ValueError, RecursionError) as error:
        raise Damaged(f"YAML that cannot be read: {' '.join(str(error).split())[:200]}") from None


def _plain(value: Any, left: list[int]) -> Any:
    left[0] -= len(value) + 1 if isinstance(value, str) else 1
    if left[0] < 0:
        raise ValueError("its references make it many times its size")
    if isinstance(value, dict):
        return {str(name): _plain(inner, left) for name, inner in value.items()}
    if isinstance(value, (list, tuple, set)):
        return [_plain(inner, left) for inner in value]
    return value if value is None or isinstance(value, (str, bool, int, float)) else str(value)
