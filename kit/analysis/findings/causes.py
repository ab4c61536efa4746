"""The causes that a leak may have, each with what speaks for it, what against, and where nobody looked.

The causes are those of responders' guides: public repository; key in source, image or infrastructure code;
malware or phishing; mishandled file, mail or chat; former employee; public bucket or ACL. A copy of the key
in a place shows that it could be taken there, never that it was; signs in the logs are hints. What was not
looked at is told beside what was.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urlsplit

from kit.analysis.findings.leak_facts import LeakFacts, place_of
from kit.analysis.findings.openings import BLOCK_OFF, EVERYBODY, opened_thing, opened_to

# From the strongest: AWS's notice names such a place, a hunt found the key in one, the logs fit, nothing was
# found where somebody looked, nobody looked.
STANDINGS = ("stated", "found", "hint", "not_found", "not_looked")
_HANDED = ("document", "key_file")


@dataclass(frozen=True)
class Said:
    """A message with its arguments and events, and what it makes of the cause."""

    message: str
    args: dict[str, Any] = field(default_factory=dict)
    events: tuple[str, ...] = ()
    weight: str = "hint"


@dataclass
class Cause:
    """One way on which keys leak."""

    name: str
    speaks_for: list[Said] = field(default_factory=list)
    against: list[Said] = field(default_factory=list)
    not_looked: list[Said] = field(default_factory=list)

    @property
    def standing(self) -> str:
        """The strongest of what speaks for it, else whether somebody looked."""
        weights = [each.weight for each in self.speaks_for]
        if weights:
            return min(weights, key=STANDINGS.index)
        return "not_found" if self.against else "not_looked"

    @property
    def event_ids(self) -> list[str]:
        """The events that its sentences rest on."""
        said = [*self.speaks_for, *self.against, *self.not_looked]
        return list(dict.fromkeys(event for each in said for event in each.events))


def causes(facts: LeakFacts) -> list[Cause]:
    """All six, in the guides' order."""
    return [
        _repository(facts),
        _code(facts),
        _machine(facts),
        _handling(facts),
        _former_employee(facts),
        _bucket(facts),
    ]


def _repository(facts: LeakFacts) -> Cause:
    cause = Cause("repository")
    for url in facts.stated_urls:
        if not _is_bucket(url):
            cause.speaks_for.append(Said("leak-for-url", {"url": url}, weight="stated"))
    for url in facts.doubtful_urls:
        cause.not_looked.append(Said("leak-not-looked-doubtful-url", {"url": url}))
    found = [row for row in facts.places if row["kind"] == "repository"]
    cause.speaks_for += _found(found)
    cause.against += _too_late(found, facts)
    pushed = list(dict.fromkeys(row["root"] for row in found if row["reach"] == "remote_branch"))
    if pushed:
        cause.speaks_for.append(Said("leak-for-pushed", {"names": pushed}, weight="found"))
    for root in dict.fromkeys(row["root"] for row in found):
        cause.not_looked.append(Said("leak-not-looked-visibility", {"root": root}))
    _searched(cause, facts, "repository", "repository")
    return cause


def _code(facts: LeakFacts) -> Cause:
    cause = Cause("code")
    found = [
        row
        for row in facts.places
        if row["kind"] not in ("repository", "bucket") and row["content"] not in _HANDED
    ]
    cause.speaks_for += _found(found)
    for row in facts.makers:
        if row["owner_environments"]:
            named = {"key": row["credential_id"], "environments": row["owner_environments"]}
            cause.speaks_for.append(Said("leak-for-environment", named))
    for said in _opened(facts, bucket=False):
        cause.speaks_for.append(said)
    for row in facts.reads:
        if row["theirs"]:
            cause.speaks_for.append(
                Said(
                    "leak-for-settings-read",
                    {
                        "who": row["user_arn"],
                        "from": row["address"],
                        "calls": row["calls"],
                        "at": row["first_seen"],
                        "services": row["services"],
                    },
                    tuple(row["event_ids"]),
                )
            )
    others = [row for row in facts.reads if not row["theirs"]]
    if others:
        cause.not_looked.append(
            Said(
                "leak-not-looked-readers",
                {"count": len(others), "names": [row["user_arn"] for row in others]},
                tuple(event for row in others[:5] for event in row["event_ids"][:1]),
            )
        )
    _searched(cause, facts, "code", "folder", "file")
    return cause


def _machine(facts: LeakFacts) -> Cause:
    cause = Cause("machine")
    if facts.shared_addresses:
        cause.speaks_for.append(Said("leak-for-shared-address", {"places": facts.shared_addresses}))
    places = sorted({place for row in facts.makers for place in row["owner_addresses"] or ()})
    cause.not_looked.append(
        Said("leak-not-looked-machines", {"places": places})
        if places
        else Said("leak-not-looked-machines-unknown")
    )
    return cause


def _handling(facts: LeakFacts) -> Cause:
    cause = Cause("handling")
    found = [
        row
        for row in facts.places
        if row["kind"] not in ("repository", "bucket") and row["content"] in _HANDED
    ]
    cause.speaks_for += _found(found)
    cause.not_looked.append(Said("leak-not-looked-mail"))
    return cause


