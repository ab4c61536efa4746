"""Every line of the pages and of the plan is read by the real AWS CLI: no word that it does not know, no
option that it misses."""

from __future__ import annotations

import json
import re
import subprocess
from pathlib import Path

import pytest
import yaml

from kit.rules import remedies
from kit.rules.pages import TABLES, pages

pytestmark = pytest.mark.slow
RUNNER = Path(__file__).parent / "cli_runner.py"
HOLE = re.compile(r"\{[^{}]*\}")
# What a value stands for where the CLI itself looks at it.
POLICY = json.dumps({"Version": "2012-10-17", "Statement": []})
# Nobody listens there: a line that was read ends at the connection, with this code.
NOWHERE, NOT_CONNECTED = "http://127.0.0.1:9", 255


def value(hole: str, service: str) -> str:
    """A value that fits the hole of a line of that service."""
    if hole == "{kit.rules}":
        return json.dumps([{"IpProtocol": "tcp", "FromPort": 22, "ToPort": 22}])
    if hole.startswith("{kit."):
        return POLICY
    if re.search("(Size|Count|Port|[vV]ersion|versionNumber|quantity)[} |]", hole):
        return "1"
    if service.startswith("s3"):
        return "example"
    if "span" in hole:
        return "Start=2026-03-01,End=2026-03-02"
    return "arn:aws:sns:us-east-1:111122223333:example-of-a-name-that-is-long-enough"


def filled(word: str, service: str) -> str:
    """A word of a line with a value in each hole."""
    return HOLE.sub(lambda hole: value(hole[0], service), word)


def lines() -> list[str]:
    of_pages = [
        line
        for page in pages()
        for call in page.calls
        for remedy in remedies.remedies(page.name, call)
        for part in remedy.lines.values()
        for line in part
    ]
    of_plan = yaml.safe_load((TABLES / "plan_lines.yml").read_text(encoding="utf-8"))
    return list(dict.fromkeys([*of_pages, *map(remedies.plan_line, of_plan)]))


def test_the_real_cli_reads_every_line(awscli, tmp_path):
    environ = {
        "AWS_ACCESS_KEY_ID": "testing", "AWS_SECRET_ACCESS_KEY": "testing", "AWS_DEFAULT_REGION": "us-east-1",
        "AWS_ENDPOINT_URL": NOWHERE, "AWS_CONFIG_FILE": "/none", "AWS_SHARED_CREDENTIALS_FILE": "/none",
        "AWS_EC2_METADATA_DISABLED": "true", "AWS_MAX_ATTEMPTS": "1",
    }  # fmt: skip
    process = subprocess.Popen(
        [awscli, RUNNER], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, cwd=tmp_path
    )
    odd, read = {}, 0
    (tmp_path / "new-password.json").write_text('{"Password": "correct-Horse-9"}', encoding="utf-8")
    for line in lines():
        service = line.partition(" ")[0]
        words = [filled(word, service) for word in re.findall(r"(?:\{[^{}]*\}|[^\s{}])+", line)]
        for word in words:
            path = tmp_path / word.rpartition("file://")[2]
            if "file://" in word and not path.exists():
                path.write_text(POLICY, encoding="utf-8")
        print(json.dumps({"words": words, "environ": environ}), file=process.stdin, flush=True)
        done = json.loads(process.stdout.readline())
        read += 1
        if done["code"] != NOT_CONNECTED or "connect" not in done["err"]:
            odd[line] = (done["code"], done["err"].strip().splitlines()[-1:])
    process.stdin.close()
    process.wait(10)
    assert odd == {}, "\n".join(f"{line}\n    {said}" for line, said in odd.items())
    assert read > 400
