"""Holds the layout: which layer may import which, who alone may use a library, 300 lines, docstrings."""

from __future__ import annotations

import ast
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
KIT = ROOT / "kit"
MODULES = sorted(path for path in KIT.rglob("*.py") if "__pycache__" not in path.parts)

# What each layer may import from kit; every layer may import from itself.
LAYERS: dict[str, set[str]] = {
    "errors": set(),
    "foundation": {"errors"},
    "facts": {"errors", "foundation"},
    "sources": {"errors", "foundation"},
    "store": {"errors", "foundation", "facts"},
    "collect": {"errors", "foundation", "facts", "sources", "store"},
    "analyses": {"errors", "foundation", "facts", "store"},
    "charts": {"errors", "texts"},
    "texts": {"errors", "foundation"},
    "report": {"errors", "foundation", "facts", "texts", "charts", "analyses"},
    "response": {"errors", "foundation", "facts", "texts", "analyses", "store"},
    "demo": {"errors", "foundation"},
    "faces": {
        "errors", "foundation", "facts", "sources", "store", "collect", "analyses", "charts", "texts", "report",
        "response", "demo",
    },
}  # fmt: skip
NAMES = {
    "kit": "errors",
    "errors": "errors",
    "window": "foundation",
    "ids": "foundation",
    "eventpath": "foundation",
    "live_calls": "foundation",
    "sql": "facts",
    "catalogue": "facts",
    "catalogue_page": "facts",
    "catalogue_record": "facts",
    "effects": "facts",
    "case": "facts",
    "casefile": "facts",
    "notice": "facts",
    "texts": "texts",
    "sources": "sources",
    "store": "store",
    "collect": "collect",
    "verify": "collect",
    "digest_chain": "collect",
    "digest_logs": "collect",
    "integrity": "collect",
    "analyses": "analyses",
    "charts": "charts",
    "report": "report",
    "plan": "response",
    "reply": "response",
    "demo": "demo",
    "cli": "faces",
    "options": "faces",
    "show": "faces",
    "formats": "faces",
    "terminal": "faces",
    "gather": "faces",
    "live": "faces",
    "asking": "faces",
    "watch": "faces",
    "policy": "faces",
    "doctor": "faces",
    "tour": "faces",
    "notebook": "faces",
    "docs": "faces",
}
# analyses may take sentences from texts: an answer's statement is in the case's language.
ALSO = {("analyses", "texts"), ("report", "faces"), ("analyses", "sources.aws")} - {
    ("analyses", "sources.aws")
}
ONLY_HOME = {
    "boto3": {"sources"},
    "botocore": {"sources"},
    "cryptography": {"sources"},
    "duckdb": {"store"},
    "pyarrow": {"store", "faces", "demo"},
    "pandas": {"store", "analyses", "charts", "report", "faces"},
    "plotly": {"charts", "report", "faces"},
    "papermill": {"report"},
    "nbconvert": {"report"},
    "jinja2": {"report", "response"},
    "typer": {"faces"},
    "fluent": {"texts"},
    "tomllib": {"facts"},
    "tomlkit": {"facts"},
}


def name_of(path: Path) -> str:
    first = path.relative_to(KIT).parts[0]
    return first.removesuffix(".py") if first != "__init__.py" else "kit"


def layer_of(name: str) -> str:
    if name.startswith("report"):
        name = "report"
    if name.startswith("plan"):
        name = "plan"
    assert name in NAMES, f"kit/{name}: in no layer; add it to tests/test_architecture.py"
    return NAMES[name]


def imports(path: Path):
    """(imported module, whether only for types) of a file."""
    tree = ast.parse(path.read_text(encoding="utf-8"))
    typing_only = {
        id(node)
        for branch in ast.walk(tree)
        if isinstance(branch, ast.If) and "TYPE_CHECKING" in ast.unparse(branch.test)
        for node in ast.walk(branch)
    }
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            yield from ((alias.name, id(node) in typing_only) for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module:
            if node.module == "kit":
                yield from ((f"kit.{alias.name}", id(node) in typing_only) for alias in node.names)
            else:
                yield node.module, id(node) in typing_only


def ids(path: Path) -> str:
    return str(path.relative_to(ROOT))


@pytest.mark.parametrize("path", MODULES, ids=ids)
def test_imports_go_down(path):
    layer = layer_of(name_of(path))
    for module, typing_only in imports(path):
        if typing_only or not (module == "kit" or module.startswith("kit.")):
            continue
        target = layer_of(module.split(".")[1] if "." in module else "kit")
        allowed = target == layer or target in LAYERS[layer] or (layer, target) in ALSO
        assert allowed, f"{ids(path)}: layer {layer} may not import {module} ({target})"


@pytest.mark.parametrize("path", MODULES, ids=ids)
def test_libraries_stay_home(path):
    layer = layer_of(name_of(path))
    for module, typing_only in imports(path):
        homes = ONLY_HOME.get(module.split(".")[0])
        assert typing_only or homes is None or layer in homes, f"{ids(path)}: {module} is at home in {homes}"


@pytest.mark.parametrize("path", MODULES, ids=ids)
def test_at_most_300_lines(path):
    length = len(path.read_text(encoding="utf-8").splitlines())
    assert length <= 300, f"{ids(path)} has {length} lines; one idea a module, 300 lines at most"


@pytest.mark.parametrize("path", MODULES, ids=ids)
def test_public_names_have_docstrings(path):
    tree = ast.parse(path.read_text(encoding="utf-8"))
    assert ast.get_docstring(tree), f"{ids(path)}: no docstring"
    kinds = (ast.FunctionDef, ast.ClassDef, ast.AsyncFunctionDef)
    bare = [node.name for node in tree.body if isinstance(node, kinds) and not node.name.startswith("_")
            and not ast.get_docstring(node)]  # fmt: skip
    assert not bare, f"{ids(path)}: no docstring for {bare}"


@pytest.mark.parametrize("path", [path for path in MODULES if layer_of(name_of(path)) == "analyses"], ids=ids)
def test_analyses_hold_no_sql(path):
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if (
            isinstance(node, ast.Call)
            and isinstance(node.func, ast.Attribute)
            and node.func.attr in {"execute", "sql"}
        ):
            assert not (node.args and isinstance(node.args[0], (ast.Constant, ast.JoinedStr))), (
                f"{ids(path)}:{node.lineno}: SQL belongs to queries/"
            )


def test_modules_are_named_by_the_domain():
    vague = {"utils", "util", "helpers", "helper", "common", "misc", "manager", "base"}
    assert not [ids(path) for path in MODULES if path.stem in vague]


def test_own_sql_loads_little():
    """`kit sql` must answer at once: no pandas, plotly, boto3, pyarrow or jupyter on its way."""
    code = (
        "import sys; import kit.cli, kit.show, kit.formats, kit.store.database; "
        "print(sorted({'pandas','plotly','boto3','pyarrow','papermill','nbconvert','babel'} & set(sys.modules)))"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True, cwd=ROOT)
    assert done.stdout.strip() == "[]"


def test_no_two_test_files_share_a_name():
    """pytest imports test files by their bare name: a second one of the same name is an error of the whole run."""
    names = [path.name for path in (ROOT / "tests").rglob("test_*.py")]
    assert sorted(names) == sorted(set(names))
