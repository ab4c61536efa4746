"""Digest chains as CloudTrail writes them, signed with RSA keys of the tests, and everything that can go
wrong with one."""

from __future__ import annotations

import base64
import gzip
import hashlib
import json
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from functools import cache
from pathlib import Path
from typing import Any

from conftest import ACCOUNT, record
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import padding, rsa

HOUR = timedelta(hours=1)
START = datetime(2026, 3, 1)
REGION = "us-east-1"


@cache
def key(name: str) -> rsa.RSAPrivateKey:
    """An RSA key of 2048 bits for each name, one a run."""
    return rsa.generate_private_key(public_exponent=65537, key_size=2048)


def public(name: str) -> dict[str, str]:
    """The key as ListPublicKeys gives it: DER of PKCS #1, its MD5 for a fingerprint."""
    der = key(name).public_key().public_bytes(serialization.Encoding.DER, serialization.PublicFormat.PKCS1)
    return {
        "Value": base64.b64encode(der).decode(),
        "Fingerprint": hashlib.md5(der).hexdigest(),
        "ValidityStartTime": "2026-02-01T00:00:00Z",
        "ValidityEndTime": "2026-05-01T00:00:00Z",
    }


@dataclass
class Object:
    """An object of a bucket with its metadata."""

    data: bytes
    metadata: dict[str, str] = field(default_factory=dict)

    @property
    def text(self) -> bytes:
        return gzip.decompress(self.data)


class Chain:
    """Digests and log files of one trail in one Region, one of each an hour; `objects` is what the buckets
    hold."""

    def __init__(
        self, *, bucket="trails", prefix="", account=ACCOUNT, region=REGION, trail="main", start=START
    ) -> None:
        self.bucket, self.prefix, self.account, self.region, self.trail = (
            bucket,
            prefix,
            account,
            region,
            trail,
        )
        self.at, self.signer, self.backfill = start, "first", False
        self.objects: dict[tuple[str, str], Object] = {}
        self.digests: list[tuple[str, str]] = []
        self.logs: list[tuple[str, str]] = []
        self.before: tuple[str, str] | None = None
        self._count = 0

    def name(self, kind: str, end: datetime, tail: str) -> str:
        folder = f"{self.prefix}AWSLogs/{self.account}/{kind}/{self.region}/{end:%Y/%m/%d}"
        base = f"{folder}/{self.account}_{kind}_{self.region}"
        return f"{base}_{tail}.json.gz"

    def log(self, **fields: Any) -> tuple[str, str]:
        """A log file with one event in the hour at hand; not named by any digest yet."""
        self._count += 1
        minute = int((self.at - START) / timedelta(minutes=1)) + 10 + self._count % 40
        at = self.at + timedelta(minutes=15 + self._count % 40)
        event = record(
            minute,
            awsRegion=self.region,
            recipientAccountId=self.account,
            **{"eventID": f"{self.account}-{self.region}-{self._count}", **fields},
        )
        place = self.bucket, self.name("CloudTrail", at, f"{at:%Y%m%dT%H%MZ}_Abcdefgh{self._count:08d}")
        self.objects[place] = Object(gzip.compress(json.dumps({"Records": [event]}).encode(), mtime=0))
        self.logs.append(place)
        return place

    def hour(self, *, logs: int = 1, restart: bool = False) -> tuple[str, str]:
        """One hour more: its log files and the digest that names them."""
        named = [self.log() for _ in range(logs)]
        return self.digest(named, restart=restart)

    def digest(
        self, named: list[tuple[str, str]], *, restart: bool = False, **fields: Any
    ) -> tuple[str, str]:
        start, end = self.at, self.at + HOUR
        self.at = end
        before = None if restart else self.before
        older = self.objects[before] if before else None
        tail = f"{self.trail}_us-east-1_{end:%Y%m%dT%H%M%SZ}" + ("_backfill" if self.backfill else "")
        place = self.bucket, self.name("CloudTrail-Digest", end, tail)
        moment = "%Y-%m-%dT%H:%M:%SZ"
        files = []
        for bucket, name in named:
            (event,) = json.loads(self.objects[bucket, name].text)["Records"]
            files.append(
                {
                    "s3Bucket": bucket,
                    "s3Object": name,
                    "hashAlgorithm": "SHA-256",
                    "hashValue": hashlib.sha256(self.objects[bucket, name].text).hexdigest(),
                    "oldestEventTime": event["eventTime"].replace(".000", ""),
                    "newestEventTime": event["eventTime"],
                }
            )
        facts = {
            "awsAccountId": self.account,
            "digestStartTime": start.strftime(moment),
            "digestEndTime": end.strftime(moment),
            "digestS3Bucket": place[0],
            "digestS3Object": place[1],
            "digestPublicKeyFingerprint": public(self.signer)["Fingerprint"],
            "digestSignatureAlgorithm": "SHA256withRSA",
            "newestEventTime": None,
            "oldestEventTime": None,
            "previousDigestS3Bucket": before[0] if before else None,
            "previousDigestS3Object": before[1] if before else None,
            "previousDigestHashValue": hashlib.sha256(older.text).hexdigest() if older else None,
            "previousDigestHashAlgorithm": "SHA-256" if older else None,
            "previousDigestSignature": older.metadata["signature"] if older else None,
            "logFiles": files,
            **fields,
        }
        self.put(place, facts)
        self.digests.append(place)
        self.before = place
        return place

    def put(self, place: tuple[str, str], facts: dict[str, Any]) -> None:
        """Writes and signs a digest, as only CloudTrail can."""
        text = json.dumps(facts).encode()
        signed = "\n".join(
            (
                facts["digestEndTime"],
                f"{facts['digestS3Bucket']}/{facts['digestS3Object']}",
                hashlib.sha256(text).hexdigest(),
                facts["previousDigestSignature"] or "null",
            )
        )
        signature = key(self.signer).sign(signed.encode(), padding.PKCS1v15(), hashes.SHA256()).hex()
        metadata = {"signature": signature, "signature-algorithm": "SHA256withRSA"}
        if self.backfill:
            metadata["backfill-generation-timestamp"] = facts["digestEndTime"]
        self.objects[place] = Object(gzip.compress(text, mtime=0), metadata)

    def forge(self, place: tuple[str, str], **fields: Any) -> None:
        """Changes a digest or a log file as an intruder can: without the key."""
        held = self.objects[place]
        text = json.loads(held.text)
        text.update(fields)
        held.data = gzip.compress(json.dumps(text).encode(), mtime=0)

    def keys(self, *names: str) -> dict[str, Any]:
        """ListPublicKeys' answer with these keys, or with those that signed."""
        return {"PublicKeyList": [public(name) for name in names or ("first", "second")]}

    def save(
        self, folder: Path, *, sidecars: bool = True, keys: bool = False, bucket_folders: bool = False
    ) -> Path:
        """The objects as files, as the kit's own collection or `aws s3 sync` writes them; with `keys` the
        public keys lie beside them, as an analyst or anybody else may have saved them."""
        for (bucket, name), held in self.objects.items():
            path = folder / bucket / name if bucket_folders else folder / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(held.data)
            if sidecars and "CloudTrail-Digest" in name:
                beside = {"Metadata": held.metadata, "ETag": hashlib.md5(held.data).hexdigest()}
                path.with_name(path.name + ".metadata.json").write_text(json.dumps(beside), encoding="utf-8")
        if keys:
            (folder / "digest_public_keys.json").write_text(json.dumps(self.keys()), encoding="utf-8")
        return folder
