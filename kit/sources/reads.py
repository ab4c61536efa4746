"""The read-only list: which operations of AWS the kit may call, and the hook that refuses every other one.

reads.yml names each call that the kit makes with the IAM action that allows it. The hook runs before the
parameters of a call are built, and again before anything is signed, also for signed links that nobody has
sent yet.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from functools import cache
from pathlib import Path
from typing import Any

import yaml

from kit.errors import ContentError, RefusedCallError
from kit.rules import agreed_calls, calls_of_sign_in

FILE = Path(__file__).parent / "reads.yml"


@cache
def listed() -> Mapping[str, Mapping[str, tuple[str, ...]]]:
    """service -> operation -> IAM actions. ContentError when the list is broken: an empty list is no
    fallback."""
    try:
        document = yaml.safe_load(FILE.read_text(encoding="utf-8"))
        return {
            service: {
                call: (actions,) if isinstance(actions, str) else tuple(actions)
                for call, actions in calls.items()
            }
            for service, calls in document.items()
        }
    except (OSError, yaml.YAMLError, AttributeError, TypeError) as error:
        raise ContentError(f"{FILE.name}: cannot be used: {error}") from None


@cache
def allowed() -> frozenset[tuple[str, str]]:
    """(service as boto3 names it, operation) of every call on the list."""
    return frozenset((service, call) for service, calls in listed().items() for call in calls)


def actions_of(calls: Iterable[tuple[str, str]]) -> list[str]:
    """The IAM actions that these calls need, each once, in order."""
    return sorted({action for service, call in calls for action in listed()[service][call]})


def action_of(call: tuple[str, str]) -> str:
    """The one IAM action without which a call is refused, as people are told of it."""
    service, operation = call
    return listed()[service][operation][0]


def refuse(service: str, operation: str) -> RefusedCallError:
    """The error for a call that is not on the list."""
    return RefusedCallError(
        f"{service}:{operation}: refused before any request:"
        " the kit only reads, and this call is not on its list"
    )


class Guard:
    """Refuses calls that are not on the list, and any signature by a credential of the incident.

    `names` maps AWS's service ids, as botocore writes them in events, to boto3's service names.
    """

    def __init__(self, tainted: Iterable[str] = (), sign_in: bool = True, agreed: bool = False) -> None:
        """`agreed`: the analyst agreed to the calls that do more than read (kit.rules.agreed_calls)."""
        self._allowed = allowed() | (calls_of_sign_in() if sign_in else frozenset())
        self._allowed |= frozenset(agreed_calls()) if agreed else frozenset()
        self._tainted = frozenset(tainted)

    def register(self, register: Callable[..., Any]) -> None:
        """Puts the hook before everything else that a client does."""
        register("provide-client-params", self.before_building, unique_id=f"kit-params-{id(self)}")
        register("before-call", self.before_building, unique_id=f"kit-call-{id(self)}")
        register("before-sign", self.before_signing, unique_id=f"kit-sign-{id(self)}")

    def before_building(self, model: Any = None, **_: Any) -> None:
        """Refuses an operation by its model, before its parameters are built."""
        service, operation = model.service_model.service_name, model.name
        if (service, operation) not in self._allowed:
            raise refuse(service, operation)

    def before_signing(self, request_signer: Any = None, **_: Any) -> None:
        """Refuses to sign with a credential of the incident, wherever botocore found it."""
        credentials = getattr(request_signer, "_credentials", None)
        frozen = getattr(credentials, "get_frozen_credentials", None)
        key = getattr(frozen() if frozen else credentials, "access_key", None)
        if key in self._tainted:
            raise tainted_key(key)


def tainted_key(key: str) -> RefusedCallError:
    """The error for a credential that belongs to the incident."""
    return RefusedCallError(
        f"{key} is a credential of this case: the kit never signs with it;"
        " use --profile or --role-arn of a principal that is not part of the incident"
    )