def _former_employee(facts: LeakFacts) -> Cause:
    cause = Cause("former_employee")
    for row in facts.people:
        named = {"key": row["credential_id"], "user": row["user_name"], "at": row["state_at"]}
        if row["state"] == "gone" and row["deleted_at"]:
            said = Said(
                f"leak-for-{row['part']}-deleted", {**named, "at": row["deleted_at"]}, (row["event_id"],)
            )
            cause.speaks_for.append(said)
        elif row["state"] == "gone":
            cause.speaks_for.append(Said(f"leak-for-{row['part']}-gone", named))
        elif row["state"] == "there":
            cause.against.append(Said(f"leak-against-{row['part']}-there", named))
    if any(row["state"] == "unknown" for row in facts.people) or not facts.people:
        cause.not_looked.append(Said("leak-not-looked-users"))
    cause.not_looked.append(Said("leak-not-looked-people"))
    return cause


def _bucket(facts: LeakFacts) -> Cause:
    cause = Cause("bucket")
    for url in facts.stated_urls:
        if _is_bucket(url):
            cause.speaks_for.append(Said("leak-for-url", {"url": url}, weight="stated"))
    cause.speaks_for += _found([row for row in facts.places if row["kind"] == "bucket"])
    cause.speaks_for += _opened(facts, bucket=True)
    for row in facts.strangers:
        message = "leak-for-anonymous-read" if row["anonymous"] else "leak-for-foreign-read"
        args = {
            "bucket": row["bucket"] or "",
            "calls": row["calls"],
            "at": row["first_seen"],
            "last": row["last_seen"],
            "places": row["addresses"],
        }
        cause.speaks_for.append(Said(message, args, tuple(row["event_ids"])))
    if facts.bucket_reads_logged and not facts.strangers:
        cause.against.append(Said("leak-against-strangers"))
    if not facts.bucket_reads_logged:
        cause.not_looked.append(Said("leak-not-looked-data-events"))
    _searched(cause, facts, "bucket", "bucket")
    return cause


def _found(rows: list) -> list[Said]:
    """Where the key stands, one sentence a place; of many the first, and how many more."""
    said = []
    for row in rows[:5]:
        message = "leak-for-commit" if row["commit"] else "leak-for-place"
        if row["commit"] and row["deleted"]:
            message = "leak-for-commit-taken-out"
        args = {
            "key": row["access_key_id"],
            "place": place_of(row),
            "commit": (row["commit"] or "")[:12],
            "author": row["author"] or "",
            "at": row["committed_at"] or "",
        }
        said.append(Said(message, args, weight="found"))
    if len(rows) > 5:
        said.append(Said("leak-for-more-places", {"count": len(rows) - 5}, weight="found"))
    return said


def _too_late(rows: list, facts: LeakFacts) -> Iterator[Said]:
    """Commits that are younger than the first foreign call, by their own dates."""
    for row in rows[:5]:
        if facts.until and row["committed_at"] and row["committed_at"] > facts.until:
            args = {"place": place_of(row), "at": row["committed_at"], "first": facts.until}
            yield Said("leak-against-commit-later", args)


def _opened(facts: LeakFacts, *, bucket: bool) -> Iterator[Said]:
    """Things that somebody opened to everybody or to other accounts; of each thing the newest."""
    newest: dict[tuple[str, str], Said] = {}
    for row in facts.openings:
        is_bucket = row["event_source"].startswith("s3.")
        to = opened_to(row["request_parameters"], row["account_id"] or "")
        if is_bucket != bucket or not to:
            continue
        thing = opened_thing(row["request_parameters"])
        what = next((each for each in to if each in (EVERYBODY, BLOCK_OFF)), "accounts")
        args = {
            "thing": thing or row["account_id"] or "",
            "who": row["user_arn"] or "",
            "at": row["event_time"],
            "accounts": list(to) if what == "accounts" else [],
        }
        kind = "bucket" if bucket else "thing"
        newest[thing, what] = Said(f"leak-for-{kind}-{what}", args, (row["event_id"],))
    yield from list(newest.values())[-10:]


def _searched(cause: Cause, facts: LeakFacts, name: str, *kinds: str) -> None:
    """What a hunt of such places says where it found nothing, else that there was none. Of a place that was
    searched twice the newer search counts; one that holds the key in another way, as a folder whose
    repository does, is not searched for this cause."""
    elsewhere = {row["root"] for row in facts.hunts if row["finds"] and row["kind"] not in kinds}
    newest = {row["root"]: row for row in facts.hunts if row["kind"] in kinds}
    hunted = [row for root, row in newest.items() if root not in elsewhere]
    whole = [row["root"] for row in hunted if row["complete"] and not row["finds"]]
    part = [row["root"] for row in hunted if not row["complete"]]
    if whole:
        cause.against.append(Said(f"leak-against-{name}-searched", {"count": len(whole), "names": whole}))
    if part:
        cause.not_looked.append(Said("leak-not-looked-part", {"count": len(part), "names": part}))
    if not hunted:
        cause.not_looked.append(Said(f"leak-not-looked-{name}"))


def _is_bucket(url: str) -> bool:
    """Whether an address is one of S3's."""
    try:
        host = urlsplit(url).hostname or ""
    except ValueError:
        return False
    labels = host.lower().split(".")
    return "amazonaws" in labels and any(each == "s3" or each.startswith("s3-") for each in labels)
