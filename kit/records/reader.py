"""One file of the vault, whatever it is: its records go to the step, its ledger line says what became of it.

The methods are generators that yield after each piece of work, so that the loader can cut steps between them.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable, Iterator, Mapping
from pathlib import Path

from kit.records import archives, csv_tables, digest_files, documents, sniff, stream, text_forms
from kit.records.archives import GZIP, blocks, inflate, slices
from kit.records.ledger_row import LOADED, PENDING, REJECTED, SET_APART, SKIPPED, FileRow
from kit.records.load_step import RowsError, Step
from kit.records.pieces import ColumnsOnly, Damaged, OtherKind, Shape, Special
from kit.records.times import latest_of
from kit.records.typed import Transposed
from kit.records.untyped import Reject

# Text up to this size is read whole; longer ones piece by piece.
WHOLE = 64 << 20
_MEMBER_IDS = 1_000_000_000
# First bytes of an answer of the account itself; it may hold anything, a list `Records` too.
ANSWER = b'{"kit_answer":'
# And of what a hunt for the leaked key brought.
HUNT = b'{"kit_hunt":'
Sniffer = Callable[[bytes], str | None]


class FileReader:
    """Reads files one after the other into `step`, which the loader renews."""

    def __init__(
        self,
        known: Mapping[int, str | None] = {},
        pending: Mapping[int, FileRow] = {},
        spool: Path | None = None,
        bill_format: Sniffer = lambda head: None,
    ) -> None:
        """`known`: format of each file that was read to its end before; `pending`: lines of files that were
        read in part; `spool`: folder for what is too long to hold; `bill_format`: bytes -> format
        of a bill, or None.
        """
        self.step: Step  # set before each step
        self._known, self._pending, self._spool, self._bill_format = known, pending, spool, bill_format
        # The file at hand, as the vault has it and inflated where it is read whole.
        self._raw, self._text = memoryview(b""), b""
        self._left = 0

    def read(
        self, row: FileRow, raw: memoryview, depth: int = 0, counter: list[int] | None = None
    ) -> Iterator[FileRow]:
        """Everything in `raw`; yields the line of the file or member at hand. Its line goes to the step at
        its end."""
        known = row.file_id in self._known
        if known and self._known[row.file_id] not in archives.FORMATS:
            return
        # Members of an archive are numbered as they come, so one that was read before is gone through again.
        row = self._pending.get(row.file_id, row)
        if not depth:
            # For all levels together: each alone would multiply what the one above it may hold.
            self._left = archives.allowed(len(raw))
        if reason := sniff.by_name(row.member or row.origin):
            row.settle(SKIPPED, reason)
        elif not len(raw):
            row.settle(SKIPPED, "empty file")
        else:
            try:
                yield from self._content(row, raw, depth, counter or [0])
            except OtherKind as other:
                self._other(row, str(other))
            except Damaged as damaged:
                row.settle(REJECTED, str(damaged))
            except (OSError, RowsError):
                raise  # of the disk where long members are kept, or of other files too
            except Exception as error:
                # Text that no parser takes to its end: what came before it stays, and the next file is read.
                self._broken(row, f"cannot be read to its end: {' '.join(str(error).split())[:200]}")
        if known:
            return
        if row.status == PENDING:
            _conclude(row, self.step)
        self.step.files.append(row)
        yield row

    def _broken(self, row: FileRow, reason: str) -> None:
        if row.records:
            self.step.judged(row, Reject(reason))
        else:
            row.settle(REJECTED, reason)

    def _content(self, row: FileRow, raw: memoryview, depth: int, counter: list[int]) -> Iterator[FileRow]:
        damage = None
        self._raw, self._text = raw, b""
        if archives.is_zip(raw[:4]) or archives.is_tar(raw[:512]):
            yield from self._archive(row, raw, depth, counter)
            return
        if raw[:2] == GZIP:
            inflated = inflate(raw, WHOLE)
            if inflated.more:
                yield from self._long(row, raw, depth, counter)
                return
            text, damage = inflated.data, inflated.damage
        elif len(raw) > WHOLE:
            yield from self._long(row, raw, depth, counter)
            return
        else:
            text = bytes(raw)
        if text[:2] == GZIP:
            yield from self._again(row, text, depth, counter)
        elif archives.is_zip(text[:4]) or archives.is_tar(text[:512]):
            yield from self._archive(row, text, depth, counter)
        elif text:
            self._text = text
            yield from self._records(row, text)
        if damage:
            if not row.records:
                raise Damaged(damage)
            self.step.judged(row, Reject(damage))

    def _again(self, row: FileRow, text: bytes, depth: int, counter: list[int]) -> Iterator[FileRow]:
        """A gzip stream in a gzip stream."""
        if depth >= archives.MAX_DEPTH:
            raise Damaged(f"compressed more than {archives.MAX_DEPTH} times over")
        yield from self._content(row, memoryview(text), depth + 1, counter)

    def _records(self, row: FileRow, text: bytes) -> Iterator[FileRow]:
        if text.startswith(ANSWER):
            self.step.states.append((row, text))
            self.step.held += len(text)
            row.settle(LOADED)
            return
        if text.startswith(HUNT):
            self.step.hunts.append((row, text))
            self.step.held += len(text)
            row.settle(LOADED)
            return
        shape, skip = Shape(), row.resume_at or 0
        if text[:1] not in (b"{", b"["):
            text = self._text = documents.as_utf8(text)
        yield from self._put(row, text_forms.pieces(text, shape, latest_of(row.fetched_at)), skip)
        row.format = row.format or shape.format
        row.reason = row.reason or shape.remark

    def _put(self, row: FileRow, found: Iterable, skip: int) -> Iterator[FileRow]:
        seen = 0
        for piece in found:
            many = isinstance(piece, (list, Transposed))
            count = len(piece) if many else 1
            seen += count
            if isinstance(piece, Special):
                self._special(row, piece)
                continue
            if seen <= skip:
                continue
            if many:
                done = max(0, skip - (seen - count))
                while done < count:
                    end = min(count, done + min(20_000, self.step.room))
                    self.step.typed(row, piece, done, end)
                    done = end
                    yield row
            else:
                self._one(row, piece)
                if seen % 500 == 0:
                    yield row

    def _one(self, row: FileRow, piece: bytes | ColumnsOnly | Reject) -> None:
        if isinstance(piece, bytes):
            self.step.record(row, piece)
        elif isinstance(piece, ColumnsOnly):
            self.step.columns(row, piece)
        else:
            self.step.judged(row, piece)

    def _special(self, row: FileRow, piece: Special) -> None:
        row.format = piece.kind
        self.step.specials.append((piece.kind, row.file_id, row.origin, piece.text))
        self.step.held += len(piece.text)
        row.settle(LOADED, digest_files.described(piece.kind, piece.text))

    def _long(self, row: FileRow, raw: memoryview, depth: int, counter: list[int]) -> Iterator[FileRow]:
        """A file too long to hold: its array's elements or its lines, a few thousand at a time."""
        pieces = blocks(raw) if raw[:2] == GZIP else slices(raw)
        first = next(pieces, b"")
        if archives.is_tar(first[:512]):
            yield from self._archive(row, raw, depth, counter)
            return
        if first[:2] == GZIP:
            yield from self._again(row, _whole(first, pieces, 1 << 30), depth, counter)
            return
        head = documents.as_utf8(first)
        text = _chain(head, pieces)
        shape = Shape()
        if array := stream.ARRAY.match(head[:4096]):
            row.format = "json_array" if array[0].strip() == b"[" else "s3_delivery"
            found = stream.elements(text)
        elif head[:1] == b"{":
            row.format, found = "json_lines", stream.lines(text)
        elif (form := text_forms.form_of(head)) == "log_lines":
            row.format, found = form, text_forms.in_lines(stream.lines(text), shape)
            yield from self._put(row, documents.decoded_together(found), row.resume_at or 0)
            row.reason = row.reason or shape.remark
            return
        elif form and form.endswith("_csv"):
            row.format, found = (
                form,
                csv_tables.in_csv(_whole(head, pieces, 1 << 30), shape, latest_of(row.fetched_at)),
            )
            yield from self._put(row, documents.decoded_together(found), row.resume_at or 0)
            row.reason = row.reason or shape.remark
            return
        elif bill := self._bill_format(head):
            self._bill(row, bill, raw)
            return
        else:
            raise OtherKind(sniff.other_kind(head))
        yield from self._put(row, documents.of_elements(found, shape), row.resume_at or 0)
        row.format = documents.name_of(shape) if shape.wraps else row.format

    def _other(self, row: FileRow, reason: str) -> None:
        """No records: a bill, metadata, or something else that is named and passed over."""
        text = self._text
        if kind := digest_files.metadata_kind(row.member or row.origin, text):
            self._special(row, Special(kind, text))
        elif bill := self._bill_format(text):
            # The vault's own bytes, not the inflated ones: a step may hold many parts of a bill.
            same = self._raw[:2] == GZIP or self._raw[:2] == text[:2]
            self._bill(row, bill, self._raw if same else text)
        elif mail := sniff.mail(text):
            row.format = "mail"
            row.settle(SET_APART, mail)
        else:
            row.settle(SKIPPED, reason)

    def _bill(self, row: FileRow, kind: str, text: bytes | memoryview) -> None:
        row.format = kind
        self.step.bills.append((row, kind, text))
        self.step.held += len(text)
        row.settle(LOADED)

    def _archive(
        self, row: FileRow, data: bytes | memoryview, depth: int, counter: list[int]
    ) -> Iterator[FileRow]:
        row.format = "zip" if archives.is_zip(data) else "tar"
        count = 0
        try:
            for member in archives.members(data, depth, self._spool):
                counter[0] += 1
                count += 1
                line = FileRow(
                    file_id=(row.file_id if not row.parent_file_id else row.file_id // _MEMBER_IDS)
                    * _MEMBER_IDS
                    + counter[0],
                    origin=f"{row.origin}!{member.name}",
                    kind="member",
                    fetched_at=row.fetched_at,
                    parent_file_id=row.file_id,
                    member=member.name,
                    pack=row.pack,
                )
                if member.refused:
                    if line.file_id not in self._known:
                        line.settle(REJECTED, member.refused)
                        self.step.files.append(line)
                    continue
                assert member.data is not None, "a member has data or a reason"
                self._left -= len(member.data)
                if self._left < 0 or counter[0] > archives.MAX_MEMBERS:
                    raise ValueError("holds more, with what lies inside it, than is sound: taken for a bomb")
                line.bytes, line.sha256 = len(member.data), hashlib.sha256(member.data).hexdigest()
                yield from self.read(line, member.data, depth + 1, counter)
        except ValueError as error:
            row.settle(REJECTED, str(error))
            return
        row.settle(
            LOADED if count else SKIPPED, f"{count} member{'s' * (count > 1)}" if count else "empty archive"
        )


def _conclude(row: FileRow, step: Step) -> None:
    """Status of a file whose records are all counted."""
    if row.records and row.set_apart == row.records:
        row.settle(SET_APART, "no calls: Insights, network activity or aggregates")
    elif row.records and row.rejected == row.records:
        first = next((reason for file_id, _, reason in step.rejects if file_id == row.file_id), "")
        row.settle(REJECTED, f"none of its records can be read: {first}".removesuffix(": "))
    else:
        row.settle(LOADED, row.reason)


def _chain(first: bytes, rest: Iterator[bytes]) -> Iterator[bytes]:
    yield first
    yield from rest


def _whole(first: bytes, rest: Iterator[bytes], limit: int) -> bytes:
    parts, total = [first], len(first)
    for part in rest:
        total += len(part)
        if total > limit:
            raise Damaged(f"larger than {limit >> 20} MB once inflated")
        parts.append(part)
    return b"".join(parts)
