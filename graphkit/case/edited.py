"""Edits of an exported workbook, taken back into the case as amendments.

An edited name, amount or date replaces the statement it came from, an emptied name
rejects it; author and reason are kept as with any amendment. What else was edited is
named and not taken. Rows that were deleted or sorted mean nothing.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from hashlib import file_digest
from pathlib import Path
from typing import Any

from graphkit import tables
from graphkit.case import desk, generations
from graphkit.case.additions import CATALOGUED, OBJECTS, SUBJECTS, Addition
from graphkit.case.generations import Generation
from graphkit.errors import CaseError, GraphkitError
from graphkit.loaders.table import workbooks
from graphkit.loaders.table.grids import Grid
from graphkit.schema import schema
from graphkit.source import Source
from graphkit.viz.sheets import COLUMNS, HOP_COLUMNS, as_cell
from graphkit.viz.wording import Chain

WHY = "why"
"""A column that a person may add: the reason for the edits of a row."""

_MONEY = ("amount", "currency", "date")
_OF_SUPPLY = ("AWARDED_TO", "SUBCONTRACTED_TO")

Cells = Mapping[str, str]
Row = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Edit:
    """What a person changed in a row: `taken` is the id in the log, else `problem`."""

    place: str
    was: str
    now: str
    taken: str = ""
    problem: str = ""

    def to_json(self) -> dict[str, str]:
        """Return it as JSON values."""
        return {
            "place": self.place,
            "was": self.was,
            "now": self.now,
            "taken": self.taken,
            "problem": self.problem,
        }


@dataclass(frozen=True, slots=True)
class _Wish:
    """One edit: of which hop of which chain, and what it asks for."""

    place: str
    was: str
    now: str
    why: str
    chain: Chain
    hop: Mapping[str, Any] | None
    changes: Mapping[str, str]

    @property
    def key(self) -> tuple[str, ...]:
        """What the edit is about: equal for the same edit in several rows."""
        hop = str((self.hop or {}).get("key", self.place))
        return (hop, *(part for change in self.changes.items() for part in change))


def take(case: Path, chains: Sequence[Chain], file: Path, *, why: str) -> list[Edit]:
    """Keep the edits of a workbook in the log, and return what came of each.

    `chains` are those of the case. Raises CaseError for a workbook that no export
    wrote.
    """
    known = {str(chain["key"]): chain for chain in chains}
    wishes = (
        *_of_hops(_sheet(file, "hops", HOP_COLUMNS), known, why),
        *_of_chains(_sheet(file, "chains", COLUMNS), known, why),
    )
    done: dict[tuple[str, ...], Edit] = {}
    with generations.held(case) as generation:
        for wish in wishes:
            if (key := wish.key) not in done:  # a hop stands in the row of each chain
                done[key] = _taken(case, generation, wish)
    return list(done.values())


def _sheet(file: Path, name: str, columns: Sequence[str]) -> Grid:
    with file.open("rb") as stream:
        sha256 = file_digest(stream, "sha256").hexdigest()
    for grid in workbooks.grids(Source(sha256, file.name, file)):
        if grid.name == f"sheet:{name}" and set(columns) <= set(grid.header):
            return grid
    raise CaseError(
        f"{file.name} is no workbook that `export --format xlsx` wrote: it has no "
        f"sheet {name!r} with the columns {', '.join(columns[:5])} ...",
        hint="to read it as records, load it",
    )


def _rows(grid: Grid) -> Iterator[tuple[str, Cells]]:
    for row in grid.rows():
        yield row.at, dict(zip(grid.header, row.cells, strict=False))


def _of_hops(grid: Grid, known: Mapping[str, Chain], why: str) -> Iterator[_Wish]:
    for place, cells in _rows(grid):
        chain = known.get(cells["chain"])
        hops = list(chain["hops"]) if chain else []
        number = int(cells["hop"]) if cells["hop"].isdecimal() else 0
        if chain is None or not 0 < number <= len(hops):
            continue  # of a chain that is no more: nothing to compare with
        hop = hops[number - 1]
        for name in HOP_COLUMNS[2:]:
            was, now = as_cell(hop.get(name)), cells[name]
            if was.strip() != now.strip():
                reason = cells.get(WHY, "").strip() or why
                changes = {name: now.strip()}
                yield _Wish(f"{place}/{name}", was, now, reason, chain, hop, changes)


def _of_chains(grid: Grid, known: Mapping[str, Chain], why: str) -> Iterator[_Wish]:
    for place, cells in _rows(grid):
        chain = known.get(cells["key"])
        if chain is None:
            continue
        changes = {
            name: cells[name].strip()
            for name in _MONEY
            if not _same(as_cell(chain.get(name)), cells[name])
        }
        if changes:
            hop = next((h for h in chain["hops"] if h["type"] in _OF_SUPPLY), None)
            was = ", ".join(as_cell(chain.get(name)) for name in changes)
            now = ", ".join(changes.values())
            reason = cells.get(WHY, "").strip() or why
            at = f"{place}/{next(iter(changes))}"
            yield _Wish(at, was, now, reason, chain, hop, changes)


def _same(was: str, now: str) -> bool:
    try:
        return float(was) == float(now)
    except ValueError:
        return was.strip() == now.strip()


def _taken(case: Path, generation: Generation, wish: _Wish) -> Edit:
    try:
        uid = _amended(case, generation, wish)
    except GraphkitError as error:
        return Edit(wish.place, wish.was, wish.now, problem=str(error))
    return Edit(wish.place, wish.was, wish.now, taken=uid)


def _amended(case: Path, generation: Generation, wish: _Wish) -> str:
    """Keep one edit; CaseError where it is none that can be."""
    if not wish.why:
        raise CaseError("it has no reason", hint="say --why, or add a column why")
    if wish.hop is None:
        raise CaseError("the chain has no award whose money could be corrected")
    old = _statement(generation, wish.hop)
    if set(wish.changes) <= set(_MONEY):
        return _money(case, wish, old)
    (name, now), kind = next(iter(wish.changes.items())), str(wish.hop["type"])
    if not _is_end(kind, name):
        raise CaseError(f"{name} of a {kind} is not what a person amends here")
    if not now:
        return desk.reject(case, old["statement"], wish.why)
    return _renamed(case, wish, old["statement"], kind, now)


def _is_end(kind: str, name: str) -> bool:
    """Say whether a column holds what a type of edge says of its tender."""
    side = "from" if kind in SUBJECTS else "to"
    return name == side and kind in (*SUBJECTS, *OBJECTS, *CATALOGUED)


def _renamed(case: Path, wish: _Wish, key: str, kind: str, now: str) -> str:
    """Replace a statement by one of a name in its words, else by a person's note."""
    try:
        return desk.replace(case, key, Addition(kind, text=now), wish.why)
    except CaseError:
        tender = str(wish.chain["tender"])
        part = str((wish.hop or {}).get("part") or "")
        note = Addition(kind, text=now, tender=tender, part=part)
        uid = desk.add(case, note, wish.why)
        desk.reject(case, key, wish.why)
        return uid


