"""The one way out: sessions, clients and Regions of one AWS account, read-only by construction.

No other module imports boto3. Every client passes kit.sources.reads.Guard, which refuses what is not on
reads.yml before a request is built, and any credential of the incident before a request is signed.
Credentials stay inside botocore: they reach no log, no case file and no error message.
"""

from __future__ import annotations

import os
import threading
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from importlib.metadata import version
from typing import Any

import boto3
import botocore.exceptions
import botocore.session
from botocore.config import Config
from botocore.credentials import AssumeRoleCredentialFetcher, DeferredRefreshableCredentials

from kit.errors import KitError, RefusedCallError, SourceError, UsageError
from kit.ids import arn_name, is_arn, quarantine_version, role_of_session
from kit.rules import own_calls
from kit.sources import answer_form, endpoints, failures, unread, wire
from kit.sources.access import Access
from kit.sources.endpoints import Endpoint
from kit.sources.reads import Guard, allowed, refuse, tainted_key
from kit.sources.s3_sign import signed_headers

# The actor `kit` is recognised by this word (kit.analysis.actors).
AGENT = f"leaked-key-kit/{version('leaked-key-kit')}"
ENABLED = frozenset({"ENABLED", "ENABLED_BY_DEFAULT", "DISABLING", "opt-in-not-required", "opted-in"})


class EndlessError(botocore.exceptions.BotoCoreError):
    """An answer, or a list, without an end. botocore does not try it again."""

    fmt = "{why}"


ERRORS = (botocore.exceptions.ClientError, botocore.exceptions.BotoCoreError)
# The body of this thread's last answer.
_bodies = threading.local()
_INSTEAD = "use --profile or --role-arn of a principal that is not part of the incident"
_HOME = {"aws": "us-east-1", "aws-cn": "cn-north-1", "aws-us-gov": "us-gov-west-1"}


