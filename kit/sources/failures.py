"""What AWS's refusals and a broken network mean: one line each, with whose move it is."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from kit.sources.wire import masked

_LONGEST = 2_000
EXPIRED = frozenset({
    "ExpiredToken", "ExpiredTokenException", "RequestExpired", "TokenRefreshRequired", "InvalidToken",
    "SSOTokenLoadError", "UnauthorizedSSOTokenError", "CredentialRetrievalError", "LoginRefreshRequired",
})  # fmt: skip
# Of these, the ones that may as well be a slip in the configuration.
NOT_HAD = frozenset({"CredentialRetrievalError", "LoginRefreshRequired"})
THROTTLED = frozenset({
    "Throttling", "ThrottlingException", "ThrottledException", "RequestThrottledException",
    "RequestThrottled", "TooManyRequestsException", "RequestLimitExceeded", "SlowDown",
    "BandwidthLimitExceeded", "PriorRequestNotComplete", "503", "429",
})  # fmt: skip
DENIED = frozenset({
    "AccessDenied", "AccessDeniedException", "UnauthorizedOperation", "UnauthorizedException", "Forbidden",
    "403", "AuthorizationError", "AccessDeniedForDependencyException",
})  # fmt: skip
# What a Region that is not enabled for the account answers.
DISABLED = frozenset(
    {
        "UnrecognizedClientException",
        "InvalidClientTokenId",
        "AuthFailure",
        "OptInRequired",
        "InvalidAccessKeyId",
    }
)
UNREACHED = frozenset({
    "EndpointConnectionError", "ConnectTimeoutError", "ConnectionClosedError", "ProxyConnectionError",
    "ReadTimeoutError", "SSLError", "HTTPClientError", "ResponseStreamingError", "IncompleteReadError",
    "ConnectionError", "NewConnectionError", "MaxRetryError", "ProtocolError", "NameResolutionError",
    "ResponseParserError", "IncompleteRead", "DecodeError", "InvalidChunkLength",
})  # fmt: skip
PASSING = frozenset(
    {
        "InternalError",
        "InternalFailure",
        "InternalServerError",
        "InternalServiceException",
        "ServiceUnavailable",
        "ServiceUnavailableException",
        "RequestTimeout",
        "RequestTimeoutException",
        "500",
        "502",
        "504",
    }
)


def code_of(error: BaseException) -> str:
    """AWS's error code, or the name of the error of the way there."""
    answer = getattr(error, "response", None)
    if isinstance(answer, Mapping) and isinstance(answer.get("Error"), Mapping):
        code = masked(str(answer["Error"].get("Code") or "Unknown"))
        return "".join(code.split())[:80] or "Unknown"
    return type(error).__name__


def message_of(error: BaseException) -> str:
    """What AWS said, in one line of at most 240 characters."""
    answer = getattr(error, "response", None)
    if isinstance(answer, Mapping) and isinstance(answer.get("Error"), Mapping):
        text = str(answer["Error"].get("Message") or "")
    else:
        text = str(error)
    if "<" in text:
        # A page, or an object of Python: neither says anything.
        status = status_of(error)
        text = re.sub(r"<[^<>]*>?", " ", text[:_LONGEST]) if status is None else f"HTTP status {status}"
    return " ".join(masked(text).split())[:240]


def status_of(error: BaseException) -> int | None:
    """HTTP status of the answer, None where none came."""
    answer: Any = getattr(error, "response", None)
    return (
        (answer or {}).get("ResponseMetadata", {}).get("HTTPStatusCode")
        if isinstance(answer, Mapping)
        else None
    )


def is_passing(error: BaseException) -> bool:
    """Whether the same request may work in a moment: throttled, a server's fault, or the network's."""
    code = code_of(error)
    return code in THROTTLED | UNREACHED | PASSING or (status_of(error) or 0) >= 500


def of_aws(error: BaseException) -> bool:
    """Whether it is AWS's refusal or the network's, and no bug."""
    return (
        type(error).__name__ == "EndlessError"
        or type(error).__module__.split(".")[0] in ("botocore", "urllib3")
        or code_of(error) != type(error).__name__
    )


def reason(error: BaseException, region: str = "") -> str:
    """One line: what happened and what to do."""
    code, said = code_of(error), message_of(error)
    place = f" in {region}" if region else ""
    if code in NOT_HAD:
        return (
            f"the credentials have expired or cannot be had ({code}: {said}): sign in again, or mend what the"
            " AWS configuration takes them from, then run the same command again"
        )
    if code in EXPIRED:
        return f"the credentials have expired ({code}): sign in again, then run the same command again"
    if "KMS" in code or "kms:" in said.lower() or "kms" in code.lower():
        return (
            f"encrypted with a KMS key that this caller may not use ({code}: {said}):"
            " allow kms:Decrypt on that key"
        )
    if code in DENIED:
        return f"no permission{place} ({code}: {said}): `kit policy CASE` prints what the kit needs"
    if code in DISABLED:
        return (
            f"refused{place} ({code}):"
            " the Region is not enabled for the account, or the credentials are not valid"
        )
    if code in THROTTLED:
        return f"still throttled{place} after all attempts ({code}): run the same command again later"
    if code in UNREACHED:
        return (
            f"could not be reached{place} ({code}: {said}):"
            " check network and proxy, then run the same command again"
        )
    return f"{code}{place}: {said}"