def _money(case: Path, wish: _Wish, old: Row) -> str:
    amount = wish.changes.get("amount", as_cell(old["amount_text"]))
    addition = Addition(
        str(old["type"]),
        text=str(old["name"]),
        amount=amount,
        currency=wish.changes.get("currency", as_cell(old["currency"])),
        date=wish.changes.get("date", as_cell(old["date_text"])),
    )
    return desk.replace(case, str(old["statement"]), addition, wish.why)


def _statement(generation: Generation, hop: Mapping[str, Any]) -> Row:
    """Return the best statement of a hop, with what its edge says.

    Raises CaseError where others say the same: one edit cannot speak of them all.
    """
    kind = str(hop["type"])
    edges = generation.tables / "edges"
    files = [str(edges / f"{name}.parquet") for name in schema().edges[kind].tables()]
    with tables.connect() as connection:
        found = connection.execute(
            "SELECT statement, n_statements, amount_text, currency, date_text "
            "FROM read_parquet(?, union_by_name = true) WHERE key = ?",
            [files, str(hop["key"])],
        ).fetchone()
    if found is None or not found[0]:
        raise CaseError(f"no record says this {kind}: it is no statement to amend")
    statement, count, amount, currency, day = found
    if count > 1:
        raise CaseError(
            f"{count} statements say this {kind}, one edit cannot mean them all",
            hint="amend each: `graphkit statements --json` prints their keys",
        )
    return {
        "type": kind,
        "statement": statement,
        "amount_text": amount,
        "currency": currency,
        "date_text": day,
        "name": hop["to"],
    }
