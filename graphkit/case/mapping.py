"""Mapping: what the columns of a file may mean, shown before anything is read by it.

A proposal that a load used is kept as the table's own map, so that another release of
graphkit reads the case as this one did, and a person can correct it.
"""

import re
import tomllib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import islice
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from graphkit.case import editions
from graphkit.case.folder import Folder
from graphkit.case.ledger import Ledger
from graphkit.catalogue import Catalogue
from graphkit.catalogue_files import Edition
from graphkit.errors import CaseError, SourceError
from graphkit.loaders import Loader
from graphkit.loaders.table.choosing import (
    PROPOSED,
    Chosen,
    decoded,
    encoded,
    known,
)
from graphkit.loaders.table.grids import Grid
from graphkit.loaders.table.maps import NOTHING, ColumnMap, parse, toml
from graphkit.loaders.table.proposal import propose, stages_in
from graphkit.loaders.table.proposal import toml as proposed
from graphkit.reading import intake
from graphkit.reading.discovery import Recognised, loader_of
from graphkit.reading.intake import Note, Quarantined
from graphkit.reading.workers import edition_of, prepare
from graphkit.source import Part, Source
from graphkit.statements import VALUES, Passage, Problem, Record, Statement
from graphkit.terms import Terms

CHOSEN = "what its columns mean was chosen by a person"
"""The `about` of a map that was made on a page."""

_LONGEST_NAME = 80
_MOST_PROBLEMS = 50


@dataclass(frozen=True, slots=True)
class Mapped:
    """A table and the map it is or may be read with, as TOML.

    `source` is the hash of its bytes. `known` says that a map was there for it,
    `doubts` why it is not read by what is proposed unasked. `first` are the cells of
    the first rows, `edges` what those would make, `problems` their broken cells, and
    `stages` the table's own words for how far a row has come.
    """

    path: str
    source: str
    table: str
    map: str
    known: bool
    header: tuple[str, ...]
    first: tuple[tuple[str, ...], ...]
    doubts: tuple[str, ...]
    unused: tuple[str, ...]
    edges: tuple[dict[str, Any], ...]
    problems: tuple[str, ...]
    stages: tuple[str, ...] = ()

    @property
    def nodes(self) -> tuple[str, ...]:
        """The nodes of the edges, each once, in their order."""
        ends = (edge[end] for edge in self.edges for end in ("from", "to"))
        return tuple(dict.fromkeys(end for end in ends if end))

    def to_json(self) -> dict[str, Any]:
        """Return it as JSON values."""
        return {
            "path": self.path,
            "source": self.source,
            "table": self.table,
            "map": self.map,
            "known": self.known,
            "header": list(self.header),
            "first": [list(row) for row in self.first],
            "doubts": list(self.doubts),
            "unused": list(self.unused),
            "nodes": list(self.nodes),
            "edges": list(self.edges),
            "problems": list(self.problems),
            "stages": list(self.stages),
        }


@dataclass(frozen=True, slots=True)
class Look:
    """How tables are looked at: at most `tables`, and so many first rows of each.

    `given` are maps to try, by hash and table, in place of those that are there or
    proposed. `edition` are the tables of the catalogue that formats are known by.
    """

    rows: int = 5
    tables: int | None = None
    given: Mapping[tuple[str, str], ColumnMap] = field(default_factory=dict)
    edition: Edition | None = None


def look(path: Path, maps: Path | None = None, how: Look | None = None) -> list[Mapped]:
    """Return the tables of a file with their maps, and what the first rows would make.

    Nothing is stored. Raises SourceError where the file holds no table, or a map that
    is tried is none.
    """
    with TemporaryDirectory(prefix="graphkit-") as folder:
        found = _looked(path, Path(folder), maps, how or Look())
        return list(islice(found, how.tables if how else None))


def look_again(source: Source, maps: Path, how: Look) -> list[Mapped]:
    """Do as `look` with a source that a case keeps."""
    return list(islice(_mapped(source, maps, how), how.tables))


def _looked(path: Path, folder: Path, maps: Path | None, how: Look) -> Iterator[Mapped]:
    prepare(how.edition or edition_of(None, None))
    for item in list(intake.look([path], folder)):
        if isinstance(item, Quarantined):
            raise SourceError(item.path, "", item.reason, hint=item.hint)
        if isinstance(item, Source):
            beside = folder / "maps"
            own = beside / f"{item.sha256}.toml"
            yield from _mapped(item, beside if own.is_file() else maps, how)


def places(case: Path, mapped: Sequence[Mapped], name: str) -> dict[Path, Mapped]:
    """Return the files of a case that maps go into under a name, one for each table.

    What no file can be called so is left out of the name.
    """
    plain = re.sub(r"[^\w-]+", "-", name).strip("-")[:_LONGEST_NAME] or "table"
    return {
        Folder(case).maps / f"{plain}{f'-{number}' if number > 1 else ''}.toml": one
        for number, one in enumerate(mapped, 1)
    }


def save(
    case: Path, mapped: Sequence[Mapped], name: str, *, replace: bool = False
) -> list[Path]:
    """Write maps into a case under a name, one for each table, and return the files.

    Raises CaseError where a map of that name is there, unless it is to be replaced: it
    may have been corrected.
    """
    named = places(case, mapped, name)
    for file in named:
        if file.exists() and not replace:
            raise CaseError(
                f"maps/{file.name} is there already",
                hint="correct that file, delete it, or give another name",
            )
    Folder(case).maps.mkdir(parents=True, exist_ok=True)
    for file, one in named.items():
        file.write_text(one.map, encoding="utf-8")
    return list(named)


