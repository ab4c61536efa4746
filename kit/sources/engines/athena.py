"""Athena as an engine: `athena:DATABASE.TABLE`, or with a catalog before it, by the caller's own account.

StartQueryExecution is the one call of the kit that is no read: Athena writes the answer of a select into the
caller's result bucket. It passes the guard only here, and only after the analyst agreed (`--yes`). A
statement costs what it reads (Athena pricing: 5 USD a TB in most Regions). Pages: API_StartQueryExecution,
API_GetQueryExecution, API_GetTableMetadata of the Athena API reference.
"""

from __future__ import annotations

import re
import time
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import replace
from typing import TYPE_CHECKING, Any, TypeVar

from kit.errors import SourceError, UsageError
from kit.rules import agreed_calls, own_calls
from kit.sources import failures, unread
from kit.sources.aws import ERRORS, EndlessError
from kit.sources.engines import index, objects, tables
from kit.sources.engines.engine import Bounds, EngineAnswer, Estimate, UnreadableError, broken_file, said_of
from kit.sources.engines.index import Making, Piece
from kit.sources.engines.statements import Statement, quoted
from kit.sources.s3_bucket import Found

if TYPE_CHECKING:
    from kit.sources.aws import Account

_WORD = re.compile(r"athena:(?:([^./]+)\.)?([^./]+)\.([^./]+)")
_DIALECT = "trino"
USD_PER_TB = 5.0
# Athena bills at least 10 MB a statement.
_LEAST = 10_000_000
_WAITS = (0.2, 0.5, 1.0, 2.0, 5.0)
# Athena itself ends a statement after 30 minutes, or after up to 4 hours where the quota was raised.
_LONGEST = 4.5 * 3600
T = TypeVar("T")


