"""The `kit` command: each verb parses its words, makes one library call and shows the result.

Imports stay inside the verbs, so that `kit sql` loads typer and duckdb only.
"""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import Annotated

import typer

from kit import open_case
from kit.cli import bench, examples, options, plain_words

app = typer.Typer(
    cls=plain_words.Verbs,
    no_args_is_help=True,
    pretty_exceptions_enable=False,
    rich_markup_mode=None,
    context_settings={"help_option_names": ["-h", "--help"]},
)


@app.callback()
def kit(version: options.Version = False) -> None:
    """Investigates a leaked AWS access key: what happened, what did it cost, is it over?"""


for _verb in (bench.lab, bench.run, bench.note):
    app.command()(_verb)


@app.command()
def new(
    case: options.CaseFolder,
    key: options.Keys = None,
    principal: options.Principals = None,
    notice: options.Notice = None,
    account: Annotated[str, typer.Option(help="Account id, 12 digits.")] = "",
    user: Annotated[str, typer.Option(help="IAM user whose key leaked.")] = "",
    since: options.Since = None,
    until: options.Until = None,
    customer: Annotated[str, typer.Option(help="Name that the report carries.")] = "",
    lang: options.NewLang = None,
    timezone: options.NewZone = None,
) -> None:
    """Make a case."""
    from kit import new_case

    made = new_case(
        case,
        keys=key or (),
        principals=principal or (),
        notice=notice,
        account=account,
        user=user,
        since=since,
        until=until,
        customer=customer,
        lang=lang,
        timezone=timezone,
    )
    from kit.cli import notices

    notices.case_made(made, notice)


@app.command()
def key(case: options.CaseFolder, ids: Annotated[list[str], typer.Argument(metavar="ID...")]) -> None:
    """Add leaked keys or principals to a case."""
    from kit.case import add_leaked

    made = add_leaked(case, ids)
    typer.echo(f"{case}: follows {', '.join(made.keys + made.principals)}")


@app.command()
def notice(
    case: options.CaseFolder,
    file: Annotated[Path, typer.Argument(metavar="FILE", help="The mail or event, as a file.")],
    lang: options.Lang = None,
) -> None:
    """Take in a further notice or reminder of AWS: says everything that it reads from it."""
    from kit.cli import notices

    notices.add(case, file, lang)


@app.command()
def verdict(
    case: options.CaseFolder,
    words: options.VerdictWords = None,
    network: options.Network = "",
    agent: options.Agent = "",
    tool: options.Tool = "",
    credential: options.Credential = "",
    event: options.EventId = "",
    note: options.Why = "",
    undo: Annotated[bool, typer.Option("--undo", help="Take it back; without more, the last one.")] = False,
    list_: Annotated[bool, typer.Option("--list", help="What was said so far.")] = False,
    format: options.Format = "table",
    lang: options.Lang = None,
) -> None:
    """Say whose calls these are: written to case.toml, derived anew, with what it moved."""
    from kit.cli import looks, output

    if list_:
        output.ask(open_case(case), "verdicts", [], format, lang, None)
        return
    names = {"network": network, "agent": agent, "tool": tool, "credential": credential, "event": event}
    looks.verdict(case, words or [], names, note, undo=undo, lang=lang)


@app.command()
def find(
    case: options.CaseFolder,
    text: Annotated[str, typer.Argument(metavar="TEXT")],
    limit: Annotated[int, typer.Option(help="How many events come one by one.")] = 50,
    all_: Annotated[bool, typer.Option("--all", help="All of them.")] = False,
    format: options.Format = "table",
    lang: options.Lang = None,
    file: options.Output = None,
) -> None:
    """An address, network, ARN, key, name, resource or agent: who, when, how often, then its events."""
    from kit.cli import looks

    looks.find(open_case(case), text, None if all_ else limit, format, lang, file)


