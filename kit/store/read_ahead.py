"""The decoding half of the loader: a thread that turns files into steps, a few batches ahead of DuckDB.

It goes on with the next step while DuckDB ends the one before. What it hands over it does not touch again.
"""

from __future__ import annotations

import contextlib
import queue
import threading
from collections.abc import Iterator
from dataclasses import dataclass, replace

import pyarrow as pa

from kit.records import PENDING, FileReader, FileRow, Identities, Step
from kit.store import vault

# Batches that may wait: DuckDB compresses a row group at a time, so it takes several at once, then none for a
# while. Of long records fewer wait: more of them cost memory and gain no time.
AHEAD = 14
AHEAD_BYTES = 160 << 20


@dataclass
class Done:
    """A step whose batches have all been handed over; `more` says whether there is a next one.

    `unfinished` is the line of a file that goes on in the next step, `unfinished_then` the same line as it
    was at the end of this one.
    """

    step: Step
    identities: list[tuple]
    more: bool
    unfinished: FileRow | None = None
    unfinished_then: FileRow | None = None


class Decoder(threading.Thread):
    """Decodes the files of `work` into steps; the first row has the number `base`."""

    def __init__(
        self, reader: FileReader, work: Iterator[FileRow], base: int, identities: Identities
    ) -> None:
        super().__init__(daemon=True, name="decoder")
        self._reader, self._work, self._base, self._identities = reader, work, base, identities
        self._out: queue.Queue[pa.RecordBatch | Done | BaseException] = queue.Queue(maxsize=AHEAD)
        self._stopped = threading.Event()
        # Bytes of the batches that wait.
        self._waiting = 0
        self._taken = threading.Condition()
        self._done: Done | BaseException | None = None

    def run(self) -> None:
        try:
            step = self._begin()
            for row in self._work:
                if self._stopped.is_set():
                    return
                if step.full or len(step.files) >= vault.PACK_ITEMS:
                    self._end(step, row)
                    step = self._begin()
            self._end(step, None)
        except BaseException as error:  # whatever it is, the loader raises it
            self._offer(error)

    def batches(self) -> Iterator[pa.RecordBatch]:
        """The batches of one step as they come; then `done` has the step."""
        while isinstance(found := self._out.get(), pa.RecordBatch):
            with self._taken:
                self._waiting -= found.nbytes
                self._taken.notify()
            yield found
        self._done = found

    def done(self) -> Done:
        """The step whose batches were taken. Raises what stopped the thread."""
        assert self._done is not None, "the batches of a step are taken first"
        if isinstance(self._done, BaseException):
            raise self._done
        return self._done

    def stop(self) -> None:
        """Ends the thread wherever it is. Raises nothing."""
        self._stopped.set()
        self.join()

    def _begin(self) -> Step:
        step = self._reader.step = Step(self._base, self._identities, self._offer)
        return step

    def _end(self, step: Step, row: FileRow | None) -> None:
        step.flush()
        self._base += step.events
        done = Done(step, self._identities.taken(), more=row is not None)
        if row is not None and row.status == PENDING and row.records:
            done.unfinished, done.unfinished_then = row, replace(row, resume_at=row.records)
        self._offer(done)

    def _offer(self, found: pa.RecordBatch | Done | BaseException) -> None:
        """Waits for room in the queue, unless nobody takes anything any more."""
        size = found.nbytes if isinstance(found, pa.RecordBatch) else 0
        with self._taken:
            while self._waiting and self._waiting + size > AHEAD_BYTES and not self._stopped.is_set():
                self._taken.wait(timeout=0.2)
            self._waiting += size
        while not self._stopped.is_set():
            with contextlib.suppress(queue.Full):
                self._out.put(found, timeout=0.2)
                return
