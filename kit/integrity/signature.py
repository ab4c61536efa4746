"""CloudTrail digests: what is signed, with which key, and whether the signature holds.

Follows "CloudTrail digest file structure" and "Custom implementations of CloudTrail log file integrity
validation" of the AWS CloudTrail user guide. Pure: bytes and text in, verdicts out; no network.
"""

from __future__ import annotations

import base64
import binascii
import hashlib
import json
import re
import zlib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from functools import cached_property
from typing import Any

from cryptography.exceptions import InvalidSignature, UnsupportedAlgorithm
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import padding, rsa

from kit.records import possible

REQUIRED = (
    "digestPublicKeyFingerprint",
    "digestS3Bucket",
    "digestS3Object",
    "previousDigestSignature",
    "digestEndTime",
    "digestStartTime",
)
ALGORITHM = "SHA256withRSA"
# CloudTrail writes a digest an hour; one that speaks for longer than this was not written by it.
LONGEST = timedelta(days=31)
_REGION = r"[a-z]{2}(?:-[a-z]+)+-\d+"
_NAME = re.compile(
    rf"(\d{{12}})_CloudTrail-Digest_({_REGION})_(.+)_({_REGION})_(\d{{8}}T\d{{6}}Z)(_backfill)?"
    r"\.json(?:\.gz)?$"
)


@dataclass(frozen=True)
class Name:
    """What the name of a digest says: ..._CloudTrail-Digest_<region>_<trail>_<home
    region>_<end>[_backfill].json.gz"""

    account: str
    region: str
    trail: str
    home: str
    end: datetime
    backfill: bool


def name_parts(place: str) -> Name | None:
    """The parts of a digest's name; None when it is named otherwise."""
    found = _NAME.search(place)
    if not found:
        return None
    account, region, trail, home, end, backfill = found.groups()
    try:
        moment = datetime.strptime(end, "%Y%m%dT%H%M%SZ")
    except ValueError:
        return None
    return Name(account, region, trail, home, moment, bool(backfill)) if possible(moment, None) else None


_OF_THE_ONE_BEFORE = tuple(
    f"previousDigest{name}" for name in ("Signature", "S3Bucket", "S3Object", "HashValue")
)


@dataclass(frozen=True)
class Digest:
    """A digest's text and what it says; times naive UTC."""

    text: bytes
    facts: Mapping[str, Any]
    start: datetime
    end: datetime

    @property
    def bucket(self) -> str:
        return self.facts["digestS3Bucket"]

    @property
    def key(self) -> str:
        return self.facts["digestS3Object"]

    @property
    def fingerprint(self) -> str:
        return self.facts["digestPublicKeyFingerprint"]

    @property
    def previous(self) -> tuple[str, str] | None:
        """(bucket, key) of the digest before; None where a chain begins."""
        bucket = self.facts.get("previousDigestS3Bucket")
        key = self.facts.get("previousDigestS3Object")
        return (bucket, key) if bucket and key else None

    @property
    def logs(self) -> list[dict[str, Any]]:
        """Entries of logFiles."""
        return [entry for entry in self.facts["logFiles"] if isinstance(entry, dict)]

    @cached_property
    def sha256(self) -> str:
        """What the digest after it holds as previousDigestHashValue."""
        return hashlib.sha256(self.text).hexdigest()

    def signed(self) -> bytes:
        """The string that CloudTrail signs; a first digest has the word null for the signature before."""
        before = self.facts["previousDigestSignature"]
        parts = (self.facts["digestEndTime"], f"{self.bucket}/{self.key}", self.sha256)
        return "\n".join((*parts, "null" if before is None else before)).encode()


def unpacked(raw: bytes | memoryview) -> bytes:
    """The one gzip member of a digest, or the bytes themselves where somebody has inflated them. ValueError
    else."""
    if bytes(raw[:2]) != b"\x1f\x8b":
        return bytes(raw)
    stream = zlib.decompressobj(31)
    try:
        text = stream.decompress(bytes(raw), 256 << 20)
    except zlib.error as error:
        raise ValueError(f"is no sound gzip: {error}") from None
    if not stream.eof:
        raise ValueError("gzip stream is cut off")
    if stream.unused_data:
        raise ValueError("unexpected data after the end of the compressed stream")
    return text


