"""The operations of every AWS service, out of botocore's own files: read without building botocore's models,
which takes ten seconds where this takes half a second."""

from __future__ import annotations

import gzip
from functools import cache
from pathlib import Path

import botocore
import msgspec

DATA = Path(botocore.__file__).parent / "data"


class About(msgspec.Struct, rename="camel"):
    """What a service is called: in addresses and in signatures, where it says so."""

    endpoint_prefix: str | None = None
    signing_name: str | None = None


class Model(msgspec.Struct):
    """As much of a service's model as is read; the operations' own content is left as it stands."""

    metadata: About
    operations: dict[str, msgspec.Raw]


@cache
def models() -> dict[str, Model]:
    """Service as boto3 names it -> the newest of its models."""
    decoder = msgspec.json.Decoder(Model)
    files = {path.parent.parent.name: path for path in sorted(DATA.glob("*/*/service-2.json.gz"))}
    return {name: decoder.decode(gzip.decompress(path.read_bytes())) for name, path in files.items()}
