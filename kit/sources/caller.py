"""Who is asking: refuses a caller that belongs to the incident or that AWS has put under quarantine."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from kit.errors import RefusedCallError
from kit.ids import arn_name, quarantine_version
from kit.sources import failures

if TYPE_CHECKING:
    from kit.sources.aws import Account

_INSTEAD = "use --profile or --role-arn of a principal that is not part of the incident"


def check_caller(account: Account, tainted: Iterable[str]) -> None:
    """RefusedCallError in one line when the caller is a leaked principal or stands under quarantine."""
    from kit.sources.aws import ERRORS, role_arns

    bad = set(tainted)
    for arn in role_arns(account.arn):
        if arn in bad or _by_name(arn, bad):
            raise RefusedCallError(
                f"{account.arn} belongs to this case: the kit does not run as it; {_INSTEAD}"
            )
    if ":user/" not in account.arn:
        return
    try:
        for page in account.pages("iam", "ListAttachedUserPolicies", UserName=arn_name(account.arn)):
            for policy in page["AttachedPolicies"]:
                if version := quarantine_version(policy["PolicyName"]):
                    raise RefusedCallError(
                        f"{account.arn} stands under AWS's quarantine ({policy['PolicyName']}, {version}), which denies"
                        f" what the kit reads; {_INSTEAD}"
                    )
    except ERRORS as error:
        account.notes.append(
            f"whether {account.arn} stands under AWS's quarantine could not be seen: {failures.reason(error)}"
        )


def _by_name(arn: str, bad: set[str]) -> bool:
    """A session's ARN does not carry its role's path, so such a role is known by account and name."""
    if ":role/" not in arn:
        return False
    return any(
        ":role/" in other and other.split(":")[4] == arn.split(":")[4] and arn_name(other) == arn_name(arn)
        for other in bad
    )
