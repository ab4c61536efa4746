"""Words that several verbs of the `kit` command share."""

from __future__ import annotations

import sys
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from kit.errors import UsageError

if TYPE_CHECKING:
    from kit.sources import Access


def questions(incomplete: str) -> list[str]:
    """Names of questions that begin so, for the shell's completion."""
    from kit.questions import question_names

    return [name for name in question_names() if name.startswith(incomplete)]


CaseFolder = Annotated[Path, typer.Argument(metavar="CASE", help="The case folder.")]
CaseOrNone = Annotated[Path | None, typer.Argument(metavar="[CASE]", help="The case folder.")]
Format = Annotated[str, typer.Option("--format", help="table, json, csv or parquet.")]
All = Annotated[bool, typer.Option("--all", help="Every row, on a terminal too.")]
Output = Annotated[
    Path | None, typer.Option("--output", "-o", help="Write to this file instead of the screen.")
]
Lang = Annotated[str | None, typer.Option("--lang", help="ja or en; the case's own language by default.")]
Draft = Annotated[bool, typer.Option("--draft", help="Even where the case holds nothing to judge by.")]
ToOwner = Annotated[bool, typer.Option("--to-owner", help="The questions to the key's owner, ready to send.")]
Quiet = Annotated[bool, typer.Option("--quiet", "-q", help="No progress, no notes.")]
Many = list[str] | None
Network = Annotated[str, typer.Option("--network", help="An address or network, like 203.0.113.0/24.")]
Agent = Annotated[str, typer.Option("--agent", help="A part of the user agent.")]
Tool = Annotated[str, typer.Option("--tool", help="A tool, as `visits` names it.")]
Credential = Annotated[str, typer.Option("--credential", help="A credential of the case.")]
EventId = Annotated[str, typer.Option("--event", help="One call, by its id or the beginning of it.")]
Why = Annotated[str, typer.Option("--note", help="Why; the report carries it.")]
Keys = Annotated[Many, typer.Option("--key", help="Leaked access key id; may be repeated.")]
Principals = Annotated[
    Many, typer.Option("--principal", help="Leaked user, role or root by ARN; may be repeated.")
]
Notice = Annotated[
    Path | None, typer.Option("--notice", help="AWS's mail (.eml, .emlx, .msg, mbox, text) or event (JSON).")
]
Since = Annotated[str | None, typer.Option(help="Start of the window.")]
Until = Annotated[str | None, typer.Option(help="End of the window, excluded.")]
Regions = Annotated[str | None, typer.Option("--regions", help="Only these, like us-east-1,eu-west-1.")]
Accounts = Annotated[str | None, typer.Option("--accounts", help="Only these accounts, or `all`.")]
Profile = Annotated[str | None, typer.Option("--profile", help="Profile of the AWS configuration.")]
RoleArn = Annotated[str | None, typer.Option("--role-arn", help="Role to take on.")]
ExternalId = Annotated[str | None, typer.Option("--external-id", help="The role's external id.")]
MfaSerial = Annotated[str | None, typer.Option("--mfa-serial", help="MFA device; its code is asked for.")]
SessionPolicy = Annotated[
    str | None,
    typer.Option("--session-policy", help="JSON file or policy ARN that narrows the role's session."),
]
EndpointUrl = Annotated[str | None, typer.Option("--endpoint-url", help="Another place than AWS's own.")]
QuestionName = Annotated[
    str, typer.Argument(help="A question; `kit questions` lists them.", autocompletion=questions)
]
Row = Annotated[int | None, typer.Argument(metavar="[ROW]", help="One row of the answer, whole.", min=1)]
ExportFormat = Annotated[
    str, typer.Argument(metavar="FORMAT", help="csv, jsonl, parquet, timesketch or stix.")
]
Question = Annotated[
    str, typer.Option("--question", help="Which answer; see `kit questions`.", autocompletion=questions)
]
VerdictWords = Annotated[
    Many, typer.Argument(metavar="[N] intruder|owner|unclear", help="N: a row of `kit ask CASE visits`.")
]
Closing = Annotated[
    bool, typer.Option("--closing", help="After the response: is each step closed, what came back?")
]
Pdf = Annotated[
    bool, typer.Option("--pdf", help="Print it too, with a Chromium, Chrome or Edge that is installed.")
]
Version = Annotated[
    bool,
    typer.Option(
        "--version", help="The version of the kit.", is_eager=True, callback=lambda wanted: _version(wanted)
    ),
]
NewLang = Annotated[
    str | None, typer.Option("--lang", help="ja or en; by default as the notice, else as this machine.")
]
NewZone = Annotated[
    str | None,
    typer.Option("--timezone", help="The customer's time zone, like Asia/Tokyo; by default as the language."),
]
PlainHttp = Annotated[
    bool, typer.Option("--plain-http", help="Agree to an endpoint without TLS on another machine.")
]
DigestKeys = Annotated[
    list[str] | None,
    typer.Option(
        metavar="FINGERPRINT",
        help="A public key of CloudTrail's digests that you have from AWS itself: a key that only lies in a"
        " file proves nothing until you name it. Kept in case.toml.",
    ),
]
Seal = Annotated[
    bool, typer.Option("--seal", help="Write a manifest with the hash of every file, for hand-over.")
]
Stamp = Annotated[
    Path | None,
    typer.Option(
        metavar="FILE",
        help="A signature or RFC 3161 time stamp of the last seal, made outside the kit: laid beside it.",
    ),
]
Yes = Annotated[bool, typer.Option("--yes", "-y", help="Agree to calls that AWS charges for.")]
OnlyPlan = Annotated[
    bool, typer.Option("--plan", help="Of an engine: statements, bytes and money; nothing is run.")
]
MostRows = Annotated[
    int | None,
    typer.Option("--most-rows", min=1, help="So many rows may come from an engine; default: 2,000,000."),
]
Index = Annotated[
    str | None,
    typer.Option(
        "--index",
        metavar="TABLE",
        help="Have the engine make a slim index first, of your own, and ask that: athena:DB.TABLE,"
        " trino://..., spark:PLACE; written only with --yes.",
    ),
]
IndexPlace = Annotated[
    str | None, typer.Option("--index-place", help="Where Athena writes the index, s3://..., of your own.")
]
Workgroup = Annotated[str | None, typer.Option("--workgroup", help="Of Athena.")]
Results = Annotated[
    str | None, typer.Option("--results", help="Where Athena writes its answers, s3://..., of your own.")
]
Narrowed = Annotated[
    Many, typer.Option("--param", "-p", metavar="K=V", help="since, until, credential, actor or region.")
]
Port = Annotated[int | None, typer.Option(help="Where it listens; the next free one if taken.")]
NoBrowser = Annotated[bool, typer.Option("--no-browser", help="Only say the address.")]
Words = Annotated[str, typer.Argument(metavar="TEXT", help="What the report is to say; Markdown.")]
OnEvent = Annotated[str, typer.Option("--event", help="On one event, by its id or the beginning of it.")]
OnFinding = Annotated[str, typer.Option("--finding", help="On a finding, by its number or id.")]
OnSection = Annotated[str, typer.Option("--section", help="On a section of the report, by its name.")]


