"""Where answers come from: endpoints that the command line, the environment or the profile names instead of
AWS's own.

Whoever can set one of these can answer in AWS's place, so they are named to the analyst and kept with what
came from there. Plain HTTP lets anybody on the way do the same; it is refused but for this machine itself.
https://docs.aws.amazon.com/sdkref/latest/guide/feature-ss-endpoints.html
"""

from __future__ import annotations

import ipaddress
from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

from kit.errors import UsageError

if TYPE_CHECKING:
    from kit.sources.access import Access

_VARIABLE = "AWS_ENDPOINT_URL"
AGREE = "--plain-http agrees to it"


@dataclass(frozen=True)
class Endpoint:
    """A place that answers instead of AWS's own. `service` is empty where it answers for all; `named_by` is
    an option, a variable or a setting."""

    service: str
    url: str
    named_by: str

    def __str__(self) -> str:
        return f"{self.service or 'every service'}: {self.url} ({self.named_by})"


def configured(
    access: Access, environ: Mapping[str, str], profile: Mapping[str, Any], full: Mapping[str, Any]
) -> tuple[Endpoint, ...]:
    """Every endpoint that would be used, the strongest first: option, environment, profile.

    `profile` and `full` are botocore's: the settings of the profile, and of the whole file.
    """
    found = [Endpoint("", access.endpoint_url, "--endpoint-url")] if access.endpoint_url else []
    ignored = environ.get("AWS_IGNORE_CONFIGURED_ENDPOINT_URLS") or profile.get(
        "ignore_configured_endpoint_urls"
    )
    if access.endpoint_url or str(ignored or "").lower() == "true":
        return tuple(found)
    for name, url in sorted(environ.items()):
        if name.startswith(_VARIABLE) and url:
            found.append(Endpoint(name[len(_VARIABLE) + 1 :].lower(), url, name))
    services = (full.get("services") or {}).get(profile.get("services")) or {}
    for service, settings in sorted(services.items()):
        if isinstance(settings, Mapping) and settings.get("endpoint_url"):
            found.append(Endpoint(service, str(settings["endpoint_url"]), "profile: services"))
    if profile.get("endpoint_url"):
        found.append(Endpoint("", str(profile["endpoint_url"]), "profile: endpoint_url"))
    return tuple(found)


def refuse_plain_http(url: str) -> None:
    """UsageError for an address that is asked without TLS, unless it is this machine's own."""
    parts = urlsplit(url)
    if parts.scheme.lower() != "http" or is_loopback(parts.hostname or ""):
        return
    raise UsageError(
        f"{parts.scheme}://{parts.netloc}: plain HTTP, so anybody on the way can answer in AWS's place and"
        f" read what is asked; use https, or {AGREE}"
    )


def is_loopback(host: str) -> bool:
    """Whether a host is this machine by its name or address."""
    if host.lower() == "localhost" or host.lower().endswith(".localhost"):
        return True
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False
