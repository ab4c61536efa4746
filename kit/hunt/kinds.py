"""What a file is to the question how a key leaked, by its name: infrastructure code, an environment file, a
log, ..."""

from __future__ import annotations

import re

_LANGUAGES = (
    "py|js|mjs|cjs|ts|tsx|jsx|java|kt|go|rb|php|cs|c|cc|cpp|h|rs|swift|scala|sh|bash|zsh|ps1|bat|pl|lua|sql|r"
)
_KINDS = (
    ("key_file", r"accesskeys?[^/]*\.csv$|rootkey\.csv$"),
    ("infrastructure", r"\.tfstate|\.tfvars|\.tf(\.json)?$|tfplan|\.pulumi|cloudformation|cdk\.out"),
    ("infrastructure", r"user-?data|cloud-init|ansible"),
    ("environment", r"(^|/)\.env|\.env$|\.envrc$|(^|/)\.aws/|credentials$"),
    ("environment", r"\.properties$|\.ini$|\.cfg$|\.npmrc$|\.pypirc$"),
    ("notebook", r"\.ipynb$"),
    (
        "document",
        r"\.(docx?|xlsx?|xlsm|pptx?|pdf|od[tsp]|rtf|msg|eml|mbox|csv|md|txt|html?)$|(^|/)(xl|word|ppt)/",
    ),
    ("log", r"\.log(\.|$)|(^|/)logs?/|\.out$|console"),
    ("source", rf"\.({_LANGUAGES})$"),
    ("configuration", r"\.(ya?ml|json|toml|xml|conf|config|gradle|plist)$|dockerfile|makefile|jenkinsfile"),
)
_COMPILED = [(kind, re.compile(pattern, re.IGNORECASE)) for kind, pattern in _KINDS]


def content_of(name: str | None) -> str:
    """A word of vocabulary `exposures.content` for a path, that of an archive's member included."""
    last = (name or "").rsplit("!/", 1)[-1]
    return next((kind for kind, pattern in _COMPILED if pattern.search(last)), "other")