def read(text: bytes, latest: datetime | None = None) -> Digest:
    """The digest in this text. ValueError says what is wrong with its form; one that speaks for a time after
    `latest` is nothing that CloudTrail wrote."""
    try:
        facts = json.loads(text.decode())
    except (ValueError, RecursionError):
        raise ValueError("is no JSON") from None
    if not isinstance(facts, dict):
        raise ValueError("is no JSON object")
    missing = [name for name in (*REQUIRED, "logFiles") if name not in facts]
    if missing:
        raise ValueError(f"lacks {', '.join(missing)}")
    words = [facts[name] for name in REQUIRED if name != "previousDigestSignature"]
    if not all(isinstance(word, str) for word in words) or not isinstance(facts["logFiles"], list):
        raise ValueError("has a field of another type")
    if not all(isinstance(facts.get(name), (str, type(None))) for name in _OF_THE_ONE_BEFORE):
        raise ValueError("has a field of another type")
    start, end = (moment(facts[name], latest) for name in ("digestStartTime", "digestEndTime"))
    if not timedelta() <= end - start <= LONGEST:
        raise ValueError(f"speaks for a time that no digest speaks for: {start} to {end}")
    return Digest(text, facts, start, end)


def moment(text: object, latest: datetime | None = None) -> datetime:
    """A digest's time as naive UTC; ValueError where it is none, or outside CloudTrail's life."""
    found = datetime.strptime(str(text)[:40], "%Y-%m-%dT%H:%M:%SZ")
    if not possible(found, latest):
        raise ValueError(f"names a time outside CloudTrail's life: {found}")
    return found


def signature_of(metadata: Mapping[str, Any]) -> tuple[str | None, str | None, bool]:
    """(signature in hex, algorithm, whether a backfill's own stamp is there) of an object's S3 metadata.

    Takes head-object's answer, its `Metadata`, or the bare headers.
    """
    inner = metadata.get("Metadata")
    held = inner if isinstance(inner, Mapping) else metadata
    plain = {str(name).lower().removeprefix("x-amz-meta-"): value for name, value in held.items()}
    signature, algorithm = plain.get("signature"), plain.get("signature-algorithm")
    return (
        signature if isinstance(signature, str) else None,
        algorithm if isinstance(algorithm, str) else None,
        "backfill-generation-timestamp" in plain,
    )


@dataclass
class PublicKeys:
    """Public keys by fingerprint, with whose word each is: DER (PKCS #1 or SPKI) in base64.

    A key proves something when AWS gave it to the kit itself (`aws`), or when it lay in a file and the
    analyst named its fingerprint (`analyst`). `unnamed` are fingerprints of keys that nobody vouches for.
    """

    values: Mapping[str, tuple[str, list[str]]]
    unnamed: frozenset[str] = frozenset()
    _loaded: dict[str, rsa.RSAPublicKey | None] = field(default_factory=dict)

    @classmethod
    def of(cls, rows: Iterable[tuple[str | None, str | None, str]], named: Iterable[str] = ()) -> PublicKeys:
        """Keys from (fingerprint, base64, `aws` or `file`) rows; `named` are the analyst's fingerprints."""
        given: dict[str, dict[str, list[str]]] = {"aws": {}, "file": {}}
        for fingerprint, value, given_by in rows:
            if fingerprint and value:
                given[given_by].setdefault(fingerprint.lower(), []).append(value)
        words = {each.lower() for each in named}
        values = {one: ("analyst", found) for one, found in given["file"].items() if one in words}
        values |= {one: ("aws", found) for one, found in given["aws"].items()}
        return cls(values, frozenset(given["file"]) - set(values))

    def given_by(self, digest: Digest) -> str | None:
        """`aws` or `analyst`: by whose word the key of this digest is CloudTrail's."""
        return self.values.get(digest.fingerprint.lower(), (None, []))[0]

    def judged(self, digest: Digest, signature: str) -> str:
        """`signed`, `signature` (it does not hold), `no_key` (none of this fingerprint), `unnamed_key` (one
        that only a file holds) or `bad_key` (unreadable)."""
        if digest.fingerprint.lower() not in self.values:
            return "unnamed_key" if digest.fingerprint.lower() in self.unnamed else "no_key"
        key = self._key(digest.fingerprint.lower())
        if key is None:
            return "bad_key"
        try:
            key.verify(
                binascii.unhexlify(signature.strip()), digest.signed(), padding.PKCS1v15(), hashes.SHA256()
            )
        except (InvalidSignature, ValueError):  # no hex is no signature
            return "signature"
        return "signed"

    def _key(self, fingerprint: str) -> rsa.RSAPublicKey | None:
        if fingerprint not in self._loaded:
            read = (_rsa(value, fingerprint) for value in self.values[fingerprint][1])
            self._loaded[fingerprint] = next(filter(None, read), None)
        return self._loaded[fingerprint]


def _rsa(value: str, fingerprint: str) -> rsa.RSAPublicKey | None:
    """The key, where it can be read and its fingerprint (MD5 of the bytes as delivered) is its own."""
    try:
        der = base64.b64decode(value, validate=True)
        key = serialization.load_der_public_key(der)
    except (ValueError, UnsupportedAlgorithm):
        return None
    own = hashlib.md5(der, usedforsecurity=False).hexdigest()
    return key if isinstance(key, rsa.RSAPublicKey) and own == fingerprint.lower() else None
