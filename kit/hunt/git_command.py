"""Running git on a repository that nobody vouches for: it reads objects, and nothing that lies there is run.

The environment is made here: no configuration but the repository's own, no hook, no monitor, no pager, no
credential helper, no replacement of objects, and no protocol, so that a partial clone fetches nothing
either. https://git-scm.com/docs/git#_environment_variables
"""

from __future__ import annotations

import contextlib
import os
import shutil
import subprocess
import tempfile
import threading
from collections.abc import Generator, Iterable
from pathlib import Path
from typing import IO

_SETTINGS = (
    "safe.directory=*",
    "core.fsmonitor=false",
    "core.hooksPath=/dev/null",
    "core.sshCommand=false",
    "core.alternateRefsCommand=false",
    "core.pager=cat",
    "core.packedGitLimit=64m",
    "core.deltaBaseCacheLimit=64m",
    "credential.helper=",
    "protocol.allow=never",
    "diff.external=",
    "gc.auto=0",
    "maintenance.auto=false",
    "log.showSignature=false",
)


class GitError(Exception):
    """What git said when it gave up, in one line."""


def installed() -> str | None:
    """The git of this machine; None where there is none."""
    return shutil.which("git")


class Git:
    """git on one repository; `folder` is its .git, or the bare repository itself."""

    def __init__(self, program: str, folder: Path) -> None:
        self.folder = folder
        self._words = [program, "--no-pager", "--literal-pathspecs", "--no-replace-objects"]
        for setting in _SETTINGS:
            self._words += ["-c", setting]
        self._environment = {
            "PATH": os.environ.get("PATH", os.defpath),
            "HOME": os.devnull,
            "LC_ALL": "C",
            "GIT_DIR": str(folder),
            "GIT_CONFIG_NOSYSTEM": "1",
            "GIT_CONFIG_GLOBAL": os.devnull,
            "GIT_ATTR_NOSYSTEM": "1",
            "GIT_NO_LAZY_FETCH": "1",
            "GIT_NO_REPLACE_OBJECTS": "1",
            "GIT_OPTIONAL_LOCKS": "0",
            "GIT_TERMINAL_PROMPT": "0",
            "GIT_ALLOW_PROTOCOL": "none",
        }

    @contextlib.contextmanager
    def reading(self, *words: str, given: Iterable[bytes] = ()) -> Generator[IO[bytes]]:
        """What a command writes, as it comes; `given` are lines for it, fed meanwhile. GitError at the end
        when it failed; whoever stops reading stops it."""
        with tempfile.TemporaryFile() as said:
            run = subprocess.Popen(
                [*self._words, *words],
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=said,
                env=self._environment,
                cwd=self.folder,
                bufsize=1 << 20,
            )
            assert run.stdin is not None and run.stdout is not None
            feeder = threading.Thread(target=_feed, args=(run.stdin, given), daemon=True)
            feeder.start()
            ended = False
            try:
                yield run.stdout
                ended = True
            finally:
                if not ended:
                    run.kill()
                run.stdout.close()
                run.wait()
                feeder.join(10)
            if run.returncode:
                said.seek(0)
                lines = said.read(1 << 16).decode("utf-8", "replace").split("\n")
                raise GitError(next((line for line in reversed(lines) if line.strip()), "git gave up")[:300])

    def output(self, *words: str, given: Iterable[bytes] = ()) -> bytes:
        """All that a short command writes. GitError when it failed."""
        with self.reading(*words, given=given) as stream:
            return stream.read()

    def lines(self, *words: str, given: Iterable[bytes] = ()) -> list[str]:
        """Lines of a short command, or nothing where it failed: there is no such branch, or no commit yet."""
        try:
            return self.output(*words, given=given).decode("utf-8", "replace").split("\n")[:-1]
        except GitError:
            return []


def _feed(stream: IO[bytes], given: Iterable[bytes]) -> None:
    with contextlib.suppress(OSError, ValueError):
        for line in given:
            stream.write(line)
        stream.close()