@dataclass
class Account:
    """One account as one caller sees it. `notes` are lines for the analyst, `endpoints` the places that
    answer in AWS's stead."""

    session: boto3.Session = field(repr=False)
    access: Access
    account_id: str = ""
    arn: str = ""
    notes: list[str] = field(default_factory=list)
    tainted: frozenset[str] = frozenset()
    endpoints: tuple[Endpoint, ...] = ()
    # The analyst agreed to calls that do more than read (kit.rules.agreed_calls).
    agreed: bool = False
    _clients: dict[tuple, Any] = field(default_factory=dict, repr=False)
    _lock: threading.Lock = field(default_factory=threading.Lock, repr=False)
    _regions: dict[str, str] | None = None

    @property
    def partition(self) -> str:
        """aws, aws-cn or aws-us-gov."""
        return self.arn.split(":")[1] if is_arn(self.arn) else "aws"

    @property
    def home(self) -> str:
        """The Region that account-wide services answer in."""
        return _HOME.get(self.partition, "us-east-1")

    def client(
        self, service: str, region: str | None = None, *, attempts: int = 6, agreed: bool = False
    ) -> Any:
        """A client that only reads, or does what was agreed to; made once for a service and Region, safe to
        use from several threads."""
        name = (service, region or self.home, attempts, agreed)
        with self._lock:
            if name not in self._clients:
                made = self.session.client(
                    service,
                    region_name=name[1],
                    endpoint_url=self.access.endpoint_url,
                    config=_config(service, attempts, bool(self.access.endpoint_url)),
                )
                Guard(sign_in=False, agreed=agreed).register(made.meta.events.register_first)
                _bounded(made)
                unread.guard(made)
                made.meta.events.register("before-parse", _keep_body, unique_id="kit-body")
                _no_forms(service, made)
                self._clients[name] = made
            return self._clients[name]

    def ask(self, service: str, operation: str, region: str | None = None, **parameters: Any) -> dict:
        """One answer of one call. botocore's errors as they are (`ERRORS`)."""
        client = self.client(service, region)
        return getattr(client, _method(client, operation))(**parameters)

    def ask_agreed(self, service: str, operation: str, region: str | None = None, **parameters: Any) -> dict:
        """One answer of a call that does more than read. RefusedCallError where nobody agreed to it."""
        client = self.client(service, region, agreed=self.agreed)
        return getattr(client, _method(client, operation))(**parameters)

    def raw(self, service: str, operation: str, region: str, **parameters: Any) -> tuple[bytes, dict]:
        """One answer as delivered, and as botocore reads it. One attempt: whoever asks paces and repeats."""
        client = self.client(service, region, attempts=1)
        _bodies.last = b""
        answer = getattr(client, _method(client, operation))(**parameters)
        return _bodies.last, answer

    def signed_get(
        self, service: str, operation: str, region: str, host: str, path: str, extra: Mapping[str, str]
    ) -> dict[str, str]:
        """Headers of a signed GET for one of the listed reads; the secret does not leave this module and
        s3_sign."""
        if (service, operation) not in allowed():
            raise refuse(service, operation)
        frozen = unread.read(self.session.get_credentials().get_frozen_credentials)
        wire.learn(frozen.secret_key, frozen.token)
        if frozen.access_key in self.tainted:
            raise tainted_key(frozen.access_key)
        now = datetime.now(UTC).replace(tzinfo=None)
        headers = signed_headers(
            frozen.secret_key, frozen.access_key, frozen.token, region, host, path, now, extra
        )
        return {**headers, "User-Agent": AGENT}

    def pages(
        self, service: str, operation: str, region: str | None = None, **parameters: Any
    ) -> Iterator[dict[str, Any]]:
        """Every page of a call that botocore can page."""
        client = self.client(service, region)
        seen = wire.Pages()
        paged = client.get_paginator(_method(client, operation)).paginate(**parameters)
        for count, page in enumerate(unread.each(paged)):
            yield page
            if seen.endless(count):
                raise _endless(f"{operation}: the list had no end after {wire.MOST_PAGES:,} pages")

    def regions_all(self) -> dict[str, str]:
        """Region -> status, by the account's own list; botocore's list with status `unknown` where that is
        refused."""
        if self._regions is None:
            self._regions = self._listed_regions()
        return self._regions

    def regions(self) -> list[str]:
        """Regions to ask: those named in `access`, else every one that is enabled."""
        if self.access.regions:
            return list(self.access.regions)
        return sorted(
            name for name, status in self.regions_all().items() if status in ENABLED or status == "unknown"
        )

    def _listed_regions(self) -> dict[str, str]:
        refusals = []
        for listed in (self._own_regions, self._ec2_regions):
            try:
                if found := unread.read(listed):
                    return found
            except ERRORS as error:
                refusals.append(error)
        known = self.session.get_available_regions("ec2", partition_name=self.partition)
        why = failures.reason(refusals[-1]) if refusals else "it is empty"
        self.notes.append(
            f"the account's list of Regions could not be had ({why}); asking the"
            f" {len(known)} Regions that this version knows"
        )
        return dict.fromkeys(known, "unknown")

    def _own_regions(self) -> dict[str, str]:
        return {
            unread.part(one, "RegionName", str): unread.part(one, "RegionOptStatus", str)
            for page in self.pages(*own_calls().regions)
            for one in unread.part(page, "Regions", list)
        }

    def _ec2_regions(self) -> dict[str, str]:
        answer = self.ask(*own_calls().ec2_regions, AllRegions=True)
        return {
            unread.part(one, "RegionName", str): str(one.get("OptInStatus", "unknown"))
            for one in unread.part(answer, "Regions", list)
        }


