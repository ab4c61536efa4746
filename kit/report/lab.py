"""JupyterLab on a case: every notebook pointed at it, and the first answer on the screen when it opens.

The overview is run while the server starts, so that "is it over?" is there before a kernel is. Evidence is
open in that page: it asks nobody outside, and a token guards it.
"""

from __future__ import annotations

import contextlib
import json
import os
import secrets
import signal
import subprocess
import sys
import tempfile
import threading
import time
import webbrowser
from collections.abc import Callable, Generator
from pathlib import Path

from kit.case import Case
from kit.errors import CaseError, KitError, UsageError
from kit.report.books import book_of, notebook_names, read, write
from kit.report.run import KERNEL, kit_path, run_notebooks

FIRST = "01_case_overview"
PORT = 8888
START = 60.0  # seconds that the server may take to start
SETTINGS = Path(__file__).parent.parent / "notebook" / "lab"


def lab(
    case: Case, *, port: int | None = None, browser: bool = True, say: Callable[[str], None] = print
) -> int:
    """JupyterLab on CASE/notebooks, opened on the overview; returns its exit code when it ends.

    It listens on `port` of this machine alone, or on the next that is free; `say` is told the address with
    its token. A copy that is there already, run or edited, keeps all that the analyst changed. CaseError
    where the server does not start.
    """
    if port is not None and not 0 < port < 65536:
        raise UsageError(f"port {port}: is none; give a number from 1 to 65535")
    with tempfile.TemporaryDirectory(prefix="kit-") as folder, _ended_by_signal():
        server = _started(case, port or PORT, Path(folder))
        try:
            _prepare(case, say)
            address = _address(server, Path(folder) / "runtime")
            say(address)
            if browser:
                webbrowser.open(address)
            return server.wait()
        finally:  # no server is left behind, whatever ended this
            if server.poll() is None:
                server.terminate()
                with contextlib.suppress(subprocess.TimeoutExpired):
                    server.wait(10)


@contextlib.contextmanager
def _ended_by_signal() -> Generator[None]:
    """SIGTERM ends this process as Ctrl-C does: what it started is stopped first."""

    def end(*_: object) -> None:
        raise SystemExit(128 + signal.SIGTERM)

    if threading.current_thread() is not threading.main_thread():
        yield
        return
    before = signal.signal(signal.SIGTERM, end)
    try:
        yield
    finally:
        signal.signal(signal.SIGTERM, before)


def _prepare(case: Case, say: Callable[[str], None]) -> None:
    """Every notebook in its place; the overview with the answers as the evidence is now."""
    for name in notebook_names():
        target = case.notebooks / f"{name}.ipynb"
        if name != FIRST and not target.exists():
            write(book_of(case, name), target)
    target = case.notebooks / f"{FIRST}.ipynb"
    if target.exists() and _newer(target, case) and any(cell.get("outputs") for cell in read(target).cells):
        return
    try:
        run_notebooks(case, [FIRST])
    except KitError as error:  # the notebook says so again where it is run; all others open
        say(f"{FIRST}: {error}")
        if not target.exists():
            write(book_of(case, FIRST), target)


def _newer(path: Path, case: Case) -> bool:
    """Whether a notebook was run after the tables and the facts of the case were last written."""
    sources = [source for source in (case.database, case.file) if source.exists()]
    return all(path.stat().st_mtime >= source.stat().st_mtime for source in sources)


def _started(case: Case, port: int, folder: Path) -> subprocess.Popen[bytes]:
    """The server, started; what it is told stands in `folder`, which goes with it."""
    case.notebooks.mkdir(parents=True, exist_ok=True)
    _kernel_in(folder / "share" / "kernels" / KERNEL)
    words = [
        *(sys.executable, "-m", "jupyterlab", "--no-browser"),
        *(f"--ServerApp.root_dir={case.notebooks.resolve()}", f"--ServerApp.port={port}"),
        *("--ServerApp.ip=127.0.0.1", f"--LabApp.default_url=/lab/tree/{FIRST}.ipynb"),
        *("--LabApp.news_url=None", "--LabApp.check_for_updates_class=jupyterlab.NeverCheckForUpdate"),
        "--LabApp.extension_manager=readonly",  # evidence is open in there: the page asks nobody outside
        # Tabs of another case are not opened again on this one.
        f"--LabApp.workspaces_dir={folder / 'workspaces'}",
        *("--ServerApp.log_level=ERROR", "--Application.log_level=ERROR"),
        "--KernelManager.transport=ipc",  # what a kernel says stays between two processes of one user
    ]
    if getattr(os, "geteuid", lambda: 1)() == 0:  # in a container there is often no other user
        words.append("--allow-root")
    paths = {
        "JUPYTER_CONFIG_PATH": _with(SETTINGS, "JUPYTER_CONFIG_PATH"),
        "JUPYTER_PATH": _with(folder / "share", "JUPYTER_PATH"),
        "JUPYTER_RUNTIME_DIR": str(folder / "runtime"),
        "PYTHONPATH": kit_path(),
        "JUPYTER_TOKEN": secrets.token_hex(24),
    }
    (folder / "runtime").mkdir(mode=0o700)
    return subprocess.Popen(words, env={**os.environ, **paths})


def _with(first: Path, name: str) -> str:
    """A path variable of Jupyter's with a folder before what is in it."""
    return os.pathsep.join(filter(None, [str(first), os.environ.get(name)]))


def _kernel_in(folder: Path) -> None:
    """The kernel of this lab: the Python that runs the kit, whatever kernel of that name the user has."""
    folder.mkdir(parents=True)
    spec = {
        "argv": [sys.executable, "-m", "ipykernel_launcher", "-f", "{connection_file}"],
        "display_name": "Python 3 (kit)",
        "language": "python",
        "metadata": {"debugger": True},
    }
    (folder / "kernel.json").write_text(json.dumps(spec), encoding="utf-8")


def _address(server: subprocess.Popen[bytes], runtime: Path) -> str:
    """Where the server listens, with its token, once it does."""
    until = time.monotonic() + START
    while time.monotonic() < until:
        if server.poll() is not None:
            raise CaseError(
                f"JupyterLab ended at once with code {server.returncode}; what it said stands above"
            )
        for file in runtime.glob("jpserver-*.json"):
            with contextlib.suppress(ValueError, OSError):  # being written
                told = json.loads(file.read_text(encoding="utf-8"))
                return f"{told['url']}lab/tree/{FIRST}.ipynb?token={told['token']}"
        time.sleep(0.05)
    raise CaseError(
        f"JupyterLab did not start within {START:.0f} s; try again, or `jupyter lab` for what it says"
    )