@app.command()
def collect(
    case: options.CaseFolder,
    source: Annotated[list[str], typer.Argument(metavar="SOURCE...")],
    regions: options.Regions = None,
    accounts: options.Accounts = None,
    since: options.Since = None,
    until: options.Until = None,
    profile: options.Profile = None,
    role_arn: options.RoleArn = None,
    external_id: options.ExternalId = None,
    mfa_serial: options.MfaSerial = None,
    session_policy: options.SessionPolicy = None,
    endpoint_url: options.EndpointUrl = None,
    plain_http: options.PlainHttp = False,
    workgroup: options.Workgroup = None,
    results: options.Results = None,
    most_rows: options.MostRows = None,
    index: options.Index = None,
    index_place: options.IndexPlace = None,
    plan: options.OnlyPlan = False,
    yes: options.Yes = False,
    quiet: options.Quiet = False,
) -> None:
    """Take evidence in: files and folders, any nesting, of every format that is recognised by its content;
    AWS itself, read-only: s3://BUCKET/PREFIX, trail (finds its bucket), lookup-events, iam, sweep, posture,
    metrics, cost-explorer; or logs that stay with an engine: athena:DB.TABLE,
    trino://HOST/CATALOG.SCHEMA.TABLE, spark:FOLDER."""
    from kit import collect
    from kit.cli import light_arrow
    from kit.cli.progress import Watch

    access = options.access(
        regions,
        accounts,
        profile,
        role_arn,
        external_id,
        mfa_serial,
        session_policy,
        endpoint_url,
        plain_http,
    )
    if plan:
        from kit.collect import plans

        lines = plans(
            case,
            *source,
            access=access,
            since=since,
            until=until,
            workgroup=workgroup,
            results=results,
            index=index,
            index_place=index_place,
        )
        typer.echo("\n".join(lines))
        return
    light_arrow.prepare()
    with Watch(not quiet and sys.stderr.isatty(), quiet) as watch:
        summary = collect(
            case,
            *source,
            access=access,
            since=since,
            until=until,
            agree=options.agrees(yes),
            requester_pays=yes,
            results=results,
            workgroup=workgroup,
            most_rows=most_rows,
            index=index,
            index_place=index_place,
            watch=watch,
        )
    if not quiet:
        from kit.cli import looks
        from kit.cli.formats import clean

        for line in [*summary.lines(), *looks.next_steps(open_case(case))]:
            typer.echo(clean(line), err=True)
    raise typer.Exit(summary.exit_code)


@app.command()
def hunt(
    case: options.CaseFolder,
    place: Annotated[list[str], typer.Argument(metavar="PATH...")],
    profile: options.Profile = None,
    role_arn: options.RoleArn = None,
    external_id: options.ExternalId = None,
    mfa_serial: options.MfaSerial = None,
    session_policy: options.SessionPolicy = None,
    endpoint_url: options.EndpointUrl = None,
    yes: options.Yes = False,
    second_opinion: Annotated[
        bool, typer.Option("--second-opinion", help="Ask betterleaks for other secrets, if it is installed.")
    ] = False,
    format: options.Format = "table",
    lang: options.Lang = None,
    file: options.Output = None,
    quiet: options.Quiet = False,
) -> None:
    """Look for the leaked key where it may lie, without any network: files and folders, archives in archives,
    container images by layer, repositories with every object there is. Or in s3://BUCKET/PREFIX.

    kit hunt CASE ~/src/app image.tar build-logs.zip

    kit hunt CASE s3://deploy-artifacts/app/ --profile reader
    """
    from kit.cli import hunts

    access = options.access(
        None, None, profile, role_arn, external_id, mfa_serial, session_policy, endpoint_url
    )
    raise typer.Exit(
        hunts.hunt(open_case(case), place, access, yes, second_opinion, format, lang, file, quiet)
    )


@app.command()
def doctor(
    case: Annotated[Path | None, typer.Argument(metavar="[CASE]", help="The case folder.")] = None,
    format: options.Format = "table",
    regions: options.Regions = None,
    profile: options.Profile = None,
    role_arn: options.RoleArn = None,
    external_id: options.ExternalId = None,
    mfa_serial: options.MfaSerial = None,
    endpoint_url: options.EndpointUrl = None,
    plain_http: options.PlainHttp = False,
    yes: options.Yes = False,
) -> None:
    """What this machine and this caller can and cannot do; asks AWS a few questions that only read."""
    from kit.cli import output
    from kit.collect import doctor

    output.checked(format)
    access = options.access(
        regions, None, profile, role_arn, external_id, mfa_serial, None, endpoint_url, plain_http
    )
    output.answer(doctor(case, access, agree=lambda *_: yes), format)


@app.command()
def policy(
    case: options.CaseFolder,
    source: Annotated[list[str] | None, typer.Argument(metavar="[SOURCE...]", help="Only for these.")] = None,
) -> None:
    """The least IAM policy that collecting for this case needs, as JSON."""
    from kit.collect import policy

    document, notes = policy(case, source or [])
    typer.echo(json.dumps(document, indent=1))
    for note in notes:
        typer.echo(note, err=True)


