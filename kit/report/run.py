"""Notebooks on a case, in its language, in CASE/notebooks: executed by papermill, or opened in JupyterLab.

A notebook in git is in English; a markdown cell with `kit.text` in its metadata is the message of that id, so
the copy that runs says the same in the case's language. One kernel runs several notebooks, each from an empty
name space: starting a kernel and importing takes longer than a notebook.
"""

from __future__ import annotations

import contextlib
import importlib
import logging
import os
import subprocess
import sys
import tempfile
import warnings
from collections.abc import Generator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from kit import errors
from kit.case import Case
from kit.errors import CaseError, UsageError
from kit.questions import content_dir
from kit.texts import text

if TYPE_CHECKING:
    import nbformat

# jsonschema, which nbformat checks notebooks with, compiles the grammars of this library when it is loaded:
# over a second of CPU, for kinds of addresses that no notebook is checked for.
_SLOW = "rfc3987_syntax"
KERNEL = "python3"
TIMEOUT = 600  # seconds a cell may take


def notebook_names() -> list[str]:
    """Names of all notebooks, in order."""
    return sorted(path.stem for path in content_dir("notebooks").glob("*.ipynb"))


def import_nbformat() -> None:
    """Loads nbformat without what it does not need; from then on `import nbformat` costs nothing."""
    if "nbformat" in sys.modules or _SLOW in sys.modules:
        return
    # "Not installed", which jsonschema allows for.
    sys.modules[_SLOW] = None  # ty: ignore[invalid-assignment]
    try:
        importlib.import_module("nbformat")
    finally:
        del sys.modules[_SLOW]


def load(name: str, lang: str) -> nbformat.NotebookNode:
    """The notebook `name` with its markdown in `lang`. UsageError when there is none of that name."""
    import_nbformat()
    import nbformat

    if name not in notebook_names():
        raise UsageError(
            f"notebook {name!r}: there is none of that name; there are {', '.join(notebook_names())}"
        )
    book = nbformat.read(content_dir("notebooks") / f"{name}.ipynb", as_version=4)
    for cell in book.cells:
        if message := cell.metadata.get("kit", {}).get("text"):
            cell.source = text(lang, message)
    return book


def run_notebooks(
    case: Case, names: Sequence[str], lang: str | None = None, outputs: Sequence[Path] | None = None
) -> list[Path]:
    """Executes the notebooks one after the other and returns where the executed copies are.

    A KitError raised in a cell comes out as itself; any other error as papermill's, with the traceback. The
    copy with the cells up to the error is left in place.
    """
    lang = lang or case.language
    targets = list(outputs or [case.notebooks / f"{name}.ipynb" for name in names])
    books = [load(name, lang) for name in names]  # a name that is not there is said before the first one runs
    try:
        case.notebooks.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise CaseError(f"{case.notebooks}: cannot be made: {error.strerror}") from None
    with _kernel(case) as kernel:
        for book, target in zip(books, targets, strict=True):
            _execute(book, target, case, lang, kernel)
    return targets


@contextlib.contextmanager
def _kernel(case: Case) -> Generator[Any]:
    """A kernel whose working folder is CASE/notebooks, so that `case = ".."` stays true where the folder
    moves."""
    from jupyter_client.manager import KernelManager

    quiet = {"PYDEVD_DISABLE_FILE_VALIDATION": "1", "PYTHONWARNINGS": "ignore"}
    with tempfile.TemporaryDirectory(prefix="kit-") as folder:
        manager = KernelManager(kernel_name=KERNEL, connection_file=f"{folder}/kernel.json")
        if os.name == "posix":
            # Sockets of files, not of the network: what the kernel says stays between two processes of one
            # user.
            manager.transport, manager.ip = "ipc", f"{folder}/ipc"
        manager.start_kernel(cwd=str(case.notebooks), env={**os.environ, **quiet})
        try:
            yield manager
        finally:
            manager.shutdown_kernel(now=True)


def _execute(book: nbformat.NotebookNode, target: Path, case: Case, lang: str, kernel: Any) -> None:
    import nbformat
    import papermill
    from nbformat.sign import NotebookNotary

    logging.getLogger("papermill").setLevel(logging.ERROR)
    logging.getLogger("papermill.translators").setLevel(logging.ERROR)
    _forget(kernel)
    parameters = {"case": ".."} | ({"lang": lang} if lang != case.language else {})
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        try:
            papermill.execute_notebook(
                book,
                str(target),
                parameters=parameters,
                kernel_name=KERNEL,
                progress_bar=False,
                request_save_on_cell_execute=False,
                execution_timeout=TIMEOUT,
                km=kernel,
            )
        except papermill.PapermillExecutionError as error:
            kind = getattr(errors, error.ename, None)
            if isinstance(kind, type) and issubclass(kind, errors.KitError):
                raise kind(error.evalue) from None
            raise
    done = nbformat.read(target, as_version=4)
    for name in ("input_path", "output_path"):  # a case folder names no place outside itself
        done.metadata.get("papermill", {}).pop(name, None)
    for cell in done.cells:  # what the case is, is said by the cell after it
        if "parameters" in cell.metadata.get("tags", ()):
            cell.metadata["jupyter"] = {"source_hidden": True}
    nbformat.write(done, target)
    NotebookNotary().sign(done)  # made by this user: JupyterLab shows its style as it would show its own


def _forget(kernel: Any) -> None:
    """Empties the kernel's name space; imported modules stay."""
    client = kernel.client()
    client.start_channels()
    try:
        client.wait_for_ready(timeout=60)
        client.execute_interactive("%reset -f", silent=True, store_history=False, timeout=60)
    finally:
        client.stop_channels()


def lab(case: Case, *, browser: bool = True) -> int:
    """JupyterLab on CASE/notebooks: every notebook in the case's language, pointed at the case. Its exit
    code.

    A copy that is there already, run or edited, stays as it is.
    """
    import nbformat

    case.notebooks.mkdir(parents=True, exist_ok=True)
    for name in notebook_names():
        target = case.notebooks / f"{name}.ipynb"
        if not target.exists():
            book = load(name, case.language)
            for cell in book.cells:
                if "parameters" in cell.metadata.get("tags", ()):
                    cell.source = 'case = ".."'
            nbformat.write(book, target)
    words = [
        *(sys.executable, "-m", "jupyterlab", f"--ServerApp.root_dir={case.notebooks.resolve()}"),
        *("--LabApp.news_url=None", "--LabApp.check_for_updates_class=jupyterlab.NeverCheckForUpdate"),
        "--LabApp.extension_manager=readonly",  # evidence is open in there: the page asks nobody outside
    ]
    if getattr(os, "geteuid", lambda: 1)() == 0:  # in a container there is often no other user
        words.append("--allow-root")
    settings = os.pathsep.join(
        filter(
            None,
            [str(Path(__file__).parent.parent / "notebook" / "lab"), os.environ.get("JUPYTER_CONFIG_PATH")],
        )
    )
    return subprocess.call(
        [*words, *([] if browser else ["--no-browser"])], env={**os.environ, "JUPYTER_CONFIG_PATH": settings}
    )
