"""The vault: raw evidence in packs, written once, synced, never edited.

vault/000001.zip is a standard ZIP file, stored, its entries named by the sha256 of their bytes.
vault/000001.jsonl beside it says who collected with which kit (first line), then what was asked for, one line
an item, also for what could not be had or was there already. A pack counts once both are there. Packs are
chained by their hashes: kit.store.pack_chain.
"""

from __future__ import annotations

import contextlib
import fcntl
import hashlib
import json
import mmap
import os
import zipfile
from collections.abc import Generator
from dataclasses import asdict, dataclass, field
from datetime import datetime
from pathlib import Path
from typing import Any

from kit.case import Case
from kit.errors import BusyError, CaseError, EvidenceError
from kit.store import pack_chain
from kit.store.pack_chain import Custody

# A pack is a few load steps: about 480,000 events, whether the files are compressed or not.
PACK_WEIGHT = 480_000
# Each pack more is a pause for both cores. So of what lies on a disk and is not waited for a pack is several
# times as long, but for the first: while that is loaded, the next one fills.
FIRST_OF_FILES, FILES_WEIGHT = 250_000, 2_400_000
# Files of so many bytes are read beside a load; of shorter ones so much is Python's own work that both would
# be slower.
LONG_FILES = 48 << 10
PACK_ITEMS = 20_000
# Files up to this size are read whole; longer ones are copied in pieces.
WHOLE = 64 << 20
_line = json.JSONEncoder(ensure_ascii=False, separators=(",", ":"), default=str).encode
_LISTS = ("sources", "endpoints")
_STAMP = (1980, 1, 1, 0, 0, 0)


@dataclass
class Entry:
    """One item as the vault knows it. `offset` is where its bytes start in the pack, None when it has none of
    its own."""

    file_id: int
    origin: str
    kind: str
    fetched_at: str
    pack: int
    bytes: int | None = None
    sha256: str | None = None
    offset: int | None = None
    same_as: int | None = None
    failure: str | None = None
    meta: dict = field(default_factory=dict)

    @property
    def moment(self) -> datetime:
        return datetime.fromisoformat(self.fetched_at)


