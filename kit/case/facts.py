"""The case itself: what is known about the incident, and where its folder keeps what."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path

from kit.case.verdict import Verdict
from kit.window import Window

LANGUAGES = ("ja", "en")
BILLINGS = ("direct", "reseller")


@dataclass(frozen=True)
class Case:
    """Facts of case.toml. Times are naive UTC, ids are as AWS writes them."""

    folder: Path
    customer: str = ""
    account: str = ""
    keys: tuple[str, ...] = ()
    principals: tuple[str, ...] = ()
    language: str = "ja"
    timezone: str = "Asia/Tokyo"
    since: datetime | None = None
    until: datetime | None = None
    created_at: datetime | None = None
    notice: Mapping[str, str] = field(default_factory=dict)
    owner_networks: tuple[str, ...] = ()
    owner_principals: tuple[str, ...] = ()
    owner_agents: tuple[str, ...] = ()
    currency: str = "USD"
    rate: float | None = None
    rate_date: str = ""
    billing: str = "direct"
    verdicts: tuple[Verdict, ...] = ()
    # Step -> the owner's word that it is done, where no evidence can show it.
    steps: Mapping[str, str] = field(default_factory=dict)
    # Fingerprints of public keys of CloudTrail's digests that the analyst has from AWS.
    digest_keys: tuple[str, ...] = ()
    facts_hash: str = ""
    # What the analyst looks at for now, by name; empty: all of it (kit.report.focus).
    focus: Mapping[str, object] = field(default_factory=dict, compare=False)
    # Ids of the events that were shown since the case was opened, in order: what an appendix has to hold.
    cited: dict[str, None] = field(default_factory=dict, init=False, compare=False, repr=False)

    @property
    def file(self) -> Path:
        """The facts, as the analyst may edit them."""
        return self.folder / "case.toml"

    @property
    def vault(self) -> Path:
        """Raw evidence, written once."""
        return self.folder / "vault"

    @property
    def database(self) -> Path:
        """Tables made from it, with DuckDB."""
        return self.folder / "case.duckdb"

    @property
    def notebooks(self) -> Path:
        """Executed copies of the notebooks."""
        return self.folder / "notebooks"

    @property
    def out(self) -> Path:
        """Reports and exports."""
        return self.folder / "out"

    @property
    def window(self) -> Window:
        """From `since` to `until`, which is excluded."""
        return Window(self.since, self.until)
