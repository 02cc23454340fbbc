"""A source opened for people: its records, what they say, and the words at a place."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any

from graphkit import layers, tables
from graphkit.case.generations import Generation
from graphkit.case.ledger import Ledger
from graphkit.errors import CaseError, SourceError
from graphkit.source import Source

Row = Mapping[str, Any]


@dataclass(frozen=True)
class Opened:
    """One source with the folder of what was read from it; `layer` as its loader's."""

    source: Source
    layer: str
    folder: Path

    @cached_property
    def records(self) -> tuple[Row, ...]:
        """The source's records, columns as RECORD_COLUMNS, in file order."""
        return self._rows("records", '"offset", locator')

    @cached_property
    def statements(self) -> tuple[Row, ...]:
        """What the source says, columns as STATEMENT_COLUMNS, in file order."""
        return self._rows("statements", "document, n")

    def record_of(self, locator: str) -> Row | None:
        """Return the record a place lies in: the one whose locator is its beginning."""
        holding = [row for row in self.records if _holds(row["locator"], locator)]
        return max(holding, key=lambda row: len(row["locator"]), default=None)

    def record_about(self, locator: str, tender: str) -> Row | None:
        """Return the record that words at a place are said by; None for none.

        A record of lines may quote any line of its file: words in a line that is no
        record are said by the first that is about the tender, else by the first.
        """
        found = self.record_of(locator)
        if found is not None or self.layer != "lines":
            return found
        about = (row for row in self.records if tender and row["tender"] == tender)
        return next(about, next(iter(self.records), None))

    def text(self, locator: str) -> str:
        """Return the text layer at a place; SourceError where there is none."""
        record = self.record_about(locator, "")
        if record is None:
            known = ", ".join(row["locator"] or "/" for row in self.records[:3])
            raise SourceError(
                self.source.path,
                locator,
                "no record of this source lies there",
                hint=f"its records begin at {known}" if known else "it has no records",
            )
        return layers.record_text(
            self.source,
            self.layer,
            record["locator"],
            record["offset"],
            record["length"],
        ).text_at(locator)

    def _rows(self, kind: str, order: str) -> tuple[Row, ...]:
        files = tables.parts(self.folder, kind)
        if not files:
            return ()
        query = f"SELECT * FROM read_parquet(?) ORDER BY {order}"
        return tuple(rows(query, [[*map(str, files)]]))


def rows(query: str, parameters: Sequence[object] = ()) -> Iterator[Row]:
    """Yield the rows of a query over Parquet files as mappings, in its order."""
    with tables.reading() as connection:
        found = connection.execute(query, parameters)
        names = [column[0] for column in found.description or ()]
        while some := found.fetchmany(2048):
            for row in some:
                yield dict(zip(names, row, strict=True))


def open_source(ledger: Ledger, generation: Generation, sha256: str) -> Opened:
    """Return a source as a generation read it.

    Raises CaseError where the generation does not have it: forgotten, or not built.
    """
    rows = [row for row in generation.manifest["sources"] if row["source"] == sha256]
    sources = [one for one in ledger.sources() if one.sha256 == sha256]
    if not rows or not sources:
        raise CaseError(
            f"the source {sha256[:12]} is not in the tables",
            hint="it was forgotten, or `graphkit build` has yet to read it",
        )
    folder = ledger.folder.reads / rows[0]["key"]
    return Opened(sources[0], rows[0]["layer"], folder)


def _holds(record: str, locator: str) -> bool:
    return record in ("", locator) or locator.startswith(f"{record}/")
