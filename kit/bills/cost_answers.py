"""Cost answers that are no table of lines: Cost Explorer's JSON, manifests, price lists.

Cost Explorer: https://docs.aws.amazon.com/aws-cost-management/latest/APIReference/API_GetCostAndUsage.html.
One file may hold one answer, a list of pages, pages one after the other, or {"request": ..., "response": ...}
around them; the request's filter, where it is there, says which record types the answer holds.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterable, Iterator
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import duckdb
import pyarrow as pa

from kit.bills.statement import GIVEN, MOST_AMOUNT, statement
from kit.bills.tables import name_tables
from kit.errors import SourceError
from kit.records import column, possible

# Dimension of a Cost Explorer group -> column of a line. A dimension that is not here stays in `view` alone.
COLUMN = {
    "REGION": "region",
    "AZ": "region",
    "SERVICE": "name",
    "USAGE_TYPE": "usage_type",
    "OPERATION": "operation",
    "LINKED_ACCOUNT": "account_id",
    "RECORD_TYPE": "kind",
    "RESOURCE_ID": "resource_id",
    "PURCHASE_TYPE": "purchase",
}
_KINDS = {"estimated": pa.bool_()}
_KINDS |= dict.fromkeys(("period_start", "period_end", "bill"), pa.timestamp("us"))
_KINDS |= dict.fromkeys(
    ("cost", "amortised", "ri_cost", "sp_cost", "list_cost", "usage_amount"), pa.float64()
)
_COST = ("UnblendedCost", "NetUnblendedCost", "BlendedCost", "AmortizedCost", "NetAmortizedCost")


def format_of(head: bytes) -> str | None:
    """The kind of a JSON answer by its first bytes: the member that no other file has."""
    for mark, kind in ((b'"ResultsByTime"', "cost_explorer"), (b'"PriceList"', "price_list")):
        if mark in head:
            return kind
    if b'"reportKeys"' in head or b'"assemblyId"' in head or b'"dataFiles"' in head:
        return "bill_manifest"
    return None


def cost_explorer(con: duckdb.DuckDBPyConnection, file_id: int, path: Path) -> int:
    """Lines of GetCostAndUsage answers. SourceError when an answer has no amounts or is cut off."""
    rows: list[dict[str, Any]] = []
    for answer, request in _answers(path):
        dimensions = [str(group.get("Key")) for group in _groups(answer, request)]
        only = _only_record_type(request)
        for result in answer["ResultsByTime"]:
            rows.extend(_lines(result, dimensions, only))
    return put(con, file_id, "cost_explorer", rows)


def manifest(con: duckdb.DuckDBPyConnection, file_id: int, path: Path) -> int:
    """The manifest beside a bill: which version of which period, in which files."""
    said = json.loads(path.read_text(encoding="utf-8-sig", errors="replace"))
    period = said.get("billingPeriod") or {}
    start = str(period.get("start", "") if isinstance(period, dict) else period)[:8].replace("-", "")
    month = f"{start[:4]}-{start[4:6]}-01" if re.fullmatch(r"\d{6}\d{0,2}", start) else None
    files = [str(name) for name in said.get("reportKeys") or said.get("dataFiles") or []]
    version = str(said.get("assemblyId") or said.get("executionId") or "") or None
    for name in files or [""]:
        con.execute("insert into spend_manifests values (?, ?, ?, ?, null)", [file_id, month, version, name])
    return len(files)


def price_list(con: duckdb.DuckDBPyConnection, file_id: int, path: Path) -> int:
    """On-demand prices out of GetProducts answers; shared tenancy, no software on top."""
    rows = []
    for answer in _documents(path):
        for entry in answer.get("PriceList", []):
            rows.extend(_prices(file_id, json.loads(entry) if isinstance(entry, str) else entry))
    if rows:
        con.executemany("insert into price_list values (?, ?, ?, ?, ?, ?, ?, ?, ?)", rows)
    return len(rows)


LOADERS: dict[str, Callable[[duckdb.DuckDBPyConnection, int, Path], int]] = {
    "cost_explorer": cost_explorer,
    "bill_manifest": manifest,
    "price_list": price_list,
}


def _prices(file_id: int, entry: dict) -> Iterator[tuple]:
    about = entry.get("product", {}).get("attributes", {})
    if about.get("tenancy", "Shared") != "Shared" or about.get("preInstalledSw", "NA") != "NA":
        return
    if about.get("capacitystatus", "Used") != "Used":
        return
    for term in entry.get("terms", {}).get("OnDemand", {}).values():
        for price in term.get("priceDimensions", {}).values():
            usd = float(price.get("pricePerUnit", {}).get("USD", 0))
            if usd > 0:
                yield (
                    file_id,
                    about.get("servicecode") or entry.get("serviceCode"),
                    about.get("regionCode"),
                    about.get("instanceType"),
                    about.get("usagetype"),
                    about.get("operatingSystem"),
                    price.get("unit"),
                    usd,
                    _time(term.get("effectiveDate")),
                )


def _documents(path: Path) -> Iterator[dict]:
    """JSON objects of a file: one, a list of them, or several in a row."""
    text, at = path.read_text(encoding="utf-8-sig", errors="replace"), 0
    decode = json.JSONDecoder().raw_decode
    while match := re.compile(r"\s*\S").match(text, at):
        try:
            found, at = decode(text, match.end() - 1)
        except ValueError as error:
            raise SourceError(f"JSON is cut off or damaged: {error}") from None
        for document in found if isinstance(found, list) else [found]:
            if isinstance(document, dict):
                yield document


def _answers(path: Path) -> Iterator[tuple[dict, dict]]:
    for document in _documents(path):
        request = document.get("request") or document.get("Request") or {}
        answer = document
        for name in ("response", "Response", "answer", "Answer"):
            answer = document.get(name, answer)
        for page in answer if isinstance(answer, list) else [answer]:
            if isinstance(page, dict) and isinstance(page.get("ResultsByTime"), list):
                yield page, request


def _groups(answer: dict, request: dict) -> Iterable[dict]:
    return answer.get("GroupDefinitions") or request.get("GroupBy") or ()


def _only_record_type(request: dict) -> str | None:
    """The one record type that the request's filter lets through, if it is one."""
    dimension = (request.get("Filter") or {}).get("Dimensions") or {}
    values = dimension.get("Values") or ()
    return str(values[0]) if dimension.get("Key") == "RECORD_TYPE" and len(values) == 1 else None


