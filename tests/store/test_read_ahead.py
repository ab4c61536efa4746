"""Batches wait for DuckDB: short ones many at a time, long ones few."""

from __future__ import annotations

import threading
import time

import pyarrow as pa
import pytest

from kit.records import FileReader, Identities
from kit.store import read_ahead
from kit.store.read_ahead import Decoder


def batch(number: int, size: int) -> pa.RecordBatch:
    return pa.record_batch({"event_no": [number], "text": ["x" * size]})


@pytest.mark.parametrize(("size", "most"), [(10, read_ahead.AHEAD), (20_000, 4)])
def test_long_batches_wait_by_their_bytes(monkeypatch, size, most):
    monkeypatch.setattr(read_ahead, "AHEAD_BYTES", 90_000)
    decoder = Decoder(FileReader(), iter(()), 1, Identities(1))
    offered: list[int] = []

    def offer() -> None:
        for number in range(40):
            decoder._offer(batch(number, size))
            offered.append(number)
        decoder._end(decoder._begin(), None)

    thread = threading.Thread(target=offer)
    thread.start()
    until = time.monotonic() + 10
    while len(offered) < most and time.monotonic() < until:
        time.sleep(0.01)
    time.sleep(0.3)
    assert len(offered) == most, "as many as have room, and no more"
    taken = [found["event_no"][0].as_py() for found in decoder.batches()]
    thread.join()
    assert taken == list(range(40))


def test_one_batch_longer_than_the_room_goes_through(monkeypatch):
    monkeypatch.setattr(read_ahead, "AHEAD_BYTES", 10)
    decoder = Decoder(FileReader(), iter(()), 1, Identities(1))
    decoder._offer(batch(7, 5_000))
    thread = threading.Thread(target=decoder._offer, args=(batch(8, 5_000),))
    thread.start()
    found = decoder.batches()
    assert [next(found)["event_no"][0].as_py() for _ in range(2)] == [7, 8]
    thread.join()


def test_who_waits_for_room_is_let_go(monkeypatch):
    monkeypatch.setattr(read_ahead, "AHEAD_BYTES", 10)
    decoder = Decoder(FileReader(), iter(()), 1, Identities(1))
    decoder._offer(batch(1, 50))
    thread = threading.Thread(target=decoder._offer, args=(batch(2, 50),))
    thread.start()
    decoder._stopped.set()
    thread.join(5)
    assert not thread.is_alive()
