"""The verbs that may ask AWS: collect, doctor, policy. They sign in with the same words."""

from __future__ import annotations

import sys
from datetime import UTC, datetime
from pathlib import Path
from typing import Annotated

import typer

from kit.cli import options as word


def collect(
    case: word.CaseFolder,
    source: Annotated[list[str], typer.Argument(metavar="SOURCE...")],
    regions: word.Regions = None,
    accounts: word.Accounts = None,
    since: word.Since = None,
    until: word.Until = None,
    profile: word.Profile = None,
    role_arn: word.RoleArn = None,
    external_id: word.ExternalId = None,
    mfa_serial: word.MfaSerial = None,
    session_policy: word.SessionPolicy = None,
    endpoint_url: word.EndpointUrl = None,
    yes: word.Yes = False,
    quiet: word.Quiet = False,
) -> None:
    """Take evidence in: files and folders, any nesting, of every format that is recognised by its content; or
    AWS itself, read-only: s3://BUCKET/PREFIX, trail (finds its bucket), lookup-events, iam, sweep, posture,
    metrics, cost-explorer."""
    from kit.case import open_case
    from kit.cli.progress import Watch
    from kit.collect import dispatch as gather
    from kit.window import parse_time

    made, now = open_case(case), datetime.now(UTC).replace(tzinfo=None)

    def live(watch):
        from kit.collect import Live

        sign_in = (
            regions,
            accounts,
            profile,
            role_arn,
            external_id,
            mfa_serial,
            session_policy,
            endpoint_url,
        )
        bounds = [parse_time(text, made.timezone, now) if text else None for text in (since, until)]
        return Live(
            made, word.access(*sign_in), now, watch, *bounds, agree=lambda *cost: yes or _agreed(*cost)
        )

    with Watch(not quiet and sys.stderr.isatty(), quiet) as watch:
        summary = gather.gather(made, source, now=now, watch=watch, live=live)
    if not quiet:
        for line in summary.lines():
            typer.echo(line, err=True)
    raise typer.Exit(summary.exit_code)


def _agreed(calls: int, usd: float) -> bool:
    """Asks whoever sits there before AWS charges; nobody there agrees to nothing."""
    question = f"{calls} calls of Cost Explorer are charged to the account, ${usd:.2f}: go on?"
    return sys.stdin.isatty() and typer.confirm(question, err=True)


def doctor(
    case: Annotated[Path | None, typer.Argument(metavar="[CASE]", help="The case folder.")] = None,
    format: word.Format = "table",
    regions: word.Regions = None,
    profile: word.Profile = None,
    role_arn: word.RoleArn = None,
    external_id: word.ExternalId = None,
    mfa_serial: word.MfaSerial = None,
    endpoint_url: word.EndpointUrl = None,
    yes: word.Yes = False,
) -> None:
    """What this machine and this caller can and cannot do; asks AWS a few questions that only read."""
    from kit.case import open_case
    from kit.cli import output as show
    from kit.collect import doctor as look

    access = word.access(regions, None, profile, role_arn, external_id, mfa_serial, None, endpoint_url)
    made = open_case(case) if case else None
    show.answer(look(made, access, agree=lambda *_: yes), show.checked(format))


def policy(
    case: word.CaseFolder,
    source: Annotated[list[str] | None, typer.Argument(metavar="[SOURCE...]", help="Only for these.")] = None,
) -> None:
    """The least IAM policy that collecting for this case needs, as JSON."""
    from kit.case import open_case
    from kit.collect import lines
    from kit.collect import policy as least

    document, notes = least(open_case(case), source or [])
    typer.echo(lines(document))
    for note in notes:
        typer.echo(note, err=True)
