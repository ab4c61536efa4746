"""What a person sees while it runs: rate and rest in the bar, lines only where they are wanted."""

from __future__ import annotations

import io

from kit.cli.progress import Watch


def test_rate_and_rest(monkeypatch):
    import sys

    monkeypatch.setattr(sys, "stderr", io.StringIO())
    with Watch(bars=True) as watch:
        watch.expect(1_000)
        watch._began -= 10
        watch.progress(files=100, events=5_000)
        watch.show("step 1 about 0:30")
        note = watch._bar.tasks[0].fields["note"]
    assert note.startswith("100 files, 5,000 events; 10/s, 90 s left")
    assert note.endswith("step 1 about 0:30")


def test_quiet_is_silent(capsys):
    with Watch(bars=False, quiet=True) as watch:
        watch.say("a line")
        watch.progress(files=1, events=1)
    assert capsys.readouterr() == ("", "")
    with Watch(bars=False, quiet=False) as watch:
        watch.say("a line")
    assert capsys.readouterr().err == "a line\n"