def open_account(case: Any, access: Access, *, tainted: Iterable[str] = ()) -> Account:
    """Signs in and looks who it is. `case` has the leaked keys and principals, `tainted` further credentials
    and ARNs.

    UsageError for a profile or Region that is not there; SourceError when signing in fails; RefusedCallError
    when the caller belongs to the incident or stands under AWS's quarantine.
    """
    bad = frozenset((*case.keys, *case.principals, *tainted))
    try:
        session, places = _session(access, bad)
        account = Account(session, access, tainted=bad, endpoints=places)
        account.notes += [f"answers come from another place than AWS's own: {place}" for place in places]
        unknown = set(access.regions) - _all_known(session)
    except KitError:
        raise
    except Exception as error:
        raise _not_signed_in(error) from None
    if unknown:
        raise UsageError(
            f"--regions {min(unknown)}: no Region of that name; write them like us-east-1,eu-west-1"
        )
    try:
        credentials = session.get_credentials()
        if credentials is None:
            raise SourceError(
                "no AWS credentials found: give --profile NAME, or sign in with `aws sso login` or"
                " `aws login`"
            )
        frozen = credentials.get_frozen_credentials()
        wire.learn(frozen.secret_key, frozen.token)
        if frozen.access_key in bad:
            raise tainted_key(frozen.access_key)
        who = account.ask(*own_calls().caller)
        account.account_id, account.arn = str(who["Account"]), str(who["Arn"])
    except KitError:
        raise
    except Exception as error:
        raise _not_signed_in(error) from None
    _check_caller(account, bad)
    return account


def _not_signed_in(error: Exception) -> SourceError:
    """Files of the analyst's own, programs that they name and what answers them are at work here: whatever
    it is, it is one line."""
    said = f"signing in to AWS failed: {failures.reason(error)}"
    if not failures.of_aws(error):
        said += (
            "; look at the AWS configuration: the profile, the environment, and the program or file that"
            " credentials are taken from"
        )
    return SourceError(said)


def _check_caller(account: Account, tainted: Iterable[str]) -> None:
    """RefusedCallError in one line when the caller is a leaked principal or stands under quarantine."""
    bad = set(tainted)
    for arn in _role_arns(account.arn):
        if arn in bad or _by_name(arn, bad):
            raise RefusedCallError(
                f"{account.arn} belongs to this case: the kit does not run as it; {_INSTEAD}"
            )
    if ":user/" not in account.arn:
        return
    try:
        for page in account.pages(*own_calls().caller_policies, UserName=arn_name(account.arn)):
            for policy in unread.part(page, "AttachedPolicies", list):
                arn = unread.part(policy, "PolicyArn", str)
                if version := quarantine_version(arn):
                    raise RefusedCallError(
                        f"{account.arn} stands under AWS's quarantine ({arn_name(arn)}, {version}),"
                        f" which denies what the kit reads; {_INSTEAD}"
                    )
    except ERRORS as error:
        account.notes.append(
            f"whether {account.arn} stands under AWS's quarantine could not be seen: {failures.reason(error)}"
        )


def _by_name(arn: str, bad: set[str]) -> bool:
    """A session's ARN does not carry its role's path, so such a role is known by account and name."""
    if ":role/" not in arn:
        return False
    return any(
        ":role/" in other and other.split(":")[4] == arn.split(":")[4] and arn_name(other) == arn_name(arn)
        for other in bad
    )


def _role_arns(arn: str) -> set[str]:
    """The caller's ARN and, for a session, its role's."""
    return {arn, *filter(None, [role_of_session(arn)])}


def _session(access: Access, tainted: Iterable[str]) -> tuple[boto3.Session, tuple[Endpoint, ...]]:
    """A session whose every client is guarded, and the endpoints that are not AWS's own."""
    core = botocore.session.Session(profile=access.profile)
    core.user_agent_extra = AGENT
    # Whether the analyst agreed is asked of each client's own guard.
    guard = Guard(tainted, agreed=True)
    emitter = core.get_component("event_emitter")
    guard.register(emitter.register_first)
    emitter.register("before-parse", answer_form.check, unique_id="kit-form")
    try:
        profile = core.get_scoped_config()
    except botocore.exceptions.ConfigParseError as error:
        raise UsageError(
            f"the AWS configuration cannot be read ({failures.message_of(error)}): mend that file, or name"
            " another with AWS_CONFIG_FILE"
        ) from None
    except botocore.exceptions.ProfileNotFound:
        known = ", ".join(core.available_profiles) or "none"
        name = f"--profile {access.profile}" if access.profile else f"AWS_PROFILE={core.profile}"
        raise UsageError(f"{name}: no such profile in the AWS configuration; there are: {known}") from None
    places = endpoints.configured(access, os.environ, profile, core.full_config)
    if not access.plain_http:
        for place in places:
            endpoints.refuse_plain_http(place.url)
        emitter.register_first("before-send", _only_tls, unique_id="kit-tls")
    if access.role_arn:
        core._credentials = _role(core, access)
    elif access.external_id or access.mfa_serial or access.session_policy:
        raise UsageError(
            "--external-id, --mfa-serial and --session-policy belong to --role-arn: give that too"
        )
    return boto3.Session(botocore_session=core), places


