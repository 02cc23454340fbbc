"""Tables: CSV of any origin, read with a column map.

One row is one record. Nothing is read from a column that the map does not name.
"""

from collections.abc import Iterator, Sequence
from pathlib import Path

from graphkit import addresses
from graphkit.classified import classified
from graphkit.evidence import Evidence
from graphkit.identity import is_number, tender_uid
from graphkit.loaders.table import cells
from graphkit.loaders.table.choosing import column_maps
from graphkit.loaders.table.grids import Grid
from graphkit.loaders.table.headings import is_nobody
from graphkit.loaders.table.reading import records
from graphkit.loaders.table.rows import DAYS, Line, locator_of, trimmed
from graphkit.loaders.table.unread import unread as unread
from graphkit.source import Part, Source
from graphkit.statements import (
    NO_TENDER,
    Address,
    Amount,
    Day,
    Ids,
    Mention,
    Passage,
    Problem,
    Record,
    Said,
    Statement,
    TenderRef,
    quote_of,
)

NAME = "table"
VERSION = 4
SUFFIXES = (".csv", ".tsv", ".tab")
LAYER = "table"
LINES = False

LONGEST_LABEL = 100

_ENDED = ("failed", "cancelled")


def sniff(head: bytes, path: str) -> bool:
    """Say whether a source is a table: several rows with as many cells."""
    return cells.is_table(head, named=path.lower().endswith(SUFFIXES))


def grids(source: Source) -> Sequence[Grid]:
    """Return the table of a source; SourceError where it is none."""
    return (cells.grid(source),)


def column_map(source: Source, maps: Path | None) -> str:
    """Return how a table is read; SourceError where no map fits."""
    return column_maps(source, grids(source), maps)


def read(part: Part) -> Iterator[Record | Problem]:
    """Yield the rows of a table in order, and a Problem for each broken row or cell."""
    return records(part, grids(part.source))


def state(record: Record) -> Iterator[Statement | Passage]:
    """Yield what the mapped cells of a row say: values, parties, texts.

    Suppliers of a row whose stage comes before an award have bid; those of one that
    failed are not stated.
    """
    line = record.fields
    if isinstance(line, Line) and line.aside:
        return
    entry = Entry(record)
    yield from _links(entry)
    yield from _values(entry)
    yield from _parties(entry)
    yield from _codes(entry)
    yield from _texts(entry)


class Entry:
    """A row opened for questions: each role gives the words in its column."""

    def __init__(self, record: Record) -> None:
        """Open the row that a record of `table` holds."""
        line = record.fields
        assert isinstance(line, Line)
        self.line, self.record = line, record
        self.part = f"lot:{lot}" if (lot := self.text("part")) else ""
        buyer = next(self.mentions("buyer"), None)
        self.tender = self._tender(buyer.text if buyer else "")

    def text(self, role: str) -> str:
        """Return the words in a role's column; '' where the map names none."""
        return self.line.cell(role)

    @property
    def number(self) -> str:
        """The project number; '' for one that can identify nothing, such as 无."""
        number = self.text("number")
        return number if is_number(number) else ""

    def quote(self, column: str) -> Evidence:
        """Quote the words of a cell, without the white space around them."""
        start, end = trimmed(self.line.cells[column])
        text = self.line.cells[column][start:end]
        return Evidence(self.record.source, self.at(column), start, end, text)

    def at(self, column: str) -> str:
        """Return the locator of a cell."""
        return locator_of(self.record.locator, column)

    def mentions(self, role: str) -> Iterator[Mention]:
        """Yield the organisations of a role; several where the map has a separator.

        Identifiers and address go with a name that stands alone in its cell. A name
        that was blacked out is none: all who are hidden so would be one.
        """
        column = self.line.columns.columns.get(role, "")
        cell = self.line.cells.get(column, "")
        if packed := self.line.columns.packed.get(role):
            for start, end, ids in packed.parties(cell):
                yield from self._named(cell, start, end, ids, column)
            return
        separator = self.line.columns.fixed.get("separator", "")
        names = cell.split(separator) if separator else [cell]
        ids = self._ids(role) if len(names) == 1 else ()
        sits = self._address(role) if len(names) == 1 else None
        start = 0
        for name in names:
            end = start + len(name)
            yield from self._named(cell, start, end, ids, column, sits)
            start = end + len(separator)

    def _named(
        self,
        cell: str,
        start: int,
        end: int,
        ids: Ids,
        column: str,
        sits: Address | None = None,
    ) -> Iterator[Mention]:
        first, last = trimmed(cell[start:end])
        begin, stop = start + first, start + last
        if not is_nobody(text := cell[begin:stop]):
            at = self.at(column)
            yield Mention("Organization", text, begin, stop, ids, at, sits)

    def _address(self, role: str) -> Address | None:
        """Return where the organisation of a role sits, in one cell or in several."""
        column = self.line.columns.columns.get(f"{role}_address", "")
        if not self.line.cells.get(column, "").strip():
            return None
        said = self.quote(column)
        places = [self.text(f"{role}_{part}") for part in ("town", "postcode")]
        value = (
            addresses.of_parts(said.quote, places)
            if any(places)
            else addresses.of_text(said.quote)
        )
        return Address(value, said.quote, said.start, said.end, said.locator)

    def _ids(self, role: str) -> Ids:
        columns = self.line.columns.identifiers.get(role, {})
        found = {
            (scheme, value)
            for scheme, column in columns.items()
            if (value := self.line.cells.get(column, "").strip())
        }
        return tuple(sorted(found))

    def _tender(self, buyer: str) -> TenderRef:
        process, title = self.text("process"), self.text("title")
        number = self.number
        if process and not process.lower().startswith("ocds-"):
            scope = self.line.columns.fixed.get("publisher", self.record.source)
            process = f"{scope}:{process}"
        uid = tender_uid(
            process=process,
            number=number,
            buyer=buyer,
            source=self.record.source,
            locator=self.record.locator,
        )
        return TenderRef(
            uid,
            number,
            title,
            self._place("number" if number else ""),
            self._place("title"),
        )

    def _place(self, role: str) -> tuple[str, int]:
        column = self.line.columns.columns.get(role, "")
        if not self.text(role):
            return "", 0
        return self.at(column), trimmed(self.line.cells[column])[0]


