"""What speaks against a notice's being AWS's. Warnings, no proof: forwarding breaks signatures."""

from __future__ import annotations

import re

from kit.ids import account_of_key
from kit.notice.letters import Letter
from kit.notice.links import Links, host_of
from kit.notice.patterns import says

# Doubts for which the receiving server itself speaks.
PROOF = frozenset({"dmarc", "spf", "dkim"})


def doubts(chain: list[Letter], keys: tuple[str, ...], account: str, found: Links) -> tuple[str, ...]:
    """Names of the doubts: `dmarc`, `spf`, `dkim` failed by the receiving server; `sender` is not AWS's, or
    answers to AWS's address would `reply` elsewhere; `account` of every key id differs from the one that it
    names; `links` want a sign-in elsewhere or show another address than they have; `lookalike` hosts."""
    names = _unproven(" ".join(each.authentication for each in chain))
    senders = [each.sender for each in chain if each.sender]
    if senders and not any(says("senders", each) for each in senders):
        names.append("sender")
    if any(
        each.reply_to and says("senders", each.sender) and not says("senders", each.reply_to)
        for each in chain
    ):
        names.append("reply")
    claimed = {claim for key in keys if (claim := account_of_key(key))}
    if account and claimed and account not in claimed:
        names.append("account")
    if found.asking:
        names.append("links")
    # An exposed place may be called after AWS, too; with another doubt it is no longer taken for one.
    if set(found.lookalike) - (set() if names else set(map(host_of, found.places))):
        names.append("lookalike")
    return tuple(names)


def _unproven(results: str) -> list[str]:
    """Checks that the receiving server says have failed (RFC 8601). DMARC stands on the other two: where it
    passed, a failure of one of them means nothing."""
    said = {name: set(re.findall(rf"\b{name}\s*=\s*(\w+)", results)) for name in ("dmarc", "spf", "dkim")}
    if re.match(r"\s*(softfail|fail)\b", results) or re.search(
        r"(?:^| )received-spf: *(softfail|fail)", results
    ):
        said["spf"].add("fail")
    if "fail" in said["dmarc"]:
        return ["dmarc"]
    if "pass" in said["dmarc"]:
        return []
    failed = {name for name in ("spf", "dkim") if said[name] & {"fail", "softfail"}}
    if "pass" in said["dkim"]:  # a forwarder changes the sending host, and the signature still holds
        failed.discard("spf")
    return [name for name in ("spf", "dkim") if name in failed]
