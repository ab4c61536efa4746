"""The incidents that the demo can tell: one function a shape, each puts its acts on a fresh scene."""

from __future__ import annotations

from collections.abc import Callable

from kit.demo import stories, stories_no_past, stories_sessions
from kit.demo.app import App, Phase
from kit.demo.cast import Cast
from kit.demo.incident import standard
from kit.demo.owner import near_misses
from kit.demo.records import user_identity
from kit.demo.scene import Scene

Story = Callable[[Scene], None]


def script(cast: Cast) -> Scene:
    """The scene of the cast's shape with everything on it, in order of time."""
    scene = Scene(cast)
    SHAPES[cast.shape](scene)
    scene.events.sort(key=lambda event: (event.when, event.id))
    return scene


def application(scene: Scene) -> App:
    """The application: leaked key; refused what the quarantine denies; from the change on with a key of its
    own."""
    cast = scene.cast
    who, tree = user_identity(cast.leaked), cast.leaked.key
    phases = [Phase(cast.first, who, tree, cast.nat)]
    for made in scene.events:
        if made.actor == "aws" and made.record["eventName"] == "AttachUserPolicy":
            phases.append(Phase(made.when, who, tree, cast.nat, quarantined=True))
    if scene.deactivated:
        phases.append(Phase(scene.deactivated.when, user_identity(cast.successor), None, cast.nat))
    return App(cast, tuple(phases))


def with_past(story: Story, *, app: bool = True, habit: str = "steady", used: str | None = None) -> Story:
    """The story among what the owner's people do; `app`: the owner's application uses the leaked key every
    day."""

    def play(scene: Scene) -> None:
        scene.habit = habit
        story(scene)
        near_misses(scene)
        if used:
            scene.used_regions.add(used)
        if app:
            scene.app = application(scene)

    return play


SHAPES: dict[str, Story] = {
    "standard": with_past(standard),
    "no_past": with_past(stories.no_past, app=False),
    "models_only": with_past(stories_no_past.models_only, app=False),
    "slow_takeover": with_past(stories_no_past.slow_takeover, app=False),
    "pipeline": with_past(stories_no_past.pipeline, app=False),
    "settings_check": with_past(stories_no_past.settings_check, app=False),
    "two_keys": with_past(stories.two_keys),
    "root_key": with_past(stories.root_key, app=False),
    "one_network": with_past(stories.one_network),
    "console_only": with_past(stories.console_only, app=False),
    "role_session": with_past(stories_sessions.role_session, app=False),
    "instance_first": with_past(stories_sessions.instance_first, app=False),
    "parallel_sessions": with_past(stories_sessions.parallel_sessions),
    "provider": with_past(stories_sessions.provider),
    # For the bill: the standard incident on accounts of other habits, and none at all.
    "weekend": with_past(standard, habit="weekend"),
    "month_end": with_past(standard, habit="month_end"),
    "growth": with_past(standard, habit="growth"),
    "region_before": with_past(standard, habit="region_before", used="us-west-2"),
    "nothing": with_past(stories.nothing),
}