@contextlib.contextmanager
def locked(case: Case) -> Generator[None]:
    """Only one process at a time writes to the vault of a case. BusyError names the other one."""
    try:
        case.vault.mkdir(parents=True, exist_ok=True)
        stream = (case.vault / "lock").open("a+")
    except OSError as error:
        raise CaseError(f"{case.vault}: cannot be written: {error.strerror}; mend its permissions") from None
    with stream:
        try:
            fcntl.flock(stream, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError:
            stream.seek(0)
            holder = stream.read().strip() or "another process"
            raise BusyError(
                f"{case.folder}: process {holder} is collecting into this case; wait for it"
            ) from None
        stream.truncate(0)
        stream.write(str(os.getpid()))
        stream.flush()
        yield


def packs(case: Case) -> list[int]:
    """Numbers of the complete packs, ascending."""
    return sorted(pack for pack, parts in pack_chain.numbers(case).items() if len(parts) == 2)


def listed(case: Case) -> list[int]:
    """Numbers of the packs whose list is there, ascending; the bytes of some may be gone."""
    return sorted(pack for pack, parts in pack_chain.numbers(case).items() if "jsonl" in parts)


def entries(case: Case, pack: int) -> list[Entry]:
    """Items of one pack, in the order in which they were asked for."""
    path = list_path(case, pack)
    try:
        with path.open(encoding="utf-8") as lines:
            found = [json.loads(line) for line in lines]
        if found and pack_chain.MARK in found[0]:
            del found[0]
        return [Entry(**each, pack=pack) for each in found]
    except (OSError, ValueError, TypeError) as error:
        raise EvidenceError(f"{path}: cannot be read: {error}; restore it from a copy of the case") from None


def row_of(case: Case, pack: int) -> tuple:
    """Values of table packs after `pack` and `items`: hashes, and whose run it was, as its list says."""
    path = list_path(case, pack)
    said = pack_chain.header_of(path)
    run: dict[str, Any] = said["run"] if isinstance(said.get("run"), dict) else {}
    started = str(run.get("started_at") or "")
    try:
        at = datetime.fromisoformat(started).replace(tzinfo=None)
    except ValueError:
        at = None
    texts = [str(run[name]) if run.get(name) else None for name in ("by", "host", "kit")]
    lists = [json.dumps(run[name], ensure_ascii=False) if name in run else None for name in _LISTS]
    caller = str(run["caller"]) if run.get("caller") else None
    size = said.get("bytes") if isinstance(said.get("bytes"), int) else None
    packed = str(said["zip"]) if "zip" in said else None
    return (size, pack_chain.sha256_of(path), packed, at, *texts, lists[0], caller, lists[1])


@contextlib.contextmanager
def opened(case: Case, pack: int) -> Generator[Reader]:
    """The bytes of one pack."""
    path = pack_path(case, pack)
    try:
        with path.open("rb") as stream:
            reader = Reader(stream, path)
            try:
                yield reader
            finally:
                reader.close()
    except FileNotFoundError:
        raise EvidenceError(f"{path}: is missing; restore it from a copy of the case") from None
    except _EmptyPackError:
        raise EvidenceError(f"{path}: is empty; restore it from a copy of the case") from None


class _EmptyPackError(Exception):
    """A pack of no bytes at all."""


class Reader:
    """Bytes of the entries of one pack; those of a long one straight from the mapped file."""

    def __init__(self, stream, path: Path) -> None:
        self.path, self._file = path, stream.fileno()
        try:
            self._map = mmap.mmap(stream.fileno(), 0, access=mmap.ACCESS_READ)
        except ValueError:
            raise _EmptyPackError from None

    def raw(self, entry: Entry) -> memoryview:
        """The bytes as delivered; EvidenceError when the pack is too short for them."""
        assert entry.offset is not None, f"{entry.origin}: has no bytes of its own"
        assert entry.bytes is not None, f"{entry.origin}: has no bytes of its own"
        end = entry.offset + entry.bytes
        if end > len(self._map):
            raise EvidenceError(f"{self.path}: is cut short; restore it from a copy of the case")
        if entry.bytes <= WHOLE:
            # Not out of the map: its pages would count as this process's memory until the pack is done.
            return memoryview(os.pread(self._file, entry.bytes, entry.offset))
        return memoryview(self._map)[entry.offset : end]

    def close(self) -> None:
        # A view that is still about keeps the map alive; it goes with it.
        with contextlib.suppress(BufferError):
            self._map.close()


def pack_path(case: Case, pack: int) -> Path:
    """Where a pack lies."""
    return case.vault / f"{pack:06}.zip"


def list_path(case: Case, pack: int) -> Path:
    """Where the list of a pack lies."""
    return case.vault / f"{pack:06}.jsonl"


class PackWriter:
    """Writes one pack; nothing of it counts before `commit`."""

    def __init__(
        self, case: Case, number: int, custody: Custody | None = None, *, first: bool = False
    ) -> None:
        """`first`: of the packs of this run."""
        self.number, self._first = number, first
        self._custody = custody or Custody.here()
        self.entries: list[Entry] = []
        self.weight = 0
        self._case = case
        self._path = pack_path(case, number).with_suffix(".zip.part")
        self._stream = self._path.open("wb")
        self._zip = zipfile.ZipFile(self._stream, "w", zipfile.ZIP_STORED, allowZip64=True)

    @property
    def full(self) -> bool:
        return self.weight >= self._most or len(self.entries) >= PACK_ITEMS

    @property
    def of_long_files(self) -> bool:
        """Whether its last item is a file, and its items are long."""
        return self._last == "file" and self._stream.tell() >= LONG_FILES * len(self.entries)

    @property
    def _most(self) -> int:
        if self._last != "file":
            return PACK_WEIGHT
        return FIRST_OF_FILES if self._first and self.of_long_files else FILES_WEIGHT

    @property
    def _last(self) -> str:
        return self.entries[-1].kind if self.entries else ""

    def holds(self, sha256: str) -> bool:
        """Whether bytes with this hash are in it already."""
        return sha256 in self._zip.NameToInfo

    def note(self, entry: Entry) -> None:
        """An item without bytes of its own: a failure, or the same bytes as another."""
        self.entries.append(entry)

    def add(self, entry: Entry, data: bytes) -> None:
        """An item with its bytes; entry.sha256 is theirs."""
        self._zip.writestr(_info(entry), data)
        entry.offset, entry.bytes = self._stream.tell() - len(data), len(data)
        self.entries.append(entry)
        # Compressed events take some 150 bytes each, plain ones some 1,200.
        self.weight += len(data) // (150 if data[:2] == b"\x1f\x8b" else 1200)

    def add_file(self, entry: Entry, path: Path) -> None:
        """A long file, copied in pieces. EvidenceError when it changes meanwhile or gives no more of itself;
        then the pack is as it was before."""
        digest, before, copied, broken = hashlib.sha256(), self._stream.tell(), 0, None
        info = _info(entry)
        try:
            source = path.open("rb")
        except OSError as error:
            raise EvidenceError(f"cannot be read: {error.strerror or error}") from None
        with source, self._zip.open(info, "w", force_zip64=True) as target:
            start = self._stream.tell()
            try:
                # One that grows as fast as it is read would have no end.
                while copied <= (entry.bytes or 0) and (piece := _read(source)):
                    digest.update(piece)
                    copied += target.write(piece)
            except _UnreadableError as error:
                broken = f"cannot be read to its end: {error}"
        if broken is None and digest.hexdigest() != entry.sha256:
            broken = "changes while it is read; collect a copy that stands still"
        if broken is not None:
            self._zip.filelist.remove(info)
            del self._zip.NameToInfo[info.filename]
            self._stream.seek(before)
            self._stream.truncate()
            self._zip.start_dir = before
            raise EvidenceError(broken)
        entry.offset, entry.bytes = start, info.file_size
        self.entries.append(entry)
        self.weight += info.file_size // 1200

    def commit(self) -> None:
        """Makes the pack count, safely on disk: bytes and list beside their places, then both in place, then
        the chain's line. What is killed in between is ended by kit.store.pack_chain.settle."""
        self._zip.close()
        _sync(self._stream)
        final = list_path(self._case, self.number)
        beside = final.with_suffix(".jsonl.part")
        size, sha256 = self._path.stat().st_size, pack_chain.sha256_of(self._path)
        packed = {"zip": sha256, "bytes": size}
        head = {"previous": pack_chain.read(self._case).head, **packed, "items": len(self.entries)}
        mark = {pack_chain.MARK: 1, "pack": self.number, **head, "run": asdict(self._custody)}
        with beside.open("w", encoding="utf-8", errors="replace") as lines:
            lines.write(_line(mark) + "\n")
            for entry in self.entries:
                facts = {name: value for name, value in vars(entry).items() if name != "pack"}
                lines.write(_line(facts) + "\n")
            _sync(lines)
        self._path.replace(pack_path(self._case, self.number))
        _sync_folder(self._case.vault)
        beside.replace(final)
        pack_chain.append(self._case, pack=self.number, list=pack_chain.sha256_of(final), **packed)
        _sync_folder(self._case.vault)

    def abandon(self) -> None:
        """Leaves nothing behind."""
        self._zip.fp = None  # or its finaliser writes to the closed file
        with contextlib.suppress(OSError, ValueError):
            self._stream.close()
        self._path.unlink(missing_ok=True)


class _UnreadableError(Exception):
    """A file that gives no more of itself."""


def _read(source) -> bytes:
    """The next piece; an error of the file's is told from one of the disk that is written to."""
    try:
        return source.read(1 << 20)
    except OSError as error:
        raise _UnreadableError(error.strerror or error) from None


def _info(entry: Entry) -> zipfile.ZipInfo:
    assert entry.sha256 is not None, f"{entry.origin}: has no bytes"
    return zipfile.ZipInfo(entry.sha256, _STAMP)


def whole(path: Path) -> bytes | None:
    """The bytes of a file; None of a long one, which is copied in pieces. OSError when it cannot be read."""
    # One opening and no buffer: of 300,000 small files each call of the system's is seconds.
    with path.open("rb", buffering=0) as stream:
        return None if os.fstat(stream.fileno()).st_size > WHOLE else stream.readall()


def file_digest(path: Path) -> tuple[str, int]:
    """(sha256, size) of a file of any length."""
    with path.open("rb") as stream:
        digest = hashlib.file_digest(stream, "sha256")
        return digest.hexdigest(), stream.tell()


def _sync(stream) -> None:
    stream.flush()
    os.fsync(stream.fileno())
    stream.close()


def _sync_folder(folder: Path) -> None:
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
