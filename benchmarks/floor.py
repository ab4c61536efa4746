"""The floor F: one process that only inflates with isal and splits records with msgspec.Raw. Prints the
record count."""

from __future__ import annotations

import sys
from pathlib import Path

import msgspec
from isal import igzip


class Delivery(msgspec.Struct):
    """A file, its records unparsed."""

    Records: list[msgspec.Raw]


def main(folder: str) -> None:
    decode = msgspec.json.Decoder(Delivery).decode
    count = size = 0
    for path in sorted(Path(folder).rglob("*.gz")):
        text = igzip.decompress(path.read_bytes())
        size += len(text)
        count += len(decode(text).Records)
    print(count, size)


if __name__ == "__main__":
    main(sys.argv[1])