def _values(entry: Entry) -> Iterator[Statement]:
    """Yield the values of the row's tender, each quoting its cell.

    The money of an award that names no supplier goes with the day it was made.
    """
    line = entry.line
    unclaimed = line.amounts.get("amount") if line.is_won else None
    if next(entry.mentions("supplier"), None):
        unclaimed = None
    for role, text in (("title", entry.text("title")), ("number", entry.number)):
        if text:
            yield _value(entry, role, role)
    if "budget" in line.amounts:
        yield _value(entry, "budget", "budget", line.amounts["budget"])
    for role in DAYS:
        if role in line.days:
            amount = unclaimed if role == "awarded_on" else None
            yield _value(entry, role, role, amount, line.days[role])
    if unclaimed and "awarded_on" not in line.days:
        yield _value(entry, "awarded_on", "amount", unclaimed)
    if line.stage and entry.text("stage"):
        yield _value(entry, "status", "stage")


def _value(
    entry: Entry,
    kind: str,
    role: str,
    amount: Amount | None = None,
    day: Day | None = None,
) -> Statement:
    line = entry.line
    part = entry.part if kind in ("awarded_on", "signed_on", "status") else ""
    return Statement(
        kind,
        entry.tender,
        None,
        None,
        entry.quote(line.columns.columns[role]),
        part,
        line.stage,
        "",
        amount,
        day,
    )


def _parties(entry: Entry) -> Iterator[Statement]:
    tender, stage = entry.tender, entry.line.stage
    for buyer in entry.mentions("buyer"):
        yield Statement("ISSUED", tender, buyer, None, _quoted(entry, buyer))
    for agency in entry.mentions("agency"):
        yield Statement("HANDLED_BY", tender, None, agency, _quoted(entry, agency))
    for supplier in entry.mentions("supplier"):
        if entry.line.is_won:
            yield _awarded(entry, supplier)
        elif stage not in _ENDED:
            yield _bid(entry, supplier)
    for bidder in entry.mentions("bidder"):
        yield _bid(entry, bidder)


def _links(entry: Entry) -> Iterator[Statement]:
    """Yield the link of a row of a link chart, quoting the chart's word for it."""
    word = "relation" if entry.text("relation") else "to"
    for start in entry.mentions("from"):
        for end in entry.mentions("to"):
            label = entry.text("relation").replace("|", "/")[:LONGEST_LABEL]
            yield Statement(
                "LINKED",
                NO_TENDER,
                start,
                end,
                entry.quote(entry.line.columns.columns[word]),
                modality=label,
            )


def _awarded(entry: Entry, supplier: Mention) -> Statement:
    line = entry.line
    return Statement(
        "AWARDED_TO",
        entry.tender,
        None,
        supplier,
        _quoted(entry, supplier),
        entry.part,
        line.stage or "awarded",
        "",
        line.amounts.get("amount"),
        line.days.get("awarded_on") or line.days.get("signed_on"),
    )


def _bid(entry: Entry, bidder: Mention) -> Statement:
    quoted, stage = _quoted(entry, bidder), entry.line.stage or "tendered"
    return Statement("BID_ON", entry.tender, bidder, None, quoted, entry.part, stage)


def _codes(entry: Entry) -> Iterator[Statement]:
    """Yield what kind of thing was bought, by the codes in its columns."""
    for scheme, column in entry.line.columns.classifications.items():
        if cell := entry.line.cells.get(column, ""):
            source, at = entry.record.source, entry.at(column)
            yield from classified(entry.tender, source, at, cell, scheme, entry.part)


def _texts(entry: Entry) -> Iterator[Passage]:
    line = entry.line
    for column, told in line.columns.text.items():
        text = line.cells.get(column, "")
        if not text.strip():
            continue
        is_award = line.is_won if told == "stage" else told == "award"
        said: Said = "award" if is_award and line.stage not in _ENDED else "request"
        yield Passage(
            entry.tender,
            entry.record.source,
            entry.at(column),
            text,
            0,
            said,
            entry.part,
            line.stage or ("awarded" if said == "award" else "tendered"),
            entry.text("quantity"),
            entry.text("unit"),
        )


def _quoted(entry: Entry, mention: Mention) -> Evidence:
    return quote_of(entry.record.source, mention)