def keep_proposed(ledger: Ledger, sources: Sequence[Source]) -> list[Note]:
    """Keep the proposals that sources are to be read by, and say what they are."""
    case = ledger.folder
    prepare(edition_of(case.catalogue, editions.folder(ledger)))
    recognised = Recognised(case.reads / "loaders.json")
    notes: list[Note] = []
    for source in sources:
        try:
            loader = recognised.loader_of(source)
            columns = _columns(loader, source, case.maps)
        except SourceError:
            continue  # reading says what is wrong with it
        for chosen in columns:
            if chosen.is_proposed and not _own(case.maps, source, chosen).exists():
                _own(case.maps, source, chosen).write_text(chosen.text, "utf-8")
                notes.append(_told(source, chosen))
    recognised.save()
    return notes


def _columns(loader: Loader, source: Source, maps: Path) -> tuple[Chosen, ...]:
    column_map = getattr(loader, "column_map", None)
    if column_map is None or not hasattr(loader, "grids"):
        return ()
    return decoded(column_map(source, maps))


def _own(maps: Path, source: Source, chosen: Chosen) -> Path:
    return maps / f"{source.sha256}{chosen.own_name}.toml"


def _told(source: Source, chosen: Chosen) -> Note:
    columns = parse(chosen.text, source.path).columns
    said = ", ".join(f"{role} = {name!r}" for role, name in columns.items())
    place = f"{source.path}, {chosen.name}" if chosen.name else source.path
    return Note(
        place,
        f"no column map fits: read as proposed by its headings and cells ({said}); "
        f"see and correct it in maps/{source.sha256[:8]}…{chosen.own_name}.toml",
    )


def _mapped(source: Source, maps: Path | None, how: Look) -> Iterator[Mapped]:
    loader = loader_of(source)
    grids = getattr(loader, "grids", None)
    if grids is None:
        problem = f"it is no table: it is read as {loader.NAME}, without a column map"
        raise SourceError(source.path, "", problem)
    for grid in grids(source):
        yield _table(source, loader, grid, maps, how)


def _table(
    source: Source, loader: Loader, grid: Grid, maps: Path | None, how: Look
) -> Mapped:
    text, is_known, doubts = _text(source, grid, maps, how)
    has_columns = bool(tomllib.loads(text)["columns"])
    made = parse(text, source.path) if has_columns else NOTHING
    named = made.named
    if missing := [name for name in named if name not in grid.header]:
        problem = f"the map names columns it does not have: {', '.join(missing)}"
        raise SourceError(source.path, grid.name, problem)
    chosen = Chosen(grid.name, text)
    told = _preview(source, loader, chosen, how.rows) if named else []
    return Mapped(
        source.path,
        source.sha256,
        grid.name,
        text,
        is_known,
        grid.header,
        tuple(row.cells for row in islice(grid.rows(), how.rows)),
        doubts,
        tuple(name for name in grid.header if name not in named),
        tuple(edge for edge in told if isinstance(edge, dict)),
        tuple(problem for problem in told if isinstance(problem, str)),
        stages_in(grid, made),
    )


def _text(
    source: Source, grid: Grid, maps: Path | None, how: Look
) -> tuple[str, bool, tuple[str, ...]]:
    """Return the map of a table, whether it was there, and why it is in doubt."""
    if tried := how.given.get((source.sha256, grid.name)):
        return toml(tried, CHOSEN), False, ()
    text, unfit = known(grid, source, maps)
    if text:
        return text, True, tuple(unfit)
    proposal = propose(grid)
    return proposed(proposal, PROPOSED), False, (*proposal.doubts, *unfit)


def _preview(
    source: Source, loader: Loader, chosen: Chosen, rows: int
) -> list[dict[str, Any] | str]:
    """Return the edges of the first rows, and what was not read of them."""
    part = Part(source, 0, source.file.stat().st_size, 1, encoded([chosen]))
    terms = Terms(Catalogue.load())
    told: list[dict[str, Any] | str] = []
    problems = 0
    for found in loader.read(part):
        if isinstance(found, Problem):
            problems += 1
            told.append(f"{found.locator}: {found.reason}")
        elif rows == 0:
            break
        else:
            rows -= 1
            told += _edges(found, loader, terms)
        if problems == _MOST_PROBLEMS:
            break
    return told


def _edges(record: Record, loader: Loader, terms: Terms) -> Iterator[dict[str, Any]]:
    for said in loader.state(record):
        found = terms.state(said) if isinstance(said, Passage) else (said,)
        for one in found:
            if one.type not in VALUES:
                yield _edge(one, record.locator)


def _edge(said: Statement, row: str) -> dict[str, Any]:
    tender = said.tender.title or said.tender.number or row
    amount, day = said.amount, said.date
    return {
        "row": row,
        "from": said.subject.text if said.subject else tender,
        "type": said.type,
        "to": said.object.text if said.object else tender,
        "amount": amount.value if amount else "",
        "currency": amount.currency if amount else "",
        "date": day.value if day else "",
    }
