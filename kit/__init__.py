"""Forensic investigation kit for a leaked AWS access key: the library behind the `kit` command.

    from kit import ask, new_case, collect, report
    case = new_case("incident", keys=["AKIA..."])
    collect(case, "evidence/trail")
    ask(case, "credentials").df()
    report(case, "en")

In go a case (or the path of its folder) and words; out come Answers, records with their place in the
evidence, texts, and the path of a report. Every function raises a KitError, in one line, for what its
caller can mend. Names load what they need when they are first used. Take modules of a room by `from
kit.collect import ...`: `kit.collect` itself is the function."""

from __future__ import annotations

import lazy_loader

# What others may use is named in __init__.pyi beside this file; it is loaded when it is first asked for.
__getattr__, __dir__, __all__ = lazy_loader.attach_stub(__name__, __file__)
