"""An account of moto's on a real socket, seen through the kit's own way out: real boto3, signed requests."""

from __future__ import annotations

import contextlib
import functools
import urllib.request
from collections.abc import Iterator
from typing import Any

import boto3
from moto.server import ThreadedMotoServer

from kit.sources.aws import Access, Account, open_account

ACCOUNT = "123456789012"
ENABLED = ("us-east-1", "ap-northeast-1")
SIGN_IN = {
    "AWS_ACCESS_KEY_ID": "AKIARESPONDER0000001",
    "AWS_SECRET_ACCESS_KEY": "testing",
    "AWS_CONFIG_FILE": "/none",
    "AWS_SHARED_CREDENTIALS_FILE": "/none",
    "AWS_EC2_METADATA_DISABLED": "true",
}


class Nobody:
    """A case that knows no credential."""

    keys: tuple[str, ...] = ()
    principals: tuple[str, ...] = ()


def responder(url: str, regions: tuple[str, ...] = ENABLED, case: Any = Nobody) -> Account:
    """The kit's own account object, signed in from the environment (SIGN_IN); what moto lacks is asked once
    only."""
    account = open_account(case, Access(endpoint_url=url, regions=regions))
    account.client = functools.partial(account.client, attempts=1)
    account._regions = {**dict.fromkeys(regions, "ENABLED_BY_DEFAULT"), "af-south-1": "DISABLED"}
    return account


def admin(url: str, service: str, region: str = "us-east-1") -> Any:
    """A client that may change things: the owner's hand, or the intruder's."""
    return boto3.client(
        service,
        region_name=region,
        endpoint_url=url,
        aws_access_key_id="testing",
        aws_secret_access_key="testing",
    )


@contextlib.contextmanager
def moto_server() -> Iterator[str]:
    """URL of a moto server, empty."""
    server = ThreadedMotoServer(ip_address="127.0.0.1", port=0)
    server.start()
    try:
        host, port = server.get_host_and_port()
        reset = urllib.request.Request(f"http://{host}:{port}/moto-api/reset", method="POST")
        urllib.request.urlopen(reset).read()
        yield f"http://{host}:{port}"
    finally:
        server.stop()
