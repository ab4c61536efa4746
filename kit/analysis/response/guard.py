"""Lines for several accounts: in each phase one account after the other, and before the first line of another
one a line that shows in which account the caller is."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from kit.analysis.response.items import PHASES, PlanItem, item
from kit.rules import remedies


def guarded(found: Iterable[PlanItem], home: str) -> Iterator[PlanItem]:
    """The items by phase and account, the incident's own account (`home`) first; what belongs to no account
    stays with it. Within both the order stays.

    A line run in the wrong account fails at best, and at worst takes a thing of the same name away there.
    """
    items = list(found)
    others = sorted({each.account_id for each in items} - {"", home})
    places = {account: number for number, account in enumerate(others, start=1)}
    items.sort(key=lambda each: (each.step_no, places.get(each.account_id, 0)))
    signed_in = home if home or len(others) != 1 else others[0]
    for each in items:
        account = each.account_id or signed_in
        if each.command and others and account and account != signed_in:
            signed_in = account
            yield item(
                PHASES[each.step_no - 1],
                "check",
                "plan-guard-account",
                remedies.plan_line("caller"),
                args={"account": account},
                target=account,
                account=account,
            )
        yield each
