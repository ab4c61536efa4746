"""The floor F: one process that only inflates with isal and splits records with msgspec.Raw. Prints the
record count, the bytes of text, and how many files hold no delivery or are broken (those are passed over)."""

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
    count = size = others = 0
    for path in sorted(Path(folder).rglob("*.gz")):
        try:
            text = igzip.decompress(path.read_bytes())
            count += len(decode(text).Records)
        except (EOFError, OSError, ValueError, msgspec.MsgspecError):
            others += 1
            continue
        size += len(text)
    print(count, size, others)


if __name__ == "__main__":
    main(sys.argv[1])
