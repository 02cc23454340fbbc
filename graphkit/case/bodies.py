"""The organisations of a case as a screening asks about them."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from typing import Any

from graphkit import tables
from graphkit.assemble.mentions import read_ids
from graphkit.resolve.identifiers import strong

ROLES = ("ISSUED", "AWARDED_TO", "SUBCONTRACTED_TO", "BID_ON", "HANDLED_BY")
"""Types of edges by which an organisation has to do with a tender."""

Row = dict[str, Any]


@dataclass
class Bodies:
    """The organisations of a case: names, identifiers and tenders, by uid.

    Persons are left out: a screening list of bodies does not speak of them.
    """

    tables: Path
    only: str = ""
    now: dict[str, str] = field(default_factory=dict)
    names: dict[str, set[str]] = field(default_factory=dict)
    carriers: dict[str, set[str]] = field(default_factory=dict)
    shown: dict[str, tuple[str, str]] = field(default_factory=dict)

    def __post_init__(self) -> None:
        """Read them."""
        with tables.connect() as connection:
            for uid, name, country in connection.execute(
                "SELECT uid, name, jurisdiction FROM read_parquet(?) "
                "WHERE kind <> 'person' AND (? = '' OR uid = ?) ORDER BY uid",
                [self._file("nodes/Organization"), self.only, self.only],
            ).fetchall():
                self.shown[uid] = (name, country)
            for text, ids, anchor, uid in connection.execute(
                "SELECT DISTINCT text, ids, anchor_uid, uid FROM read_parquet(?) "
                "WHERE label = 'Organization' ORDER BY ALL",
                [self._file("names")],
            ).fetchall():
                self.now[anchor] = uid
                if uid in self.shown:
                    self.names.setdefault(text, set()).add(uid)
                    for identifier in strong(read_ids(ids)):
                        self.carriers.setdefault(identifier, set()).add(uid)

    def _file(self, name: str) -> str:
        return str(self.tables / f"{name}.parquet")

    @cached_property
    def tenders(self) -> Mapping[str, list[Row]]:
        """Tenders by organisation, in order of their dates, with its roles in them."""
        found: dict[str, list[Row]] = {}
        with tables.connect() as connection:
            for uid, tender, name, day, roles in connection.execute(
                f"SELECT body, t.uid, t.name, t.date_text, "
                f"list_sort(list(DISTINCT role)) FROM ({self._roles()}) "
                f"JOIN read_parquet(?) t ON t.uid = tender "
                f"GROUP BY ALL ORDER BY body, t.date_text, t.uid",
                [self._file("nodes/Tender")],
            ).fetchall():
                row = {"tender": tender, "title": name, "date": day, "roles": roles}
                found.setdefault(uid, []).append(row)
        return found

    def _roles(self) -> str:
        parts = []
        for role in ROLES:
            ours = role in ("ISSUED", "BID_ON")
            ends = "Organization.Tender" if ours else "Tender.Organization"
            body, tender = ("src", "dst") if ours else ("dst", "src")
            file = tables.literal(self.tables / "edges" / f"{role}.{ends}.parquet")
            parts.append(
                f"SELECT {body} AS body, {tender} AS tender, '{role}' AS role "
                f"FROM read_parquet({file})"
            )
        return " UNION ALL ".join(parts)
