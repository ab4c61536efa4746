"""Records in the columns of Security Lake's table of CloudTrail (source version 2, OCSF 1.1.0), written from
OCSF's event dossier and not from the kit's reading of it, with DuckDB in the place of an engine."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from datetime import UTC, datetime
from typing import Any

import duckdb
import pyarrow as pa
from engines.stand_in import StandIn

from kit.sources.engines.tables import LogTable, over

TEXT, MOMENT = pa.string(), pa.timestamp("us")
# Members that have a place of their own; every other goes into `unmapped`, its path joined by dots.
PLACED = {
    "userIdentity.type", "userIdentity.principalId", "userIdentity.arn", "userIdentity.accountId",
    "userIdentity.accessKeyId", "userIdentity.userName", "userIdentity.invokedBy",
    "userIdentity.sessionContext.attributes.creationDate",
    "userIdentity.sessionContext.attributes.mfaAuthenticated",
    "userIdentity.sessionContext.sessionIssuer.arn", "eventTime", "eventName", "eventSource", "awsRegion",
    "sourceIPAddress", "userAgent", "errorCode", "errorMessage", "requestID", "eventID", "eventType",
    "eventCategory", "eventVersion", "vpcEndpointId", "apiVersion",
}  # fmt: skip
WHOLE = {"requestParameters", "responseElements", "resources"}


def struct(**fields: pa.DataType) -> pa.StructType:
    return pa.struct(list(fields.items()))


SCHEMA = pa.schema({
    "metadata": struct(
        product=struct(version=TEXT, name=TEXT, feature=struct(name=TEXT)), event_code=TEXT, uid=TEXT,
        version=TEXT,
    ),
    "time": pa.int64(),
    "time_dt": MOMENT,
    "cloud": struct(region=TEXT, provider=TEXT),
    "api": struct(
        operation=TEXT, version=TEXT, service=struct(name=TEXT), request=struct(uid=TEXT, data=TEXT),
        response=struct(error=TEXT, message=TEXT, data=TEXT),
    ),
    "actor": struct(
        user=struct(
            type=TEXT, name=TEXT, uid=TEXT, uid_alt=TEXT, account=struct(uid=TEXT), credential_uid=TEXT
        ),
        session=struct(created_time_dt=MOMENT, is_mfa=pa.bool_(), issuer=TEXT),
        invoked_by=TEXT,
    ),
    "http_request": struct(user_agent=TEXT),
    "src_endpoint": struct(uid=TEXT, ip=TEXT, domain=TEXT),
    "resources": pa.list_(struct(uid=TEXT, owner=struct(account=struct(uid=TEXT)), type=TEXT)),
    "unmapped": pa.map_(TEXT, TEXT),
    "region": TEXT,
    "accountid": TEXT,
})  # fmt: skip


def as_lake(records: Iterable[tuple[dict[str, Any], str]]) -> pa.Table:
    """The table of the records that are calls; Security Lake takes in no others."""
    return pa.Table.from_pylist([row(one) for one, _ in records if one.get("eventTime")], schema=SCHEMA)


def row(record: dict[str, Any]) -> dict[str, Any]:
    who = record.get("userIdentity") or {}
    session = who.get("sessionContext") or {}
    marks = session.get("attributes") or {}
    place = record.get("sourceIPAddress")
    is_address = bool(place) and (":" in place or place.replace(".", "").isdigit())
    at = moment(record["eventTime"])
    return {
        "metadata": {
            "product": {
                "version": record.get("eventVersion"), "name": "CloudTrail",
                "feature": {"name": record.get("eventCategory")},
            },
            "event_code": record.get("eventType"), "uid": record.get("eventID"), "version": "1.1.0",
        },
        "time": int(at.replace(tzinfo=UTC).timestamp() * 1000),
        "time_dt": at,
        "cloud": {"region": record.get("awsRegion"), "provider": "AWS"},
        "api": {
            "operation": record.get("eventName"), "version": record.get("apiVersion"),
            "service": {"name": record.get("eventSource")},
            "request": {"uid": record.get("requestID"), "data": whole(record.get("requestParameters"))},
            "response": {
                "error": record.get("errorCode"), "message": record.get("errorMessage"),
                "data": whole(record.get("responseElements")),
            },
        },
        "actor": {
            "user": {
                "type": who.get("type"), "name": who.get("userName"), "uid": who.get("arn"),
                "uid_alt": who.get("principalId"), "account": {"uid": who.get("accountId")},
                "credential_uid": who.get("accessKeyId"),
            },
            "session": {
                "created_time_dt": moment(marks["creationDate"]) if marks.get("creationDate") else None,
                "is_mfa": None if "mfaAuthenticated" not in marks else marks["mfaAuthenticated"] == "true",
                "issuer": (session.get("sessionIssuer") or {}).get("arn"),
            },
            "invoked_by": who.get("invokedBy"),
        },
        "http_request": {"user_agent": record.get("userAgent")},
        "src_endpoint": {
            "uid": record.get("vpcEndpointId"), "ip": place if is_address else None,
            "domain": None if is_address else place,
        },
        "resources": [
            {"uid": one.get("ARN"), "owner": {"account": {"uid": one.get("accountId")}},
             "type": one.get("type")}
            for one in record.get("resources") or ()
        ] or None,
        "unmapped": [pair for pair in leaves(record) if pair[0] not in PLACED],
        "region": record.get("awsRegion"),
        "accountid": record.get("recipientAccountId"),
    }  # fmt: skip


def leaves(value: dict[str, Any], above: str = "") -> Iterator[tuple[str, str]]:
    for name, inner in value.items():
        path = above + name
        if path in WHOLE or inner is None:
            continue
        if isinstance(inner, dict):
            yield from leaves(inner, path + ".")
        else:
            yield path, inner if isinstance(inner, str) else json.dumps(inner)


def whole(value: object) -> str | None:
    return None if value is None else json.dumps(value, ensure_ascii=False)


def moment(text: str) -> datetime:
    return datetime.fromisoformat(text.replace("Z", "+00:00")).replace(tzinfo=None)


class Lake(StandIn):
    """An Engine on such a table: what only the engine can write, DuckDB writes in its own words."""

    def __init__(self, table: pa.Table) -> None:
        self.word = "trino://test/lake.db.amazon_security_lake_table_us_east_1_cloud_trail_mgmt_2_0"
        self._con = duckdb.connect()
        self._con.register("arrow", table)
        self._con.execute(
            "create table source_table as select *, 's3://lake/part.parquet' as source_file,"
            " strftime(make_timestamp_ms(time), '%Y-%m-%dT%H:%M:%SZ') as event_time_text,"
            " strftime(actor.session.created_time_dt, '%Y-%m-%dT%H:%M:%SZ') as session_time_text,"
            " cast(to_json(list_transform(resources, lambda x: {'arn': x.uid,"
            " 'accountid': x.owner.account.uid, 'type': x.type})) as varchar) as resources_text,"
            " nullif(cast(to_json(map_from_entries(list_transform(list_filter(map_entries(unmapped),"
            " lambda x: x.key like 'additionalEventData.%'), lambda x: {'key': substr(x.key, 21),"
            " 'value': x.value}))) as varchar), '{}') as additional_text from arrow"
        )
        self.left_out, self.broken, self.breaks = set(), set(), {}
        self.asked, self.answers, self.fails_after = [], [], None
        self.may_make = False
        self.table = LogTable("source_table", "security_lake")
        self.all_rows = table.num_rows

    def statement(self, name, values, bounds):
        return over(LogTable("source_table", "security_lake"), "duckdb", name, values, bounds.parts)
