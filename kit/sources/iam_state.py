"""`iam`: users, groups, roles, policies, keys with their last use, passwords, MFA, other credentials,
providers.

GetAccountAuthorizationDetails holds no keys and no passwords, so each user is asked for. The credential
report is made by AWS at most every 4 hours; asking for a new one (GenerateCredentialReport) changes nothing
in the account. https://docs.aws.amazon.com/IAM/latest/APIReference/
"""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from datetime import datetime
from typing import TYPE_CHECKING, Any

from kit.rules import live_calls
from kit.sources.live_state import Asker, ExpiredError, run, told

if TYPE_CHECKING:
    from kit.case import Case
    from kit.sources.item import Item


def items(
    account: Any, case: Case, *, now: datetime, sleep: Callable[[float], None] = time.sleep, tries: int = 15
) -> Iterator[Item]:
    """Answers of IAM, Roles Anywhere and Identity Center; `tries` looks, 2 s apart, at a report being
    made."""
    asker = Asker(account, "iam", now)
    yield from _report(asker, sleep, tries)
    if not asker.stopped.is_set():
        yield from run(asker, live_calls("iam"), account.regions())


def _report(asker: Asker, sleep: Callable[[float], None], tries: int) -> Iterator[Item]:
    home = asker.account.home
    try:
        for _ in range(tries):
            if asker.account.ask("iam", "GenerateCredentialReport", home).get("State") == "COMPLETE":
                break
            sleep(2)
    except Exception as error:
        # An older report may be there all the same.
        yield asker.refusal("iam", "GenerateCredentialReport", home, {}, *told(error))
    try:
        yield from (item for item, _ in asker.ask("iam", "GetCredentialReport", home))
    except ExpiredError as ended:
        asker.stopped.set()
        yield asker.ended(ended)
