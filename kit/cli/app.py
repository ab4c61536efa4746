"""The `kit` command: each verb parses its words, makes one library call and shows the result.

Imports stay inside the verbs, so that `kit sql` loads typer and duckdb only. A KitError is one line and exit
1; 2 is wrong usage, 3 done in part, 4 evidence altered or missing. Anything else is a bug and shows its
traceback.
"""

from __future__ import annotations

import sys
from datetime import UTC, datetime
from pathlib import Path
from typing import Annotated

import typer

from kit.cli import ask_aws as asking
from kit.cli import options as word
from kit.errors import KitError

app = typer.Typer(
    no_args_is_help=True, add_completion=False, pretty_exceptions_enable=False, rich_markup_mode=None
)


def main() -> None:
    """Entry point: turns a KitError into one line on stderr."""
    try:
        app()
    except KitError as error:
        from kit.cli.formats import clean

        typer.echo(f"kit: {clean(str(error))}", err=True)
        sys.exit(1)
    except KeyboardInterrupt:
        _stopped()
    except RuntimeError as error:
        if str(error) != "Query interrupted":  # DuckDB's word for Ctrl-C
            raise
        _stopped()


def _stopped() -> None:
    typer.echo("kit: stopped; run the same command again to go on", err=True)
    sys.exit(130)


def _now() -> datetime:
    return datetime.now(UTC).replace(tzinfo=None)


def _case(folder: Path):
    from kit.case import open_case

    return open_case(folder)


@app.command()
def new(
    case: word.CaseFolder,
    key: Annotated[word.Many, typer.Option(help="Leaked access key id; may be repeated.")] = None,
    principal: Annotated[
        word.Many, typer.Option(help="Leaked user, role or root by ARN; may be repeated.")
    ] = None,
    notice: Annotated[Path | None, typer.Option(help="AWS's mail as .eml.")] = None,
    account: Annotated[str, typer.Option(help="Account id, 12 digits.")] = "",
    user: Annotated[str, typer.Option(help="IAM user whose key leaked.")] = "",
    since: word.Since = None,
    until: word.Until = None,
    customer: Annotated[str, typer.Option(help="Name that the report carries.")] = "",
    lang: Annotated[str, typer.Option(help="ja or en.")] = "ja",
    timezone: Annotated[str, typer.Option(help="The customer's time zone.")] = "Asia/Tokyo",
) -> None:
    """Make a case."""
    from kit.case import new_case
    from kit.window import parse_time

    now, facts = _now(), None
    if notice is not None:
        from kit.notice import parse

        facts = parse(notice)
    made = new_case(
        case,
        now=now,
        keys=key or (),
        principals=principal or (),
        account=account,
        user=user,
        customer=customer,
        language=lang,
        timezone=timezone,
        since=parse_time(since, timezone, now) if since else None,
        until=parse_time(until, timezone, now) if until else None,
        notice=facts.to_case() if facts else None,
    )
    if notice is not None:
        from kit.collect import dispatch as gather

        gather.keep(made, notice, now=now)
    if not (made.keys or made.principals):
        typer.echo(
            f"{case}: made for account {made.account}; no key is known yet: collect, then `kit ask {case} suspects`"
        )
    else:
        typer.echo(
            f"{case}: made for {', '.join(made.keys + made.principals)}; next: `kit collect {case} PATH`"
        )


@app.command()
def key(case: word.CaseFolder, ids: Annotated[list[str], typer.Argument(metavar="ID...")]) -> None:
    """Add leaked keys or principals to a case."""
    from kit.case import add_leaked

    made = add_leaked(_case(case), ids)
    typer.echo(f"{case}: follows {', '.join(made.keys + made.principals)}")


app.command()(asking.collect)
app.command()(asking.doctor)
app.command()(asking.policy)


@app.command()
def status(
    case: word.CaseFolder,
    format: word.Format = "table",
    items: Annotated[bool, typer.Option("--items", help="Every item asked for.")] = False,
) -> None:
    """What was collected, what failed, what is missing."""
    from kit.cli import output as show

    show.status(_case(case), format, items)


