"""queries/**/*.sql: YAML front matter behind `-- `, then one statement; a file is a Query.

queries/*.sql are questions, queries/views/*.sql views (`select` only), queries/steps/<room>/*.sql building
blocks, each in the folder of the room of kit/analysis that runs it.
"""

from __future__ import annotations

import functools
import graphlib
from dataclasses import dataclass, field
from pathlib import Path

from kit.errors import QueryError
from kit.kept import kept

_FIELDS = {"title", "question", "grain", "reads", "params", "notes", "answer"}
_NEEDED = {"title", "question", "grain", "reads"}


@dataclass(frozen=True)
class Parameter:
    """A bound value of a query: `type` is a DuckDB type name; without default it is required."""

    name: str
    type: str
    required: bool
    default: object = None


@dataclass(frozen=True)
class Query:
    """One .sql file: what it answers, what one row is, what it reads, and the statement."""

    name: str
    title: str
    question: str
    grain: str
    sql: str
    path: Path
    reads: tuple[str, ...] = ()
    params: dict[str, Parameter] = field(default_factory=dict)
    notes: str = ""
    answer: str | None = None


def content_dir(kind: str) -> Path:
    """Folder of `queries` or `notebooks`: inside the installed package, else beside it in the source tree.

    QueryError when neither is there: a broken installation.
    """
    inside = Path(__file__).parent / kind
    beside = Path(__file__).parent.parent / kind
    for folder in (inside, beside):
        if folder.is_dir():
            return folder
    raise QueryError(f"{kind}/: not found beside the kit; install it again")


def query(name: str) -> Query:
    """The question `name` of queries/."""
    return _read(content_dir("queries") / f"{name}.sql")


def read_question(path: Path) -> Query:
    """A question from a file of the analyst's, read anew. QueryError when its front matter does not hold."""
    return _read.__wrapped__(path)


def step(name: str) -> Query:
    """The building block `name`, whichever room of queries/steps/ holds it."""
    return _read(_step_paths().get(name) or content_dir("queries") / "steps" / f"{name}.sql")


def steps() -> list[Query]:
    """Every building block, by name."""
    return [step(name) for name in sorted(_step_paths())]


def view(name: str) -> Query:
    """The view `name` of queries/views/."""
    return _read(content_dir("queries") / "views" / f"{name}.sql")


def engine(name: str, dialect: str | None = None) -> Query:
    """The statement `name` of queries/engine/ for an engine over the log bucket, as written or in the words
    of `dialect`."""
    folder = content_dir("queries") / "engine"
    return _read((folder / dialect if dialect else folder) / f"{name}.sql")


def engine_names() -> list[str]:
    """Every statement for engines, `shapes/...` among them."""
    folder = content_dir("queries") / "engine"
    found = [*folder.glob("*.sql"), *folder.glob("shapes/*.sql")]
    return sorted(str(path.relative_to(folder).with_suffix("")) for path in found)


def question_names() -> list[str]:
    """Names of all questions, without reading their files."""
    return sorted(path.stem for path in content_dir("queries").glob("*.sql"))


def questions() -> list[Query]:
    """Every question, by name."""
    return [query(name) for name in question_names()]


@functools.cache
def view_names() -> frozenset[str]:
    """Names of all views, without reading their files."""
    return frozenset(path.stem for path in (content_dir("queries") / "views").glob("*.sql"))


@functools.cache
def views() -> tuple[Query, ...]:
    """Every view, each after those it reads."""
    found = {path.stem: _read(path) for path in sorted((content_dir("queries") / "views").glob("*.sql"))}
    order = graphlib.TopologicalSorter(
        {name: [read for read in item.reads if read in found] for name, item in found.items()}
    )
    try:
        return tuple(found[name] for name in order.static_order())
    except graphlib.CycleError as error:
        raise QueryError(f"queries/views: views read each other in a circle: {error.args[1]}") from None


@functools.cache
def _step_paths() -> dict[str, Path]:
    """File of each building block: names are unique over all rooms."""
    found: dict[str, Path] = {}
    for path in sorted((content_dir("queries") / "steps").glob("*/*.sql")):
        if path.stem in found:
            raise QueryError(f"queries/steps: {path.stem} stands in two rooms; a step has one name")
        found[path.stem] = path
    return found


@functools.cache
def _read(path: Path) -> Query:
    try:
        text = path.read_text(encoding="utf-8")
    except FileNotFoundError:
        raise QueryError(f"query {path.stem!r}: there is none; `kit questions` lists them") from None
    lines = text.splitlines()
    head = [line[2:].removeprefix(" ") for line in _while_comment(lines)]
    body = "\n".join(lines[len(head) :]).strip().rstrip(";")
    facts = _front_matter(path, "\n".join(head))
    if not body:
        raise QueryError(f"{path.name}: no statement below the front matter")
    return Query(
        name=path.stem,
        title=str(facts["title"]),
        question=str(facts["question"]),
        grain=str(facts["grain"]),
        reads=tuple(facts["reads"] or ()),
        params=_parameters(path, facts.get("params") or {}),
        notes=str(facts.get("notes") or ""),
        answer=facts.get("answer"),
        sql=body,
        path=path,
    )


def _while_comment(lines: list[str]) -> list[str]:
    head = []
    for line in lines:
        if not line.startswith("--"):
            break
        head.append(line)
    return head


def _front_matter(path: Path, text: str) -> dict:
    facts = kept("front_matter", text.encode("utf-8", "surrogatepass"), lambda: _yaml(path, text))
    if not isinstance(facts, dict):
        raise QueryError(f"{path.name}: front matter is missing; write `-- title: ...` and so on at the top")
    missing, unknown = _NEEDED - set(facts), set(facts) - _FIELDS
    if missing or unknown:
        raise QueryError(
            f"{path.name}: missing {sorted(missing)}, unknown {sorted(unknown)} in the front matter"
        )
    return facts


def _yaml(path: Path, text: str) -> object:
    import yaml

    try:
        return yaml.load(text, Loader=getattr(yaml, "CSafeLoader", yaml.SafeLoader))
    except yaml.YAMLError as error:
        raise QueryError(f"{path.name}: front matter is no YAML: {' '.join(str(error).split())}") from None


def _parameters(path: Path, facts: dict) -> dict[str, Parameter]:
    found = {}
    for name, spec in facts.items():
        if isinstance(spec, str):
            found[name] = Parameter(name, spec, required=True)
        elif isinstance(spec, dict) and "type" in spec and set(spec) <= {"type", "default"}:
            found[name] = Parameter(name, spec["type"], "default" not in spec, spec.get("default"))
        else:
            raise QueryError(f"{path.name}: parameter {name}: write a type, or {{type: ..., default: ...}}")
    return found
