"""Run with the Python of an environment that has awscli: lines of the AWS CLI from standard input, one JSON
object each, through the CLI's own parser and wire; what came of each on standard output.

One process for all lines, a driver for each: starting Python anew takes longer than what a line does, and
what a driver has learnt from one command's options it would ask of the next.
"""

from __future__ import annotations

import contextlib
import io
import json
import os
import sys

from awscli.clidriver import create_clidriver


def run(words: list[str], environ: dict[str, str], models: list) -> dict:
    """Exit code, texts, and every call that was sent with its parameters and its answer."""
    os.environ.update(environ)
    calls: list[dict] = []
    driver = create_clidriver()
    if models:  # read once: EC2's own is megabytes of JSON
        driver.session.register_component("data_loader", models[0])
    else:
        models.append(driver.session.get_component("data_loader"))

    def sent(params, model, **_):
        calls.append({"service": model.service_model.service_name, "operation": model.name, "params": params})

    def answered(parsed, **_):
        if calls:
            calls[-1]["answer"] = parsed

    driver.session.register("before-parameter-build", sent)
    driver.session.register("after-call", answered)
    out, err = io.StringIO(), io.StringIO()
    with contextlib.redirect_stdout(out), contextlib.redirect_stderr(err):
        try:
            code = driver.main(words)
        except SystemExit as stop:
            code = stop.code
    return {"code": code, "out": out.getvalue(), "err": err.getvalue(), "calls": calls}


def main() -> None:
    """Answers line by line until standard input ends."""
    models: list = []
    for line in sys.stdin:
        asked = json.loads(line)
        print(json.dumps(run(asked["words"], asked["environ"], models), default=str), flush=True)


if __name__ == "__main__":
    main()
