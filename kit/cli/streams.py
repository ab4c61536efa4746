"""stdout and stderr as they are found: closed, full, of an odd encoding. None of it ends in a traceback."""

from __future__ import annotations

import codecs
import errno
import io
import os
import signal
import sys
from types import FrameType

_VISIBLE = "kit-visible"


class _Closed(io.TextIOBase):
    """A stream that the caller closed (`>&-`)."""

    def write(self, text: str) -> int:
        raise OSError(errno.EBADF, "is closed: nothing can be shown", "stdout")

    @property
    def buffer(self) -> io.RawIOBase:
        raise OSError(errno.EBADF, "is closed: nothing can be shown", "stdout")


def prepare() -> None:
    """Characters that the terminal's encoding lacks are shown as \\uXXXX, which JSON reads too; a closed
    stream says so when something is written."""
    codecs.register_error(_VISIBLE, _escaped)
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors=_VISIBLE)
    if sys.stdout is None:
        sys.stdout = _Closed()
    if sys.stderr is None:
        sys.stderr = open(os.devnull, "w", encoding="utf-8")  # noqa: SIM115


def stop_at_once() -> None:
    """One Ctrl-C ends whatever waits for an answer of the network, in threads too."""
    if signal.getsignal(signal.SIGINT) is not signal.default_int_handler:
        return

    def stop(number: int, frame: FrameType | None) -> None:
        if (sources := sys.modules.get("kit.sources.wire")) is not None:
            sources.STOP.set()
        signal.default_int_handler(number, frame)

    signal.signal(signal.SIGINT, stop)


def _escaped(error: UnicodeError) -> tuple[str, int]:
    if not isinstance(error, UnicodeEncodeError):
        raise error
    words = error.object[error.start : error.end].encode("utf-16-be", "surrogatepass")
    shown = "".join(f"\\u{words[at] << 8 | words[at + 1]:04x}" for at in range(0, len(words), 2))
    return shown, error.end


def finish() -> str | None:
    """Writes out what still waits; what the machine says where that fails. Python itself would say it with a
    traceback, at its very end."""
    if isinstance(sys.stdout, _Closed):
        return None
    try:
        sys.stdout.flush()
    except (OSError, ValueError) as error:
        _forget()
        return None if is_reader_gone(error) else refused(error)
    return None


def _forget() -> None:
    """What cannot be written is tried again when Python ends: into nothing, then."""
    nothing = os.open(os.devnull, os.O_WRONLY)
    try:
        os.dup2(nothing, sys.stdout.fileno())
    except (OSError, ValueError):
        sys.stdout = open(os.devnull, "w", encoding="utf-8")  # noqa: SIM115
    finally:
        os.close(nothing)


def is_reader_gone(error: BaseException) -> bool:
    """Whether whoever read the answer has enough of it: `kit ask ... | head` is no error."""
    if not isinstance(error, BrokenPipeError):
        return False
    _forget()
    return True


def refused(error: BaseException) -> str:
    """One line for what the machine refuses: where, what, and what to do."""
    if isinstance(error, MemoryError):
        return "not enough memory; close other programs, or ask for less (-p, limit)"
    number = getattr(error, "errno", None)
    where = getattr(error, "filename", None) or "output"
    why = getattr(error, "strerror", None) or str(error) or type(error).__name__
    if number in (errno.ENOSPC, errno.EDQUOT, errno.EFBIG):
        return f"{where}: cannot be written: {why}; make room, then run the same command again"
    if number in (errno.EACCES, errno.EPERM, errno.EROFS):
        return f"{where}: {why}; mend its permissions, then run the same command again"
    return f"{where}: {why}"
