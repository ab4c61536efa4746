"""case.toml as text: the first one of a case, and how it is written."""

from __future__ import annotations

import os
from pathlib import Path


def first_document(**facts) -> str:
    """The first case.toml of a case, with the notes that an analyst needs to edit it."""
    import tomlkit  # a tenth of a second, and most commands only read

    page = tomlkit.document()
    page.add(tomlkit.comment("What is known about this incident. The kit reads it anew for every command."))
    names = ("customer", "account", "language", "timezone", "since", "until", "created_at")
    page["case"] = {name: facts[name] for name in names}
    page["leaked"] = {"keys": list(facts["keys"]), "principals": list(facts["principals"])}
    if facts["notice"]:
        page["notice"] = dict(facts["notice"])
    owner = tomlkit.table()
    owner.add(
        tomlkit.comment(
            'what is surely the owner\'s: networks = ["203.0.113.0/24"], principals = ["arn:..."]'
        )
    )
    owner.update({"networks": [], "principals": [], "agents": []})
    page["owner"] = owner
    money = tomlkit.table()
    money.add(tomlkit.comment("currency of the customer, with how much of it 1 USD is and on which day"))
    money.update({"currency": "USD", "rate": 1.0, "rate_date": "", "billing": "direct"})
    page["money"] = money
    page.add(tomlkit.nl())
    for line in (
        "What only its owner knows to be done, in the owner's words; `kit status --closing` says it as such.",
        "[steps]",
        'leak_path = "22 Mar, Tanaka: the key lay in a public repository; removed"  # or other_keys, reply,',
        "#   root_password, key_replaced (by a role)",
        "",
        "Your word wins over the kit's: one block each.",
        "[[verdicts]]",
        'network = "203.0.113.0/24"   # or agent, tool, credential (or several), or event',
        'actor = "owner"              # intruder, owner, aws, kit, unclear',
        'note = "office of the customer"',
    ):
        page.add(tomlkit.comment(line))
    return tomlkit.dumps(page)


def write_whole(file: Path, raw: bytes) -> None:
    """Replaces the file in one step, so that a killed run leaves the old one or the new one."""
    beside = file.with_name(file.name + ".new")
    with beside.open("wb") as stream:
        stream.write(raw)
        stream.flush()
        os.fsync(stream.fileno())
    beside.replace(file)