class Athena:
    """One table. `results` is where answers are written (s3://...), unless the workgroup says it."""

    def __init__(
        self,
        word: str,
        account: Account,
        *,
        workgroup: str | None = None,
        results: str | None = None,
        place: str | None = None,
        pause: Callable[[float], None] = time.sleep,
    ) -> None:
        """`place` is where an index lies, or is to lie (s3://...)."""
        self._catalog, self._database, name = _parts(word)
        self.word = word
        self.left_out: set[str] = set()
        # The analyst agreed that an index is made.
        self.may_make = False
        self._place = place
        self._account, self._workgroup, self._results, self._pause = account, workgroup, results, pause
        self.table = self._asked(self._described, name)

    def _described(self, name: str) -> tables.LogTable:
        asked = {"CatalogName": self._catalog, "DatabaseName": self._database, "TableName": name}
        answer = self._account.ask(*own_calls().athena_table, **asked)
        self._metadata = unread.part(answer, "TableMetadata", dict)
        parameters = self._metadata.get("Parameters") or {}
        columns = {one["Name"]: one.get("Type", "") for one in self._metadata.get("Columns", ())}
        keys = tuple(one["Name"] for one in self._metadata.get("PartitionKeys", ()))
        formats = {
            key: parameters[f"projection.{key}.format"]
            for key in keys
            if f"projection.{key}.format" in parameters
        }
        full = ".".join(f'"{part}"' for part in (self._catalog, self._database, name))
        shape = tables.shape_of(self.word, {**columns, **dict.fromkeys(keys, "")})
        if shape == "index":
            keys = ("period",)
        return tables.LogTable(full, shape, keys, formats)

    def _asked(self, call: Callable[..., T], *args: Any) -> T:
        """What `call` makes of AWS's answers. SourceError where AWS refuses, or what came is no answer."""
        try:
            return unread.read(call, *args)
        except ERRORS as error:
            raise SourceError(f"{self.word}: {failures.reason(error)}") from None

    def statement(self, name: str, values: Mapping[str, object], bounds: Bounds) -> Statement:
        """Template `name` over the table, within the bounds."""
        return tables.over(self.table, _DIALECT, name, values, bounds.parts, self._readable())

    def _readable(self) -> str:
        return tables.without(self.left_out, _DIALECT, self.table)

    def answer(self, asked: Statement) -> EngineAnswer:
        """The CSV that Athena wrote, byte for byte. SourceError where Athena refuses or fails,
        UnreadableError for a file that ends the whole statement; the next one leaves it out."""
        index.only_reads(asked.text)
        return self._started(asked)

    def piece(
        self, word: str, name: str, piece: Piece, values: Mapping[str, object], bounds: Bounds
    ) -> Making:
        """Makes a part of index `word` (athena:DATABASE.TABLE) as table `name`, below the place of the
        analyst's. UsageError where no place was named."""
        if not (self._place or "").startswith("s3://"):
            raise UsageError(f"{word}: --index-place s3://BUCKET/PREFIX says where Athena is to write it")
        select = tables.over(
            self.table, _DIALECT, "index", values, bounds.parts, self._readable(), piece.where
        )
        # A statement that failed may have left something; one of another text writes elsewhere.
        place = f"{str(self._place).rstrip('/')}/{name}/{select.digest}/"
        properties = {
            "format": "'PARQUET'",
            "external_location": quoted(place, _DIALECT),
            "partitioned_by": "array['period']",
        }
        return replace(index.table_as(self._beside(word, name), properties, select), place=place)

    def view(self, word: str, names: Iterable[str]) -> Making:
        """Makes index `word` out of its parts."""
        return index.view_over(self._beside(word), [self._beside(word, name) for name in names])

    def make(self, asked: Making) -> EngineAnswer:
        """Runs a statement that makes a part of an index; RefusedCallError where nobody agreed to it,
        SourceError, with where it lies, where half of it was left."""
        index.allowed(asked, self.may_make)
        try:
            return self._started(asked)
        except UnreadableError:
            raise
        except SourceError as error:
            if not asked.place or not self._asked(self._first_below, asked.place):
                raise
            raise SourceError(
                f"{error}; half an index lies at {asked.place}: remove it, or name another place with"
                " --index-place"
            ) from None

    def there(self, word: str, name: str | None = None) -> bool:
        """Whether index `word`, or table `name` of its parts, was made."""
        catalog, database, own = _parts(word)
        asked = {"CatalogName": catalog, "DatabaseName": database, "TableName": name or own}
        try:
            unread.read(self._account.ask, *own_calls().athena_table, **asked)
        except ERRORS as error:
            if "not found" in str(error).lower() or "EntityNotFound" in str(error):
                return False
            raise SourceError(f"{word}: {failures.reason(error)}") from None
        return True

    def _beside(self, word: str, name: str | None = None) -> str:
        catalog, database, own = _parts(word)
        return ".".join(f'"{part}"' for part in (catalog, database, index.named(word, name or own)))

    def _started(self, asked: Statement) -> EngineAnswer:
        given: dict[str, Any] = {
            "QueryString": asked.text,
            "QueryExecutionContext": {"Catalog": self._catalog, "Database": self._database},
            # Asked once more after a broken connection, it is the same statement and not paid twice.
            "ClientRequestToken": f"leaked-key-kit-{asked.digest}-{self._account.account_id}-{'0' * 8}",
        }
        if self._workgroup:
            given["WorkGroup"] = self._workgroup
        if self._results:
            given["ResultConfiguration"] = {"OutputLocation": self._results}
        return self._asked(self._run, given, not isinstance(asked, Making))

    def _first_below(self, place: str) -> Found | None:
        return next(objects.below(self._account, place), None)

    def _run(self, given: Mapping[str, Any], answers: bool) -> EngineAnswer:
        """`answers` says whether the statement has an answer: what makes a table has none."""
        started = self._account.ask_agreed(*agreed_calls().athena_start, **given)["QueryExecutionId"]
        done = self._finished(started)
        place = done["ResultConfiguration"]["OutputLocation"]
        data = self._object(place) if answers else b""
        facts = {
            "query_id": started,
            "bytes_read": (done.get("Statistics") or {}).get("DataScannedInBytes"),
            "result": place,
        }
        return EngineAnswer(data, {name: value for name, value in facts.items() if value is not None})

    def estimate(self, bounds: Bounds) -> Estimate:
        """What one statement within the bounds reads, by listing the objects of the table."""
        found = self._asked(lambda: list(self._objects(bounds)))
        size = sum(one.size for one in found)
        return Estimate(len(found), size, max(size, _LEAST) / 1e12 * USD_PER_TB)

    def _finished(self, query: str) -> Mapping[str, Any]:
        waits = iter(_WAITS)
        wait = waited = 0.0
        while waited < _LONGEST:
            done = self._account.ask(*own_calls().athena_state, QueryExecutionId=query)["QueryExecution"]
            state = done["Status"]["State"]
            if state == "SUCCEEDED":
                return done
            if state not in ("QUEUED", "RUNNING"):
                why = " ".join(str(done["Status"].get("StateChangeReason") or state).split())
                place = broken_file(why)
                if place and place not in self.left_out:
                    self.left_out.add(place)
                    raise UnreadableError(self.word, place, said_of(why, place))
                raise SourceError(f"{self.word}: {why[:500]}")
            wait = next(waits, wait or _WAITS[-1])
            waited += wait
            self._pause(wait)
        raise EndlessError(why=f"the statement {query} had no end after {_LONGEST / 3600:g} hours")

    def _object(self, place: str) -> bytes:
        bucket, _, key = place.removeprefix("s3://").partition("/")
        asked = {"Bucket": bucket, "Key": key}
        return unread.read(self._account.ask(*own_calls().object, **asked)["Body"].read)

    def _objects(self, bounds: Bounds) -> Iterator[Found]:
        """Objects that a statement within the bounds reads: of the days of a projected table, else all."""
        parameters = self._metadata.get("Parameters") or {}
        place = parameters.get("storage.location.template") or parameters.get("location") or ""
        if self.table.shape == "index":
            # A view says of no place.
            place = self._place or ""
            if not place:
                raise UsageError(f"{self.word}: --index-place s3://BUCKET/PREFIX says where the index lies")
        return objects.within(self._account, self.table, place, bounds)


def _parts(word: str) -> tuple[str, str, str]:
    """Catalog, database and table of a word; UsageError for one that names no table."""
    found = _WORD.fullmatch(word)
    if found is None:
        raise UsageError(f"{word}: no table of Athena; write athena:DATABASE.TABLE")
    return found[1] or "AwsDataCatalog", found[2], found[3]
