"""Where `kit` begins, and how it ends: a KitError, or what the machine refuses, is one line on stderr.

Exit 1: it cannot go on; 2 is wrong usage (a UsageError too), 3 done in part, 4 evidence altered or missing,
130 stopped by hand. Anything else is a bug and shows its traceback.
"""

from __future__ import annotations

import gc
import os
import sys

import typer

from kit import KitError
from kit.cli import streams
from kit.cli.app import app
from kit.errors import UsageError


def main() -> None:
    """Entry point: turns a KitError, and what the machine refuses, into one line on stderr."""
    # A collection holds hundreds of thousands of lines of its ledger; looking them through for cycles again
    # and again took an eighth of its time.
    gc.set_threshold(50_000, 20, 100)
    # numpy's library for matrices, of which the kit has none, starts a thread a core as it is loaded; they
    # spin before they sleep, which is half of the CPU time of loading numpy.
    os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")
    streams.prepare()
    streams.stop_at_once()
    try:
        app()
    except SystemExit as error:
        if error.code == 130:  # typer's own answer to Ctrl-C says nothing
            _stopped()
        sys.exit(error.code if (refused := streams.finish()) is None else _failed(refused))
    except KitError as error:
        _failed(str(error), 2 if isinstance(error, UsageError) else 1)
    except (OSError, MemoryError) as error:
        if not streams.is_reader_gone(error):
            _failed(streams.refused(error))
        sys.exit(0)
    except UnicodeEncodeError as error:
        if not any("\ud800" <= mark <= "\udfff" for mark in str(error.object)):
            raise
        why = "the command holds bytes that are no text in this terminal's locale"
        _failed(f"{why}; set LC_ALL=C.UTF-8, then run it again", 2)
    except KeyboardInterrupt:
        _stopped()
    except RuntimeError as error:
        if str(error) != "Query interrupted":  # DuckDB's word for Ctrl-C
            raise
        _stopped()


def _failed(line: str, code: int = 1) -> int:
    from kit.cli.formats import clean

    streams.finish()
    typer.echo(f"kit: {clean(line)}", err=True)
    sys.exit(code)


def _stopped() -> None:
    typer.echo("kit: stopped; run the same command again to go on", err=True)
    sys.exit(130)
