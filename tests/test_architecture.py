"""Holds the house: which room may import which, through its front door only, who alone may use a library,
lengths."""

from __future__ import annotations

import ast
import json
import subprocess
import sys
from collections.abc import Iterator
from datetime import datetime
from functools import cache
from pathlib import Path
from typing import NamedTuple

import pytest
from conftest import LONGEST, build_case, record

from kit.case import new_case

ROOT = Path(__file__).parent.parent
KIT = ROOT / "kit"
MODULES = sorted(path for path in KIT.rglob("*.py") if "__pycache__" not in path.parts)
STUBS = sorted(KIT.rglob("*.pyi"))

# The rooms from the lowest to the highest; each may import from those before it, as far as ALLOWED says.
FOUNDATION = ("errors", "kept", "ids", "window", "rows")
CONTENT = ("records", "rules", "texts", "questions", "case", "notice", "bills")
ROOMS_OF_ANALYSIS = tuple(
    f"analysis.{room}" for room in ("credentials", "actors", "changes", "money", "findings", "response")
)
ORDER = (
    *FOUNDATION, *CONTENT, "charts", "sources", "store", "integrity", *ROOMS_OF_ANALYSIS, "analysis",
    "collect", "hunt", "report", "library", "notebook", "kit", "demo", "cli",
)  # fmt: skip
ALLOWED: dict[str, set[str]] = {
    "errors": set(),
    "kept": set(),
    "ids": {"errors"},
    "rows": set(),
    "window": {"errors", "ids"},
    "records": {"errors", "ids"},
    "rules": {"errors", "ids", "kept"},
    "texts": {"errors", "ids", "window"},
    "questions": {"errors", "kept"},
    "case": {"errors", "ids", "window"},
    "notice": {"errors", "ids", "window"},
    "bills": {"errors", "ids", "window", "records", "rules"},
    "charts": {"errors", "ids", "rules", "texts"},
    # questions: the statements for engines over logs are files of queries/engine.
    "sources": {"errors", "ids", "window", "rules", "case", "questions"},
    "store": {"errors", "ids", "window", "records", "rules", "questions", "case", "bills"},
    "integrity": {"errors", "ids", "window", "records", "questions", "case", "sources", "store"},
    "collect": set(ORDER[: ORDER.index("collect")]) - {"charts", "texts"},
    "hunt": {"errors", "ids", "records", "case", "sources", "collect"},
    "report": set(ORDER[: ORDER.index("report")]) - {"collect", "hunt", "sources"},
    "library": set(ORDER[: ORDER.index("library")]) - {"charts", "hunt", "sources", "report"},
    "notebook": set(ORDER[: ORDER.index("notebook")]) - {"sources"},
    "kit": set(ORDER[: ORDER.index("kit")]) - {"sources"},
    "demo": {"errors", "ids", "window"},
    "cli": set(ORDER),
}
for _room in (*ROOMS_OF_ANALYSIS, "analysis"):
    ALLOWED[_room] = {
        *FOUNDATION,
        "rules",
        "texts",
        "questions",
        "case",
        "store",
        *ROOMS_OF_ANALYSIS[: ORDER.index(_room) - ORDER.index("analysis.credentials")],
    }

ONLY_HOME = {
    "boto3": {"sources"},
    "botocore": {"sources"},
    "cryptography": {"sources", "integrity"},
    # bills: DuckDB reads the CSV and Parquet of a bill; a connection is always handed in.
    "duckdb": {"store", "bills", "integrity"},
    "pyarrow": {"store", "records", "bills", "cli", "demo"},
    "pandas": {"store", "analysis", "charts", "report", "notebook", "cli"},
    "plotly": {"charts", "report"},
    "papermill": {"report"},
    "nbconvert": {"report"},
    "nbformat": {"report"},
    "jinja2": {"report"},
    "typer": {"cli"},
    "rich": {"cli"},
    "fluent": {"texts"},
    "stix2": {"analysis"},
    "tomllib": {"case"},
    "tomlkit": {"case"},
    # records: what the AWS CLI prints with --output yaml.
    "yaml": {"records", "rules", "questions", "notice", "analysis", "sources"},
}
# Rooms whose modules may import another room inside a function, and why.
LATE = {
    "cli": "a verb loads only what it needs: `kit sql` answers in a fraction of a second",
    "library": "each function loads only what it needs, so that `kit sql` stays quick",
    "collect": "a collection from files loads no boto3; the summary of a run no analysis",
    "hunt": "a hunt on this machine loads no boto3",
    "report": "nbconvert, papermill and plotly take a second to load",
}
BUDGET = 450
WIDTH = 110
ROOMS_AT_MOST = 25