@app.command()
def verify(case: word.CaseFolder, format: word.Format = "table") -> None:
    """Check the vault's hashes and CloudTrail's digest chain."""
    from kit.cli import output as show

    raise typer.Exit(show.verify(_case(case), format))


@app.command()
def questions(format: word.Format = "table") -> None:
    """Every question with its parameters."""
    from kit.cli import output as show

    show.questions(format)


@app.command()
def ask(
    case: word.CaseFolder,
    name: str,
    param: Annotated[word.Many, typer.Option("--param", "-p", metavar="K=V", help="A parameter.")] = None,
    format: word.Format = "table",
    lang: word.Lang = None,
    output: word.Output = None,
) -> None:
    """Answer one question."""
    from kit.cli import output as show

    show.ask(_case(case), name, param or [], format, lang, output)


@app.command()
def sql(
    case: word.CaseFolder,
    statement: str,
    format: word.Format = "table",
    allow_files: Annotated[bool, typer.Option("--allow-files", help="Let SQL read and write files.")] = False,
    output: word.Output = None,
) -> None:
    """Run SQL of your own on the evidence, read-only."""
    from kit.cli import output as show

    show.sql(_case(case), statement, format, allow_files, output)


@app.command("show")
def show_event(case: word.CaseFolder, event_id: str) -> None:
    """The untouched record of an event on stdout, its file, position and sha256 on stderr."""
    from kit.cli import output as show

    show.event(_case(case), event_id)


@app.command()
def lab(case: word.CaseFolder, no_browser: Annotated[bool, typer.Option("--no-browser")] = False) -> None:
    """JupyterLab on the notebooks, pointed at the case."""
    from kit.report import lab as start

    raise typer.Exit(start(_case(case), browser=not no_browser))


@app.command()
def run(
    case: word.CaseFolder, notebook: Annotated[str | None, typer.Argument()] = None, quiet: word.Quiet = False
) -> None:
    """Execute the notebooks (or one) into CASE/notebooks."""
    from kit.report import notebook_names, run_notebooks

    for path in run_notebooks(_case(case), [notebook] if notebook else notebook_names()):
        if not quiet:
            typer.echo(str(path))


@app.command()
def report(case: word.CaseFolder, lang: word.Lang = None) -> None:
    """Write the customer's report: one HTML file in CASE/out."""
    from kit.report import make_report

    typer.echo(str(make_report(_case(case), lang, now=_now())))


@app.command()
def plan(case: word.CaseFolder, lang: word.Lang = None, format: word.Format = "table") -> None:
    """What is left to do, in order, as AWS CLI lines that the kit never runs."""
    from kit.cli import output as show

    show.plan(_case(case), lang, format, now=_now())


@app.command()
def reply(case: word.CaseFolder, lang: word.Lang = None) -> None:
    """The draft reply to AWS: says only what the evidence shows."""
    from kit.cli import output as show

    show.reply(_case(case), lang, now=_now())


@app.command()
def demo(
    folder: Annotated[Path, typer.Argument(metavar="[DIR]")] = Path("demo"),
    events: Annotated[int, typer.Option(help="How many events the trail holds.")] = 20_000,
    seed: Annotated[int, typer.Option(help="Another seed, another incident.")] = 7,
    shape: Annotated[str, typer.Option(help="Which incident.")] = "standard",
    only_make: Annotated[bool, typer.Option("--only-make", help="Write the evidence, make no case.")] = False,
) -> None:
    """Make the demo incident and go the whole way with it."""
    from kit.cli import demo as tour

    raise typer.Exit(
        tour.demo(folder, events=events, seed=seed, shape=shape, only_make=only_make, say=typer.echo)
    )


@app.command()
def rebuild(case: word.CaseFolder, quiet: word.Quiet = False) -> None:
    """Make the tables again from the vault."""
    from kit.cli.progress import Watch
    from kit.collect import dispatch as gather

    with Watch(not quiet and sys.stderr.isatty()) as watch:
        gather.rebuild(_case(case), watch=watch)


if __name__ == "__main__":
    main()
