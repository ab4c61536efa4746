"""A worked line or two for the help of each verb: `kit VERB -h` ends with them."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import typer

_EXAMPLES = {
    "new": ("kit new acme --notice mail.eml --customer 'ACME K.K.'", "kit new acme --key AKIA... --lang en"),
    "key": ("kit key acme AKIA... arn:aws:iam::111122223333:user/build",),
    "notice": ("kit notice acme reminder.eml",),
    "verdict": ("kit verdict acme 3 intruder --note 'confirmed by phone'", "kit verdict acme --undo"),
    "note": ("kit note acme 'Called the customer at 10:00' --finding 3",),
    "find": ("kit find acme 198.51.100.7", "kit find acme AKIA... --all"),
    "hunt": ("kit hunt acme ~/src /backup/images",),
    "collect": (
        "kit collect acme logs/ bill.csv",
        "kit collect acme s3://trail-bucket/AWSLogs --profile reader",
        "kit collect acme trail lookup-events iam sweep posture",
    ),
    "doctor": ("kit doctor acme --profile reader",),
    "policy": ("kit policy acme > least.json", "kit policy acme lookup-events"),
    "status": ("kit status acme", "kit status acme --items --format csv > items.csv"),
    "verify": ("kit verify acme",),
    "questions": ("kit questions", "kit questions acme"),
    "ask": (
        "kit ask acme findings",
        "kit ask acme findings 3",
        "kit ask acme key_activity -p actor=intruder -o calls.csv --format csv",
    ),
    "sql": ("kit sql acme 'select event_name, count(*) from events group by all order by 2 desc'",),
    "show": ("kit show acme ddec33d2 | python -m json.tool",),
    "export": ("kit export acme timesketch", "kit export acme stix -o indicators.json"),
    "lab": ("kit lab acme",),
    "run": ("kit run acme", "kit run acme 03_credential_tree"),
    "report": ("kit report acme", "kit report acme --lang en --pdf"),
    "plan": ("kit plan acme > plan.txt",),
    "reply": ("kit reply acme --lang en > reply.txt",),
    "demo": ("kit demo", "kit demo try-it --events 5000"),
    "rebuild": ("kit rebuild acme",),
}


def of(verb: str) -> str:
    """The end of a verb's help; `\\b` keeps the help formatter from joining the lines."""
    return "\b\nExamples:\n" + "\n".join(f"  {line}" for line in _EXAMPLES[verb])


def add_to(app: typer.Typer) -> None:
    """Ends the help of each verb of `app` with its examples."""
    for verb in app.registered_commands:
        verb.epilog = of(verb.name or getattr(verb.callback, "__name__", ""))
