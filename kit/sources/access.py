"""How a caller signs in to AWS: words of the command line or of a library call; loads no boto3."""

from __future__ import annotations

import getpass
from collections.abc import Callable
from dataclasses import dataclass


@dataclass(frozen=True)
class Access:
    """How to sign in. `token` is asked for the MFA code of `mfa_serial`; `session_policy` is JSON or a
    policy's ARN; `plain_http` agrees to endpoints without TLS."""

    profile: str | None = None
    role_arn: str | None = None
    external_id: str | None = None
    mfa_serial: str | None = None
    session_policy: str | None = None
    endpoint_url: str | None = None
    plain_http: bool = False
    regions: tuple[str, ...] = ()
    accounts: tuple[str, ...] = ()
    token: Callable[[str], str] = getpass.getpass

    @property
    def named(self) -> bool:
        """Whether the analyst said as whom to sign in, or where."""
        return bool(self.profile or self.role_arn or self.endpoint_url)