class Import(NamedTuple):
    """`name` taken from `module`; `late` inside a function, `typing` only for types."""

    module: str
    name: str
    line: int
    late: bool
    typing: bool


def ids(path: Path) -> str:
    return str(path.relative_to(ROOT))


def dotted(path: Path) -> str:
    return ".".join(path.relative_to(ROOT).with_suffix("").parts).removesuffix(".__init__")


def room_of(module: str) -> str:
    """`kit.analysis.money.prices` -> `analysis.money`; `kit` itself is a room."""
    parts = module.split(".")[1:]
    if not parts:
        return "kit"
    inner = ".".join(parts[:2])
    return inner if inner in ROOMS_OF_ANALYSIS else parts[0]


def is_module(name: str) -> bool:
    place = ROOT.joinpath(*name.split("."))
    return place.with_suffix(".py").exists() or (place / "__init__.py").exists()


@cache
def imports(path: Path) -> tuple[Import, ...]:
    return tuple(_imports(path))


def _imports(path: Path) -> Iterator[Import]:
    tree = ast.parse(path.read_text(encoding="utf-8"))
    typing_only = {
        id(node)
        for branch in ast.walk(tree)
        if isinstance(branch, ast.If) and "TYPE_CHECKING" in ast.unparse(branch.test)
        for node in ast.walk(branch)
    }
    late = {
        id(node)
        for function in ast.walk(tree)
        if isinstance(function, (ast.FunctionDef, ast.AsyncFunctionDef, ast.Lambda))
        for node in ast.walk(function)
    }
    for node in ast.walk(tree):
        facts = (getattr(node, "lineno", 0), id(node) in late, id(node) in typing_only)
        if isinstance(node, ast.Import):
            yield from (Import(alias.name, "", *facts) for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module:
            assert not node.level, f"{ids(path)}: relative import"
            for alias in node.names:
                yield Import(node.module, alias.name, *facts)


def of_kit(path: Path) -> Iterator[tuple[Import, str]]:
    """(import, room it leads to) of everything a module takes from the kit."""
    for one in imports(path):
        if one.module == "kit" or one.module.startswith("kit."):
            whole = f"{one.module}.{one.name}".rstrip(".")  # `import kit` names nothing
            public = one.module == "kit" and one.name in face(
                "kit"
            )  # `from kit import collect` is the function
            yield one, room_of(whole if is_module(whole) and not public else one.module)


@cache
def face(room: str) -> frozenset[str]:
    """Names that a room offers to others; every public name of a one-file room."""
    stub = (KIT if room == "kit" else KIT.joinpath(*room.split("."))) / "__init__.pyi"
    if stub.exists():
        tree = ast.parse(stub.read_text(encoding="utf-8"))
        return frozenset(
            alias.asname or alias.name
            for node in tree.body
            if isinstance(node, ast.ImportFrom)
            for alias in node.names
        )
    front = KIT.joinpath(*room.split(".")) / "__init__.py"
    if not front.exists():
        return frozenset()
    tree = ast.parse(front.read_text(encoding="utf-8"))
    return frozenset(
        name
        for node in tree.body
        if isinstance(node, ast.Assign) and ast.unparse(node.targets[0]) == "__all__"
        for name in ast.literal_eval(node.value)
    )


def public_names() -> list[tuple[str, str]]:
    """(module, name) of everything that kit/__init__.pyi takes from the rooms."""
    tree = ast.parse((KIT / "__init__.pyi").read_text(encoding="utf-8"))
    doors = [node for node in tree.body if isinstance(node, ast.ImportFrom)]
    return [(f"kit.{node.module}", alias.name) for node in doors for alias in node.names]


def names_in_notebooks() -> list[tuple[str, str]]:
    """(module, name) of everything that the cells of our notebooks import."""
    books = [
        json.loads(path.read_text(encoding="utf-8")) for path in sorted((ROOT / "notebooks").glob("*.ipynb"))
    ]
    cells = [cell for book in books for cell in book["cells"] if cell["cell_type"] == "code"]
    trees = [ast.parse("".join(cell["source"])) for cell in cells]
    nodes = [node for tree in trees for node in tree.body if isinstance(node, ast.ImportFrom)]
    return [(str(node.module), alias.name) for node in nodes for alias in node.names]


@pytest.mark.parametrize(("module", "name"), public_names())
def test_the_library_takes_names_by_the_front_doors(module, name):
    room = module.removeprefix("kit.")
    if KIT.joinpath(room).is_dir():
        assert name in face(room), f"kit/__init__.pyi: {name} is not named by the front door of {room}"


@pytest.mark.parametrize("path", MODULES, ids=ids)
def test_imports_go_down(path):
    room = room_of(dotted(path))
    assert room in ALLOWED, f"{ids(path)}: in no room; add it to tests/test_architecture.py"
    for one, target in of_kit(path):
        assert target == room or one.typing or target in ALLOWED[room], (
            f"{ids(path)}:{one.line}: {room} may not import {one.module} ({target})"
        )


def test_the_order_of_rooms_has_no_circle():
    for room, allowed in ALLOWED.items():
        above = [other for other in allowed if ORDER.index(other) > ORDER.index(room)]
        assert room == "cli" or not above, f"{room} may import {above}, which stand above it"


@pytest.mark.parametrize("path", MODULES, ids=ids)
def test_others_come_in_by_the_front_door(path):
    room = room_of(dotted(path))
    for one, target in of_kit(path):
        if target == room or not KIT.joinpath(*target.split(".")).is_dir() or target == "kit":
            continue
        where = f"{ids(path)}:{one.line}"
        assert one.module == f"kit.{target}", f"{where}: takes {one.module} past the front door of {target}"
        assert one.name in face(target), f"{where}: {one.name} is not named by the front door of {target}"


@pytest.mark.parametrize("path", STUBS, ids=ids)
def test_front_doors_name_what_others_use(path):
    """Nothing is offered that nobody takes, and every front door says in words what the room is for."""
    front = path.with_suffix(".py")
    assert len(ast.get_docstring(ast.parse(front.read_text(encoding="utf-8"))) or "") > 100, ids(front)
    room = room_of(dotted(front))
    if room == "kit":
        return
    outside = [
        *MODULES,
        *sorted((ROOT / "tests").rglob("*.py")),
        # `make bench` puts the peers beside it, in an environment of their own.
        *sorted((ROOT / "benchmarks").glob("*.py")),
    ]
    taken = {
        one.name
        for other in outside
        if KIT not in other.parents or room_of(dotted(other)) != room
        for one in imports(other)
        if one.module == f"kit.{room}"
    }
    taken |= {name for module, name in [*public_names(), *names_in_notebooks()] if module == f"kit.{room}"}
    assert not face(room) - taken, f"{ids(path)}: nobody outside takes {sorted(face(room) - taken)}"


@pytest.mark.parametrize("path", STUBS, ids=ids)
def test_no_front_door_names_two_things_alike(path):
    """A name that is a module of the room too is taken from that module, or the first to load would win."""
    for node in ast.parse(path.read_text(encoding="utf-8")).body:
        if isinstance(node, ast.ImportFrom) and node.module:
            for alias in node.names:
                beside = is_module(f"{dotted(path.with_suffix('.py'))}.{alias.name}")
                assert not beside or node.module == alias.name, f"{ids(path)}: {alias.name}"


def test_no_circle_between_modules():
    """Inside a room too, late imports counted; imports for types only are none."""
    known = {dotted(path): path for path in MODULES}
    edges = {
        name: {
            target
            for one, _ in of_kit(path)
            if not one.typing
            for target in [f"{one.module}.{one.name}" if f"{one.module}.{one.name}" in known else one.module]
            if target in known and target != name and not target.endswith("__init__")
        }
        for name, path in known.items()
    }
    state: dict[str, int] = {}

    def walk(name: str, way: tuple[str, ...]) -> None:
        if state.get(name) == 2:
            return
        assert name not in way, f"circle: {' -> '.join((*way[way.index(name) :], name))}"
        for target in sorted(edges[name]):
            walk(target, (*way, name))
        state[name] = 2

    for name in sorted(edges):
        walk(name, ())


@pytest.mark.parametrize("path", MODULES, ids=ids)
def test_imports_stand_at_the_head(path):
    """Inside a function only where a room's reason for it is named, or for a library that is slow to load."""
    room = room_of(dotted(path))
    if room in LATE:
        return
    for one, target in of_kit(path):
        assert not one.late, f"{ids(path)}:{one.line}: imports {target} inside a function"


@pytest.mark.parametrize("path", MODULES, ids=ids)
def test_libraries_stay_home(path):
    room = room_of(dotted(path)).split(".")[0]
    for one in imports(path):
        homes = ONLY_HOME.get(one.module.split(".")[0])
        assert one.typing or homes is None or room in homes, (
            f"{ids(path)}: {one.module} is at home in {homes}"
        )


@pytest.mark.parametrize("path", [*MODULES, *STUBS], ids=ids)
def test_one_idea_a_module(path):
    lines = path.read_text(encoding="utf-8").splitlines()
    assert len(lines) <= BUDGET, f"{ids(path)} has {len(lines)} lines; {BUDGET} at most"
    wide = [number for number, line in enumerate(lines, 1) if len(line) > WIDTH]
    assert not wide, f"{ids(path)}: lines over {WIDTH} columns: {wide[:5]}"


def test_a_house_of_few_rooms():
    rooms = {path.stem for path in KIT.iterdir() if path.suffix == ".py" or (path / "__init__.py").exists()}
    assert len(rooms) <= ROOMS_AT_MOST, sorted(rooms)


@pytest.mark.parametrize("path", MODULES, ids=ids)
def test_public_names_have_docstrings(path):
    tree = ast.parse(path.read_text(encoding="utf-8"))
    assert ast.get_docstring(tree), f"{ids(path)}: no docstring"
    kinds = (ast.FunctionDef, ast.ClassDef, ast.AsyncFunctionDef)
    bare = [
        node.name
        for node in tree.body
        if isinstance(node, kinds) and not node.name.startswith("_") and not ast.get_docstring(node)
    ]
    assert not bare, f"{ids(path)}: no docstring for {bare}"


@pytest.mark.parametrize(
    "path", [path for path in MODULES if room_of(dotted(path)).startswith("analysis")], ids=ids
)
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


# Libraries that take a tenth of a second or more to load.
HEAVY = (
    "IPython", "babel", "boto3", "botocore", "cryptography", "fluent", "jinja2", "jupyter_client",
    "nbconvert", "nbformat", "numpy", "pandas", "papermill", "plotly", "pyarrow", "pydantic", "pydantic_core",
)  # fmt: skip
LOADS = """
import contextlib, io, sys
from kit.cli import main
with contextlib.suppress(SystemExit), contextlib.redirect_stdout(io.StringIO()) as out:
    main()
print(len(out.getvalue().splitlines()), *sorted(set(sys.modules)))
"""


@pytest.fixture(scope="module")
def small_case(tmp_path_factory):
    """A case that is only read."""
    return build_case(tmp_path_factory.mktemp("small"), [record(0)])


@pytest.mark.parametrize(
    ("words", "needed"),
    [
        (["sql", "CASE", "select 1"], set()),
        (["ask", "CASE", "credentials"], set()),
        (["sql", "CASE", "--format", "json", "select 1"], set()),
        (["ask", "CASE", "spend_daily"], set()),
        (["ask", "CASE", "key_activity", "--lang", "ja"], set()),
        (["status", "CASE"], set()),
        (["ask", "CASE", "findings"], set()),
    ],
    ids=lambda given: " ".join(given) if isinstance(given, list) else "",
)
def test_what_is_asked_often_loads_little(small_case, words, needed):
    """`kit sql`, `kit ask` and `kit status` must answer at once on a case whose derived tables are there."""
    run = [str(small_case.folder) if word == "CASE" else word for word in words]
    done = subprocess.run(
        [sys.executable, "-c", LOADS, *run], capture_output=True, text=True, check=True, cwd=ROOT
    )
    lines, *loaded = done.stdout.split()
    assert int(lines) > 0, "it answered"
    assert "kit.store.database" in loaded
    assert set(HEAVY) & set(loaded) == needed


def test_a_collection_from_files_loads_no_pandas(tmp_path):
    """Neither for its rows, nor for the derived tables; a data frame that is asked for later still comes."""
    trail = tmp_path / "trail.json"
    trail.write_text(json.dumps({"Records": [record(0)]}), encoding="utf-8")
    case = new_case(tmp_path / "case", now=datetime(2026, 1, 1), keys=["AKIAIOSFODNN7EXAMPLE"])
    words = ["collect", str(case.folder), str(trail)]
    asks = "import pyarrow; print(type(pyarrow.table({'a': [1]}).to_pandas()).__name__)"
    done = subprocess.run(
        [sys.executable, "-c", f"{LOADS}\n{asks}", *words],
        capture_output=True,
        text=True,
        check=True,
        cwd=ROOT,
    )
    _, *loaded = done.stdout.split()
    assert {"pandas", "boto3", "plotly"} & set(loaded) == set()
    assert "pyarrow" in loaded
    assert loaded[-1] == "DataFrame"


def test_no_two_test_files_share_a_name():
    """pytest imports test files by their bare name: a second one of the same name is an error of the whole
    run."""
    names = [path.name for path in (ROOT / "tests").rglob("test_*.py")]
    assert sorted(names) == sorted(set(names))


def test_the_longest_test_files_are_there():
    """A name that went would send its file to the end of the run."""
    names = {path.stem for path in (ROOT / "tests").rglob("test_*.py")}
    assert set(LONGEST) <= names, set(LONGEST) - names
