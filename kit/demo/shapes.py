"""The incidents that the demo can tell: one function a shape, each puts its acts on a fresh scene."""

from __future__ import annotations

from collections.abc import Callable

from kit.demo.app import App, Phase
from kit.demo.cast import Cast
from kit.demo.incident import standard
from kit.demo.owner import near_misses
from kit.demo.records import user_identity
from kit.demo.scene import Scene


def script(cast: Cast) -> Scene:
    """The scene of the cast's shape with everything on it, in order of time."""
    scene = Scene(cast)
    SHAPES[cast.shape](scene)
    scene.events.sort(key=lambda event: (event.when, event.id))
    return scene


def application(scene: Scene) -> App:
    """The application: leaked key; refused what the quarantine denies; from the change on with a key of its own."""
    cast = scene.cast
    who, tree = user_identity(cast.leaked), cast.leaked.key
    phases = [Phase(cast.first, who, tree, cast.nat)]
    for made in scene.events:
        if made.actor == "aws" and made.record["eventName"] == "AttachUserPolicy":
            phases.append(Phase(made.when, who, tree, cast.nat, quarantined=True))
    if scene.deactivated:
        phases.append(Phase(scene.deactivated.when, user_identity(cast.successor), None, cast.nat))
    return App(cast, tuple(phases))


def _standard(scene: Scene) -> None:
    standard(scene)
    near_misses(scene)
    scene.app = application(scene)


SHAPES: dict[str, Callable[[Scene], None]] = {"standard": _standard}