@app.command()
def status(
    case: options.CaseFolder,
    format: options.Format = "table",
    items: Annotated[bool, typer.Option("--items", help="Every item asked for.")] = False,
    closing: options.Closing = False,
) -> None:
    """What was collected, what failed, what is missing; after the response, what is closed."""
    from kit.cli import output

    output.status(open_case(case), format, items=items, closing=closing)


@app.command()
def verify(
    case: options.CaseFolder,
    key: options.DigestKeys = None,
    seal: options.Seal = False,
    stamp: options.Stamp = None,
    format: options.Format = "table",
) -> None:
    """Check the vault's hashes and its chain, CloudTrail's digest chain, and what was sealed."""
    from kit.cli import output

    raise typer.Exit(output.verify(open_case(case), format, key, seal=seal, stamp=stamp))


@app.command()
def questions(case: options.CaseOrNone = None, format: options.Format = "table") -> None:
    """Every question with its parameters; of a case those that were saved in it too."""
    from kit.cli import output

    output.questions(format, open_case(case) if case else None)


@app.command()
def ask(
    case: options.CaseFolder,
    name: options.QuestionName,
    row: options.Row = None,
    param: Annotated[options.Many, typer.Option("--param", "-p", metavar="K=V", help="A parameter.")] = None,
    format: options.Format = "table",
    lang: options.Lang = None,
    file: options.Output = None,
    all_: options.All = False,
) -> None:
    """Answer one question; on a terminal the first 50 rows."""
    from kit.cli import output

    output.ask(open_case(case), name, param or [], format, lang, file, row=row, all_=all_)


@app.command()
def sql(
    case: options.CaseFolder,
    statement: str,
    format: options.Format = "table",
    allow_files: Annotated[bool, typer.Option("--allow-files", help="Let SQL read and write files.")] = False,
    seconds: Annotated[float, typer.Option(min=0, help="Stop it after these; 0: never.")] = 600,
    memory: Annotated[str, typer.Option(help="The most memory that it may take.")] = "4GB",
    file: options.Output = None,
    all_: options.All = False,
) -> None:
    """Run SQL of your own on the evidence, read-only; on a terminal the first 50 rows."""
    from kit.cli import output

    output.sql(open_case(case), statement, format, allow_files, file, seconds, memory, all_=all_)


@app.command("show")
def show_event(case: options.CaseFolder, event_id: str) -> None:
    """The untouched record of an event on stdout, its file, position and sha256 on stderr."""
    from kit.cli import output

    output.event(open_case(case), event_id)


@app.command()
def export(
    case: options.CaseFolder,
    format: options.ExportFormat,
    question: options.Question = "key_activity",
    file: options.Output = None,
) -> None:
    """Write the calls, or another answer, for another tool into CASE/out."""
    from kit.cli import looks

    looks.export(open_case(case), format, question, file)


@app.command()
def report(case: options.CaseFolder, lang: options.Lang = None, pdf: options.Pdf = False) -> None:
    """Write the customer's report: one HTML file in CASE/out."""
    from kit.cli import output

    output.report(case, lang, pdf)


@app.command()
def plan(case: options.CaseFolder, lang: options.Lang = None, format: options.Format = "table") -> None:
    """What is left to do, in order, as AWS CLI lines that the kit never runs."""
    from kit.cli import output

    output.plan(open_case(case), lang, format)


@app.command()
def reply(
    case: options.CaseFolder,
    lang: options.Lang = None,
    draft: options.Draft = False,
    to_owner: options.ToOwner = False,
) -> None:
    """The draft reply to AWS: says only what the evidence shows."""
    from kit.cli import output

    (output.owner_letter if to_owner else output.reply)(open_case(case), lang, draft)


@app.command()
def demo(
    folder: Annotated[Path, typer.Argument(metavar="[DIR]")] = Path("demo"),
    events: Annotated[int, typer.Option(help="How many events the trail holds.")] = 20_000,
    seed: Annotated[int, typer.Option(help="Another seed, another incident.")] = 7,
    shape: Annotated[str, typer.Option(help="Which incident.")] = "standard",
    only_make: Annotated[bool, typer.Option("--only-make", help="Write the evidence, make no case.")] = False,
) -> None:
    """Make the demo incident and go the whole way with it."""
    from kit.cli.demo import demo

    raise typer.Exit(demo(folder, events=events, seed=seed, shape=shape, only_make=only_make, say=typer.echo))


@app.command()
def rebuild(case: options.CaseFolder, quiet: options.Quiet = False) -> None:
    """Make the tables again from the vault."""
    from kit.cli import output

    raise typer.Exit(output.rebuild(case, quiet))


examples.add_to(app)
plain_words.add_to(app)
