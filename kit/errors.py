"""The tree of errors; each says whose move it is.

KitError                one line for the analyst, exit code 1
├── UsageError          the words of a command or a parameter are off: call again, corrected
├── CaseError           the case folder or its case.toml is missing, in the way or damaged
├── ContentError        the kit's own content is broken: mend the kit
│   ├── QueryError      a file of queries/
│   └── CatalogueError  a page of rules/ or another table of facts
├── SourceError         evidence could not be fetched: mend access, then run the same command again
│   └── RefusedCallError   the kit itself refused an API call that is not on its read-only list
├── UnmadeError         an analysis fails on this evidence: what hangs on it has no answer, all else has
├── EvidenceError       a stored file no longer matches its hash: stop and look
└── BusyError           another process holds the case: wait, then run the same command again

Anything that is not a KitError is a bug and shows its traceback.
"""

from __future__ import annotations


class KitError(Exception):
    """What went wrong, where, and what to do, in one line."""


class UsageError(KitError):
    """The words of a command or a parameter are off."""


class CaseError(KitError):
    """The case folder or its case.toml is missing, in the way or damaged."""


class ContentError(KitError):
    """The kit's own content is broken."""


class QueryError(ContentError):
    """A file of queries/ is missing or malformed."""


class CatalogueError(ContentError):
    """A page of rules/ or another table of facts is missing or malformed."""


class SourceError(KitError):
    """Evidence could not be fetched."""


class RefusedCallError(SourceError):
    """An API call that is not on the read-only list; no request has left."""


class UnmadeError(KitError):
    """An analysis fails on this evidence, and the answer hangs on it."""


class EvidenceError(KitError):
    """A stored file no longer matches its hash."""


class BusyError(KitError):
    """Another process holds the case."""