def access(
    regions: str | None,
    accounts: str | None,
    profile: str | None,
    role_arn: str | None,
    external_id: str | None,
    mfa_serial: str | None,
    session_policy: str | None,
    endpoint_url: str | None,
    plain_http: bool = False,
) -> Access:
    """How to sign in, from the words of a command. UsageError for a policy file that cannot be read."""
    from kit.sources import Access

    if session_policy and not session_policy.startswith("arn:"):
        try:
            session_policy = Path(session_policy).read_text(encoding="utf-8")
        except (OSError, UnicodeDecodeError) as error:
            raise UsageError(f"--session-policy {session_policy}: cannot be read: {error}") from None
    return Access(
        profile=profile,
        role_arn=role_arn,
        external_id=external_id,
        mfa_serial=mfa_serial,
        session_policy=session_policy,
        endpoint_url=endpoint_url,
        plain_http=plain_http,
        regions=_words(regions),
        accounts=_words(accounts),
        token=_token,
    )


def agrees(yes: bool) -> Callable[[int, float], bool]:
    """Asks whoever sits there before AWS charges, unless they said `yes`; nobody there agrees to nothing."""

    def agree(calls: int, usd: float) -> bool:
        question = f"{calls} calls are charged to the account, about ${usd:.2f}: go on?"
        return yes or (sys.stdin.isatty() and typer.confirm(question, err=True))

    return agree


def _version(wanted: bool) -> None:
    if wanted:
        from importlib.metadata import version

        typer.echo(f"kit {version('leaked-key-kit')}")
        raise typer.Exit


def _words(text: str | None) -> tuple[str, ...]:
    return tuple(filter(None, (word.strip() for word in (text or "").split(","))))


def _token(prompt: str) -> str:
    if not sys.stdin.isatty():
        raise UsageError(f"{prompt.strip().rstrip(':')}: no terminal to ask on; run the command in one")
    return typer.prompt(prompt.strip().rstrip(":"), err=True)
