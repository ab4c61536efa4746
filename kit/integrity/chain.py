"""The walk along CloudTrail's digests: each digest's own verdict, and the stretches that no digest speaks
for.

A digest is `proved` by the signature in its S3 metadata, or by the one that the next, proved digest repeats.
It is `altered` when that does not hold, when its form is broken, when another digest lies under its name, or
when the next one knows another hash. Nobody can tell without a public key or a signature: `unprovable`.
What is not proved says nothing where proved digests speak for all of its time: it lies beside the chain.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from itertools import pairwise
from typing import Any

from kit.integrity.signature import (
    ALGORITHM,
    Digest,
    Name,
    PublicKeys,
    name_parts,
    read,
    signature_of,
    unpacked,
)
from kit.integrity.tables import Check, File

HOUR = timedelta(hours=1)
# Reason of a digest that lies beside the proved chain.
BESIDE = "beside_chain"
Chain = tuple[str, str, str]


@dataclass
class Held:
    """A digest as the case holds it: its file, what can be read of it, and S3 metadata where they were
    kept."""

    file: File
    digest: Digest | None
    problem: str | None
    metadata: dict[str, Any] | None
    state: str = "unprovable"
    reason: str = "no_signature"
    detail: str | None = None
    copied: bool = False
    key_by: str | None = None
    newer: list[Held] = field(default_factory=list)

    @property
    def place(self) -> str:
        """Where CloudTrail put it, as far as the digest itself can be believed."""
        if self.digest is not None and self.reason != "moved":
            return f"s3://{self.digest.bucket}/{self.digest.key}"
        return self.file.place

    @property
    def name(self) -> Name | None:
        """The parts of its name."""
        return name_parts(self.place) or (name_parts(self.digest.key) if self.digest else None)

    @property
    def chain(self) -> Chain:
        """(account, Region, trail) whose chain it belongs to; digests made later are a chain of their own."""
        if name := self.name:
            return (
                name.account,
                name.region,
                f"{name.trail} ({name.home})" + (" backfill" if name.backfill else ""),
            )
        return str(self.digest.facts.get("awsAccountId") if self.digest else None), "unknown", "unknown"

    @property
    def span(self) -> tuple[datetime, datetime]:
        """Time of delivery that it speaks for; of one that cannot be read, the hour before the end in its
        name."""
        if self.digest is not None and self.reason != "moved":
            return self.digest.start, self.digest.end
        end = self.name.end if self.name else datetime(1970, 1, 1)
        return end - HOUR, end

    def judged(self, state: str, reason: str, detail: str | None = None) -> None:
        """Sets the verdict."""
        self.state, self.reason, self.detail = state, reason, detail

    def check(self) -> Check:
        """The verdict as a row."""
        account, region, trail = self.chain
        start, end = self.span
        return Check(
            "digest",
            account,
            region,
            trail,
            self.place,
            self.file.file_id,
            start,
            end,
            self.state,
            self.reason,
            self.detail,
            key_by=self.key_by,
        )


def held(
    file: File, raw: bytes | memoryview | str, metadata: dict[str, Any] | None, latest: datetime | None = None
) -> Held:
    """A digest from its bytes as delivered, or from the reason why they are gone; none speaks for a time
    after `latest`."""
    if isinstance(raw, str):
        return Held(file, None, raw, metadata)
    try:
        return Held(file, read(unpacked(raw), latest), None, metadata)
    except ValueError as error:
        return Held(file, None, str(error), metadata)


def judge(found: list[Held], keys: PublicKeys) -> list[Held]:
    """Gives each digest its verdict; of copies with the same text at the same place one is left."""
    chains = _distinct(found)
    after: dict[tuple[str, str], list[Held]] = defaultdict(list)
    for one in chains:
        if one.digest is not None and one.digest.previous:
            after[one.digest.previous].append(one)
    # Newest first: a digest without metadata is proved by the signature that the next one repeats.
    for one in sorted(chains, key=lambda each: each.span[1], reverse=True):
        if one.digest is not None:
            one.newer = after.get((one.digest.bucket, one.digest.key), [])
        _own_verdict(one, keys)
        if one.state == "proved" and one.digest is not None:
            one.key_by = keys.given_by(one.digest)
    _set_aside(chains)
    return sorted(chains, key=lambda each: (each.chain, each.span, each.file.file_id))


def _distinct(found: list[Held]) -> list[Held]:
    kept: dict[object, Held] = {}
    for one in found:
        whole = one.digest is not None and not _misplaced(one)
        mark = (one.digest.key, one.digest.sha256) if whole and one.digest else one.file.place
        before = kept.get(mark)
        if before is None or (before.metadata is None and one.metadata is not None):
            kept[mark] = one
    return list(kept.values())


def _set_aside(chains: list[Held]) -> None:
    """Takes out of the walk what is not proved while proved digests speak for all of its time: of any trail
    of the account and Region where nobody can tell, of the same trail where it is altered."""
    proved: dict[tuple[str, ...], list[tuple[datetime, datetime]]] = defaultdict(list)
    for one in chains:
        if one.state == "proved":
            for name in (one.chain, one.chain[:2]):
                proved[name].append(one.span)
    spans = {name: _joined(found) for name, found in proved.items()}
    for one in chains:
        around = spans.get(one.chain if one.state == "altered" else one.chain[:2], ())
        since, until = one.span
        if one.state != "proved" and any(first <= since and until <= last for first, last in around):
            was = f" ({one.detail})" if one.detail else ""
            one.judged(
                "unprovable",
                BESIDE,
                f"proved digests speak for all of its time, and this is none of them{was}",
            )


def _joined(spans: list[tuple[datetime, datetime]]) -> list[tuple[datetime, datetime]]:
    joined: list[tuple[datetime, datetime]] = []
    for since, until in sorted(spans):
        if joined and since <= joined[-1][1]:
            joined[-1] = (joined[-1][0], max(until, joined[-1][1]))
        else:
            joined.append((since, until))
    return joined


def _misplaced(one: Held) -> bool:
    """Whether another digest lies under a digest's name. Copies of a bucket keep the names, so they are
    none."""
    assert one.digest is not None
    if one.file.place == f"s3://{one.digest.bucket}/{one.digest.key}":
        return False
    one.copied = one.file.place.startswith("s3://")
    base = one.file.place.rsplit("/", 1)[-1].rsplit("!", 1)[-1]
    own = one.digest.key.rsplit("/", 1)[-1]
    if one.copied:
        return not one.file.place.endswith(f"/{one.digest.key}")
    return base.removesuffix(".gz") != own.removesuffix(".gz") and name_parts(base) is not None


def _own_verdict(one: Held, keys: PublicKeys) -> None:
    if one.digest is None:
        one.judged("altered", "format", one.problem)
        return
    if _misplaced(one):
        one.judged("altered", "moved", f"is the digest of s3://{one.digest.bucket}/{one.digest.key}")
        return
    signature, algorithm, stamped = signature_of(one.metadata or {})
    if (
        algorithm not in (None, ALGORITHM)
        or one.digest.facts.get("digestSignatureAlgorithm", ALGORITHM) != ALGORITHM
    ):
        one.judged("unprovable", "algorithm", "signed in a way that this kit does not know")
    elif signature is None:
        _by_the_next(one, keys)
    elif one.name and one.name.backfill and not stamped:
        one.judged("altered", "metadata", "a backfill digest without backfill-generation-timestamp")
    else:
        _signed(one, keys.judged(one.digest, signature))
    known = [each for each in one.newer if each.state == "proved" and each.digest]
    wrong = [each for each in known if each.digest and not _knows(each.digest, one.digest)]
    if wrong and one.state != "altered":
        one.judged("altered", "hash", f"{wrong[0].place} knows another hash of it")


def _knows(newer: Digest, older: Digest) -> bool:
    return newer.facts.get("previousDigestHashValue") in (None, older.sha256)


def _signed(one: Held, found: str, by: str = "signed") -> None:
    assert one.digest is not None
    print_ = one.digest.fingerprint
    if found == "signed":
        one.judged("proved", by)
    elif found == "signature":
        one.judged("altered", "signature", "its signature does not hold")
    elif found == "unnamed_key":
        one.judged(
            "unprovable", found, f"signed with key {print_}, which only a file among the evidence holds"
        )
    elif found == "no_key":
        one.judged(
            "unprovable", "no_key", f"signed with key {print_}, which is not among the saved public keys"
        )
    else:
        one.judged("unprovable", "bad_key", f"the saved public key {print_} cannot be read or is another")


def _by_the_next(one: Held, keys: PublicKeys) -> None:
    """A digest whose metadata are lost, by the signature that the next one repeats: as good as that one."""
    assert one.digest is not None
    for newer in one.newer:
        signature = newer.digest.facts["previousDigestSignature"] if newer.digest else None
        if not signature:
            continue
        found = keys.judged(one.digest, signature)
        if found != "signature" or newer.state == "proved":
            _signed(one, found, "signed_by_next")
            return
    one.judged("unprovable", "no_signature", "its signature (S3 metadata) was not kept")


def gaps(chain: list[Held], logs_from: datetime | None) -> Iterator[Check]:
    """Stretches of one chain, in order of time, that no digest speaks for.

    `logs_from`: delivery of the first log file of the account and Region in the case: from then on the digest
    before the first one should be there too.
    """
    chain = _one_a_place([one for one in chain if one.reason != BESIDE])
    if not chain:
        return
    readable = [one for one in chain if one.digest is not None and one.reason != "moved"]
    if readable:
        yield from _before_the_first(chain, readable[0], logs_from)
    for older, newer in pairwise(chain):
        if newer.digest is None or newer.reason == "moved":
            # What stood before it is known from the next one that can be read, if anything is missing in
            # time.
            if newer.span[0] - older.span[1] >= HOUR:
                yield _gap(newer, older.span[1], newer.span[0], None)
            continue
        before = newer.digest.previous
        start = newer.digest.start
        if before is None:
            if start > older.span[1]:
                yield _row(
                    newer,
                    older.span[1],
                    start,
                    "unprovable",
                    "chain_restart",
                    "logging or log file validation was off: the chain begins anew after it",
                )
        elif not older.place.endswith(before[1]) and not older.file.place.endswith(f"/{before[1]}"):
            same_name = older.place.rsplit("/", 1)[-1] == before[1].rsplit("/", 1)[-1]
            if not same_name:
                yield _gap(newer, min(older.span[1], start - HOUR), start, f"s3://{before[0]}/{before[1]}")


def _one_a_place(chain: list[Held]) -> list[Held]:
    """Of several texts at one place (versions, copies) the proved one stands in the chain."""
    best: dict[str, Held] = {}
    for one in chain:
        if one.place not in best or (one.state == "proved" and best[one.place].state != "proved"):
            best[one.place] = one
    return sorted(best.values(), key=lambda each: each.span)


def _before_the_first(chain: list[Held], first: Held, logs_from: datetime | None) -> Iterator[Check]:
    assert first.digest is not None
    before = first.digest.previous
    if chain[0] is first and before and logs_from is not None and logs_from < first.digest.start:
        since = logs_from.replace(minute=0, second=0)
        yield _gap(first, since, first.digest.start, f"s3://{before[0]}/{before[1]}")


def _gap(newer: Held, since: datetime, until: datetime, named: str | None) -> Check:
    count = max(1, round((until - since) / HOUR))
    words = "1 digest is" if count == 1 else f"{count} digests in a row are"
    last = f"; the last of them is {named}" if named else ""
    return _row(newer, since, until, "missing", "digest_missing", f"{words} not in the case{last}")


def _row(newer: Held, since: datetime, until: datetime, state: str, reason: str, detail: str) -> Check:
    account, region, trail = newer.chain
    return Check("gap", account, region, trail, newer.place, None, since, until, state, reason, detail)
