"""Notebooks on a case, executed by papermill into CASE/notebooks, in the case's language.

One kernel runs several notebooks, each from an empty name space: starting a kernel and importing takes longer
than a notebook. What an analyst changed in a copy stays (kit.report.books).
"""

from __future__ import annotations

import contextlib
import logging
import os
import tempfile
import warnings
from collections.abc import Generator, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from kit import errors
from kit.case import Case
from kit.errors import CaseError
from kit.report.books import PARAMETERS, book_of, is_own, read, write

if TYPE_CHECKING:
    import nbformat

KERNEL = "python3"
TIMEOUT = 600  # seconds a cell may take
# In the environment of a kernel that nobody looks at: nothing waits for a click.
HEADLESS = "KIT_HEADLESS"
# Cells in which papermill says that a cell failed.
_SAID = {"papermill-error-cell-tag"}
_MAY_FAIL = "raises-exception"  # nbclient goes on after an error in a cell with this tag


def run_notebooks(
    case: Case,
    names: Sequence[str],
    lang: str | None = None,
    outputs: Sequence[Path] | None = None,
    parameters: Mapping[str, Any] | None = None,
    *,
    whole: bool = False,
) -> list[Path]:
    """Executes the notebooks one after the other and returns where the executed copies are.

    `parameters` are values for the notebooks' parameters cells; `whole` puts back cells of ours that the
    analyst took out. A KitError raised in a cell of ours comes out as itself; any other error as papermill's,
    with the traceback, and the copy with the cells up to the error is left in place. An error in a cell of
    the analyst's stays in that cell: `failed_cells` says where.
    """
    lang = lang or case.language
    targets = list(outputs or [case.notebooks / f"{name}.ipynb" for name in names])
    # A name that is not there is said before the first one runs.
    books = [book_of(case, name, lang, parameters, whole=whole) for name in names]
    try:
        case.notebooks.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise CaseError(f"{case.notebooks}: cannot be made: {error.strerror}") from None
    with _kernel(case) as kernel:
        for book, target in zip(books, targets, strict=True):
            _execute(book, target, case, lang, kernel)
    return targets


def failed_cells(path: Path) -> list[str]:
    """What went wrong in the analyst's own cells of an executed notebook, a line each."""
    return [
        f"{path}: cell {place}, added or changed by you, ended in {output.ename}: {output.evalue}"
        for place, cell in enumerate(read(path).cells, start=1)
        for output in cell.get("outputs", ())
        if output.output_type == "error"
    ]


@contextlib.contextmanager
def _kernel(case: Case) -> Generator[Any]:
    """A kernel whose working folder is CASE/notebooks, so that `case = ".."` stays true where the folder
    moves."""
    from jupyter_client.manager import KernelManager

    quiet = {"PYDEVD_DISABLE_FILE_VALIDATION": "1", "PYTHONWARNINGS": "ignore", HEADLESS: "1"}
    with tempfile.TemporaryDirectory(prefix="kit-") as folder:
        manager = KernelManager(kernel_name=KERNEL, connection_file=f"{folder}/kernel.json")
        if os.name == "posix":
            # Sockets of files, not of the network: what the kernel says stays between two processes of one
            # user.
            manager.transport, manager.ip = "ipc", f"{folder}/ipc"
        manager.start_kernel(cwd=str(case.notebooks), env={**os.environ, **quiet, "PYTHONPATH": kit_path()})
        try:
            yield manager
        finally:
            manager.shutdown_kernel(now=True)


def kit_path() -> str:
    """PYTHONPATH of a kernel: this kit, wherever it was started from, before anything else."""
    own = str(Path(__file__).parents[2])
    return os.pathsep.join(filter(None, [own, os.environ.get("PYTHONPATH")]))


def _execute(book: nbformat.NotebookNode, target: Path, case: Case, lang: str, kernel: Any) -> None:
    import papermill

    logging.getLogger("papermill").setLevel(logging.ERROR)
    logging.getLogger("papermill.translators").setLevel(logging.ERROR)
    _forget(kernel)
    parameters = {"lang": lang} if lang != case.language else {}
    for cell in book.cells:
        if cell.cell_type == "code" and is_own(cell) and PARAMETERS not in cell.metadata.get("tags", ()):
            cell.metadata["tags"] = [*cell.metadata.get("tags", ()), _MAY_FAIL]
    with warnings.catch_warnings(), tempfile.TemporaryDirectory(prefix="kit-") as folder:
        warnings.simplefilter("ignore")
        beside = Path(folder) / target.name
        try:
            papermill.execute_notebook(
                book,
                str(beside),
                parameters=parameters,
                kernel_name=KERNEL,
                progress_bar=False,
                request_save_on_cell_execute=False,
                execution_timeout=TIMEOUT,
                km=kernel,
            )
        except papermill.PapermillExecutionError as error:
            if not _ours_failed(read(beside)):
                return
            kind = getattr(errors, error.ename, None)
            if isinstance(kind, type) and issubclass(kind, errors.KitError):
                raise kind(error.evalue) from None
            raise
        finally:
            if beside.exists():
                write(_tidy(read(beside)), target)


def _ours_failed(done: nbformat.NotebookNode) -> bool:
    """Whether a cell that is not the analyst's ended in an error."""
    return any(
        output.output_type == "error"
        for cell in done.cells
        if _MAY_FAIL not in cell.metadata.get("tags", ())
        for output in cell.get("outputs", ())
    )


def _tidy(done: nbformat.NotebookNode) -> nbformat.NotebookNode:
    """The executed notebook without what the run alone needed."""
    for name in ("input_path", "output_path"):  # a case folder names no place outside itself
        done.metadata.get("papermill", {}).pop(name, None)
    done.cells = [cell for cell in done.cells if not _SAID & set(cell.metadata.get("tags", ()))]
    for cell in done.cells:
        if tags := [tag for tag in cell.metadata.get("tags", ()) if tag != _MAY_FAIL]:
            cell.metadata["tags"] = tags
        else:
            cell.metadata.pop("tags", None)
    return done


def _forget(kernel: Any) -> None:
    """Empties the kernel's name space; imported modules stay."""
    client = kernel.client()
    client.start_channels()
    try:
        client.wait_for_ready(timeout=60)
        client.execute_interactive("%reset -f", silent=True, store_history=False, timeout=60)
    finally:
        client.stop_channels()