def _only_tls(request: Any, **_: Any) -> None:
    """The last look before a request leaves: wherever its address came from, it goes under TLS."""
    try:
        endpoints.refuse_plain_http(request.url)
    except UsageError as error:
        raise answer_form.NoAnswerError(str(error), "PlainHttp") from None


def _role(core: botocore.session.Session, access: Access) -> DeferredRefreshableCredentials:
    """Credentials of the role, fetched at first use and again when they run out."""
    if not is_arn(access.role_arn or ""):
        raise UsageError(
            f"--role-arn {access.role_arn}: is no ARN; write arn:aws:iam::123456789012:role/name"
        )
    source = core.get_credentials()
    if source is None:
        raise SourceError("no AWS credentials to assume the role with: give --profile NAME, or sign in first")
    extra: dict[str, Any] = {"RoleSessionName": "leaked-key-kit"}
    if access.external_id:
        extra["ExternalId"] = access.external_id
    if access.mfa_serial:
        extra["SerialNumber"] = access.mfa_serial
    if access.session_policy:
        extra |= (
            {"PolicyArns": [{"arn": access.session_policy}]}
            if is_arn(access.session_policy)
            else {"Policy": access.session_policy}
        )

    def client(service: str, **options: Any) -> Any:
        # Asked with the keywords of AssumeRoleCredentialFetcher: the caller's own keys.
        region = core.get_config_variable("region") or "us-east-1"
        made = core.create_client(
            service,
            region_name=region,
            endpoint_url=access.endpoint_url,
            config=_config(service, 4),
            **options,
        )
        _bounded(made)
        return made

    fetcher = AssumeRoleCredentialFetcher(
        client, source, access.role_arn, extra_args=extra, mfa_prompter=access.token
    )
    return DeferredRefreshableCredentials(method="assume-role", refresh_using=fetcher.fetch_credentials)


def _bounded(client: Any) -> None:
    """Each answer to this client has an end."""
    session = client._endpoint.http_session
    client._endpoint.http_session = wire.Bounded(session, _endless, unread.broken_off)


def _endless(why: str) -> Exception:
    return EndlessError(why=why)


def _keep_body(response_dict: dict[str, Any], **_: Any) -> None:
    wire.mask_answer(response_dict)
    body = response_dict.get("body")
    if isinstance(body, bytes):
        _bodies.last = body


def _config(service: str, attempts: int, own_endpoint: bool = False) -> Config:
    options: Mapping[str, Any] = (
        {"s3": {"addressing_style": "path"}} if own_endpoint and service == "s3" else {}
    )
    return Config(
        user_agent_extra=AGENT,
        connect_timeout=10,
        read_timeout=60,
        max_pool_connections=64,
        retries={"mode": "standard", "total_max_attempts": attempts},
        **options,
    )


def _method(client: Any, operation: str) -> str:
    for method, name in client.meta.method_to_api_mapping.items():
        if name == operation:
            return method
    raise UsageError(
        f"{client.meta.service_model.service_name}: no operation {operation} in this version of botocore"
    )


def _no_forms(service: str, client: Any) -> None:
    """Takes away what signs on a path of its own: upload forms, and transfers of files."""

    def refused(*_: Any, **__: Any) -> None:
        raise refuse(service, "generate_presigned_post")

    if hasattr(client, "generate_presigned_post"):
        client.generate_presigned_post = refused


def _all_known(session: boto3.Session) -> set[str]:
    partitions = session.get_available_partitions()
    named = {
        region for name in partitions for region in session.get_available_regions("ec2", partition_name=name)
    }
    return named | {"me-west-1", "sa-west-1"}
