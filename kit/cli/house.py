"""The house as its imports make it: rooms, what each is for, which takes from which, and on which floor it
stands. docs/architecture.md and its drawing are made from this.

A room is a package or a module directly below kit/; the rooms of kit/analysis stand inside theirs. An import
that only serves types is none; one inside a function counts. `python -m kit.cli.house [FOLDER]` prints the
figures of this house, or of another checkout's kit/.
"""

from __future__ import annotations

import ast
import sys
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

INNER = "analysis"  # the one room that has rooms inside
Links = Mapping[str, set[str]]


@dataclass(frozen=True)
class Room:
    """`name` as others import it without `kit.` (analysis.money; `kit` is the front door of all), and the
    docstring of its front door."""

    name: str
    about: str

    @property
    def sentence(self) -> str:
        """What it is for: the first paragraph of the docstring, in one line."""
        return " ".join(self.about.split("\n\n")[0].split())


@dataclass(frozen=True)
class House:
    """What the modules below `kit` import from each other."""

    kit: Path = Path(__file__).parents[1]

    @cached_property
    def modules(self) -> dict[str, Path]:
        """Dotted name -> file, a package under its own name."""
        found = sorted(path for path in self.kit.rglob("*.py") if "__pycache__" not in path.parts)
        return {self._dotted(path): path for path in found}

    @cached_property
    def rooms(self) -> list[Room]:
        """Every room by name, inner rooms after the one that they stand in."""
        return [
            Room(name, self._about(name)) for name in sorted({self.room_of(each) for each in self.modules})
        ]

    @cached_property
    def imports(self) -> dict[str, set[str]]:
        """Module -> the modules that it imports from."""
        return {name: set(self._targets(name, path)) - {name} for name, path in self.modules.items()}

    @cached_property
    def uses(self) -> dict[str, set[str]]:
        """Room -> the rooms that it imports from, itself left out; what a front door offers counts for `kit`
        alone, whose own modules are all in other rooms."""
        found: dict[str, set[str]] = {room.name: set() for room in self.rooms}
        links = dict(self.imports)
        if (stub := self.kit / "__init__.pyi").exists():
            links["kit"] = links["kit"] | set(self._targets("kit", stub))
        for name, targets in links.items():
            room = self.room_of(name)
            found[room] |= {self.room_of(target) for target in targets} - {room}
        return found

    def room_of(self, module: str) -> str:
        """`kit.analysis.money.prices` -> `analysis.money`."""
        parts = module.split(".")[1:]
        if not parts:
            return "kit"
        if parts[0] == INNER and len(parts) > 1 and (self.kit / INNER / parts[1]).is_dir():
            return f"{INNER}.{parts[1]}"
        return parts[0]

    def figures(self) -> dict[str, int]:
        """Counts of rooms, floors, arrows and circles, and of modules and their lines."""
        outer = outside(self.uses)
        lines = [len(path.read_text(encoding="utf-8").splitlines()) for path in self.modules.values()]
        return {
            "rooms": len(outer),
            "arrows between rooms": sum(map(len, outer.values())),
            "circles of rooms": len(circles(outer)),
            "floors of rooms": max(floors(outer).values()) + 1 if not circles(outer) else 0,
            "modules": len(self.modules),
            "modules flat in kit/": len(list(self.kit.glob("*.py"))),
            "circles of modules": len(circles(self.imports)),
            "lines": sum(lines),
            "lines of the longest module": max(lines),
        }

    def _dotted(self, path: Path) -> str:
        return ".".join(("kit", *path.relative_to(self.kit).with_suffix("").parts)).removesuffix(".__init__")

    def _about(self, room: str) -> str:
        path = self.modules["kit" if room == "kit" else f"kit.{room}"]
        return ast.get_docstring(ast.parse(path.read_text(encoding="utf-8"))) or ""

    def _targets(self, name: str, path: Path) -> Iterator[str]:
        """Modules of the kit that a module, or a front door's list of names, imports from."""
        package = name if path.stem == "__init__" else name.rpartition(".")[0]
        tree = ast.parse(path.read_text(encoding="utf-8"))
        for node in _imports(tree):
            if isinstance(node, ast.Import):
                wanted = [alias.name for alias in node.names]
            else:
                start = package.split(".")[: len(package.split(".")) - node.level + 1] if node.level else []
                module = ".".join([*start, *([node.module] if node.module else [])])
                wanted = [f"{module}.{alias.name}" for alias in node.names]
            for each in wanted:
                if each.split(".")[0] == "kit":
                    yield each if each in self.modules else each.rpartition(".")[0]


def _imports(tree: ast.AST) -> Iterator[ast.Import | ast.ImportFrom]:
    typing_only = {
        node
        for branch in ast.walk(tree)
        if isinstance(branch, ast.If) and "TYPE_CHECKING" in ast.unparse(branch.test)
        for node in ast.walk(branch)
    }
    for node in ast.walk(tree):
        if isinstance(node, (ast.Import, ast.ImportFrom)) and node not in typing_only:
            yield node


def outside(links: Links) -> dict[str, set[str]]:
    """The same with the inner rooms counted as the room that they stand in."""
    found: dict[str, set[str]] = {}
    for room, targets in links.items():
        outer = room.split(".")[0]
        found.setdefault(outer, set()).update({name.split(".")[0] for name in targets} - {outer})
    return found


def inside(links: Links) -> dict[str, set[str]]:
    """What the inner rooms take from each other, and what the room around them takes from them."""
    among = {name for name in links if name.split(".")[0] == INNER}
    return {name: links[name] & among for name in among}


def without_detours(links: Links) -> dict[str, set[str]]:
    """The fewest arrows that say the same: one that a longer way says too is left out."""
    return {
        room: {
            target
            for target in targets
            if not any(target in reached(links, other) for other in targets - {target})
        }
        for room, targets in links.items()
    }


def floors(links: Links) -> dict[str, int]:
    """Room -> its floor: 0 imports nothing, any other stands one above the highest that it imports from.

    ValueError when rooms import each other in a circle.
    """
    if found := circles(links):
        raise ValueError(f"rooms import each other in a circle: {found}")
    level: dict[str, int] = {}
    while len(level) < len(links):
        for room in links.keys() - level.keys():
            if links[room] <= level.keys():
                level[room] = 1 + max((level[target] for target in links[room]), default=-1)
    return level


def circles(links: Links) -> list[list[str]]:
    """Groups of rooms or modules of which each reaches each."""
    found = {
        tuple(sorted(other for other in reached(links, name) if name in reached(links, other)))
        for name in links
        if name in reached(links, name)
    }
    return [list(each) for each in sorted(found)]


def reached(links: Links, start: str) -> set[str]:
    """Whatever can be come to from `start` by one arrow or more."""
    seen: set[str] = set()
    todo = [start]
    while todo:
        for target in links[todo.pop()] - seen:
            seen.add(target)
            todo.append(target)
    return seen


if __name__ == "__main__":
    for what, count in House(*map(Path, sys.argv[1:2])).figures().items():
        print(f"{count:7,}  {what}")