def _lines(result: dict, dimensions: list[str], only: str | None) -> Iterator[dict[str, Any]]:
    start, end = (_time(result.get("TimePeriod", {}).get(name)) for name in ("Start", "End"))
    if start is None or end is None:
        raise SourceError("a result of this cost answer has no TimePeriod of AWS's life")
    groups: list[dict[str, Any]] = result.get("Groups") or []
    if not groups and result.get("Total"):
        groups = [{"Keys": [], "Metrics": result["Total"]}]
    for group in groups:
        keys = [str(key) for key in group.get("Keys", ())]
        known = dimensions if len(dimensions) == len(keys) else [_guess(key) for key in keys]
        metrics = group.get("Metrics") or {}
        name = next((name for name in _COST if name in metrics), None)
        line: dict[str, Any] = {
            "view": ",".join(sorted(known))
            + (" of one record type" if only else "")
            + ("" if name else " without cost"),
            "period_start": start,
            "period_end": end,
            "cost": _amount(metrics[name]["Amount"], name) if name else 0.0,
            "currency": metrics[name].get("Unit") if name else "USD",
            "estimated": bool(result.get("Estimated")),
        }
        if "AmortizedCost" in metrics:
            line["amortised"] = _amount(metrics["AmortizedCost"]["Amount"], "AmortizedCost")
        if "UsageQuantity" in metrics:
            line["usage_amount"] = _amount(metrics["UsageQuantity"]["Amount"], "UsageQuantity")
            line["unit"] = metrics["UsageQuantity"].get("Unit")
        for dimension, key in zip(known, keys, strict=True):
            if dimension in COLUMN:
                line[COLUMN[dimension]] = key
        line.setdefault("kind", only or _kind(line.get("name", "")))
        yield line


def _guess(key: str) -> str:
    """A saved answer may lack GroupDefinitions; Regions and accounts are known by their look."""
    if re.fullmatch(r"[a-z]{2,4}(-[a-z]+)+-\d+|global|NoRegion|", key):
        return "REGION"
    return "LINKED_ACCOUNT" if re.fullmatch(r"\d{12}", key) else "SERVICE"


def _kind(service: str) -> str:
    if service == "Tax":
        return "Tax"
    return "Fee" if service.startswith(("AWS Support", "Savings Plans for")) else "Usage"


def put(con: duckdb.DuckDBPyConnection, file_id: int, source: str, rows: list[dict[str, Any]]) -> int:
    """Lines by the names of GIVEN into spend_lines; how many. SourceError where there is none."""
    if not rows:
        raise SourceError("a cost answer without an amount")
    name_tables(con)
    columns = {name: column([row.get(name) for row in rows], _KINDS.get(name, pa.string())) for name in GIVEN}
    con.register("given_lines", pa.table(columns))
    try:
        con.execute(statement(file_id, source, "select * from given_lines"))
    finally:
        con.unregister("given_lines")
    return len(rows)


def sound(amount: float, name: str) -> float:
    """The amount. SourceError for one that no bill can have: NaN, or what makes infinity of a sum."""
    if not abs(amount) <= MOST_AMOUNT:
        raise SourceError(f"{name} {amount!r} is no amount that a bill can have")
    return amount


def _amount(text: object, name: str) -> float:
    try:
        return sound(float(str(text)), name)
    except ValueError:
        hint = ": write the file again with decimal points" if "," in str(text) else ""
        raise SourceError(f"{name} {str(text)[:40]!r} is no number{hint}") from None


def _time(text: object) -> datetime | None:
    try:
        moment = datetime.fromisoformat(str(text).strip())
    except ValueError:
        return None
    naive = moment.replace(tzinfo=None)
    return naive if moment.utcoffset() in (None, timedelta(0)) and possible(naive, None) else None
