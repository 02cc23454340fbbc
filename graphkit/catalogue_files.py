"""Rows of the catalogue's tables, ours and a case's, and what is wrong with one.

A table is a CSV file in UTF-8 with a header row; `|` stands between several values of
one cell. A case may add to any of our tables with a file of the same name.
"""

import csv
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from hashlib import sha256
from importlib.resources import files
from io import StringIO
from pathlib import Path

from graphkit.errors import CatalogueError

TABLES = (
    "aliases.csv",
    "chips.csv",
    "context.csv",
    "counts.csv",
    "hosts.csv",
    "lists.csv",
    "modality.csv",
    "models.csv",
    "operators.csv",
    "organizations.csv",
    "products.csv",
    "providers.csv",
)
NOTICES = (
    "notices/buyers.csv",
    "notices/kinds.toml",
    "notices/labels.csv",
    "notices/units.csv",
    "notices/words.toml",
)
"""By what Chinese notices are read; an edition kept before they were has none."""

RULES = "rules.toml"
FILES = (*TABLES, *NOTICES, RULES)
"""The tables a catalogue folder may hold; any other file in it is left alone."""


@dataclass(frozen=True, slots=True)
class Row:
    """One row of a table; `number` counts from 1 below the header.

    A cell that the table does not have reads as ''.
    """

    file: str
    number: int
    cells: Mapping[str, str]
    shipped: bool = False

    def __getitem__(self, column: str) -> str:
        """Return a cell without the blanks around it."""
        return self.cells.get(column, "").strip()

    def needed(self, column: str) -> str:
        """Return a cell; one that is empty is a CatalogueError."""
        text = self[column]
        if not text:
            raise self.problem(f"{column} is empty", f"fill in the column {column}")
        return text

    def words(self, column: str) -> tuple[str, ...]:
        """Return the values of a cell that stand between `|`, in order."""
        return tuple(word for part in self[column].split("|") if (word := part.strip()))

    def one_of(self, column: str, allowed: tuple[str, ...]) -> str:
        """Return a cell that must be one of `allowed`."""
        text = self[column]
        if text not in allowed:
            choices = ", ".join(word or "(empty)" for word in allowed)
            raise self.problem(f"{column} is {text!r}", f"it may be {choices}")
        return text

    @property
    def source(self) -> str:
        """Who says so; a case's row may leave it to its file's name."""
        return self["source"] or self.file

    def problem(self, what: str, hint: str) -> CatalogueError:
        """Return the error that names this row."""
        return CatalogueError(f"{self.file}, row {self.number}: {what}", hint=hint)


@dataclass(frozen=True, slots=True)
class Edition:
    """The catalogue in use; its digest tells two states of a folder apart.

    `folder` is the case's own, `shipped` that of another edition of ours.
    """

    folder: Path | None = None
    shipped: Path | None = None
    digest: str = ""


@dataclass(frozen=True, slots=True)
class CatalogueFile:
    """A file of the catalogue as it stands on disk."""

    name: str
    shown: str
    content: bytes
    shipped: bool

    def text(self) -> str:
        """Return its text; anything but UTF-8 is a CatalogueError."""
        try:
            return self.content.decode("utf-8-sig")
        except UnicodeDecodeError as error:
            raise CatalogueError(
                f"{self.shown}: not UTF-8 text (byte {error.start})",
                hint="save it as 'CSV UTF-8'",
            ) from error

    def rows(self) -> Iterator[Row]:
        """Yield its rows, without the empty ones."""
        try:
            reader = csv.reader(StringIO(self.text(), newline=""), strict=True)
            header = [name.strip() for name in next(reader, [])]
            for number, cells in enumerate(reader, 1):
                if any(cell.strip() for cell in cells):
                    yield self._row(number, header, cells)
        except csv.Error as error:
            raise CatalogueError(
                f"{self.shown}: not a CSV table: {error}",
                hint="put a cell that holds a comma or a quote between quotes",
            ) from error

    def _row(self, number: int, header: list[str], cells: list[str]) -> Row:
        row = Row(self.shown, number, dict(zip(header, cells, strict=False)))
        if len(cells) > len(header):
            raise row.problem(
                f"{len(cells)} cells under {len(header)} columns",
                "put a cell that holds a comma between quotes",
            )
        return Row(self.shown, number, row.cells, self.shipped)


def catalogue_files(
    folder: Path | None = None, *, shipped: Path | None = None
) -> tuple[CatalogueFile, ...]:
    """Return the shipped files and then those of a case's folder.

    `shipped` is a folder with another edition of ours, kept by a case.
    """
    ours = _shipped_files() if shipped is None else _edition(shipped)
    return ours + (_files_in(folder, shipped=False) if folder is not None else ())


def _edition(shipped: Path) -> tuple[CatalogueFile, ...]:
    """Return the files of another edition, with our own tables of notices without."""
    kept = _files_in(shipped, shipped=True)
    if any(file.name in NOTICES for file in kept):
        return kept
    files_in_use = {file.name: file for file in _shipped_files()}
    ours = {name: files_in_use[name] for name in NOTICES}
    found = {file.name: file for file in kept} | ours
    return tuple(found[name] for name in FILES if name in found)


def rows_of(
    name: str, files_in_use: tuple[CatalogueFile, ...], needed: tuple[str, ...] = ()
) -> list[Row]:
    """Return the rows of one table, ours first; `needed` columns may not be empty.

    A case's row takes the place of our row with the same id.
    """
    rows = [row for file in files_in_use if file.name == name for row in file.rows()]
    own = {row["id"] for row in rows if row["id"] and not row.shipped}
    rows = [row for row in rows if not (row.shipped and row["id"] in own)]
    for row in rows:
        for column in needed:
            row.needed(column)
    return rows


def digest_of(files_in_use: tuple[CatalogueFile, ...], version: int) -> str:
    """Return 16 hex digits that stand for every byte in use and how it is read."""
    total = sha256(str(version).encode())
    for file in files_in_use:
        total.update(f"\0{file.name}\0{len(file.content)}\0".encode())
        total.update(file.content)
    return total.hexdigest()[:16]


@cache
def _shipped_files() -> tuple[CatalogueFile, ...]:
    ours = files("graphkit") / "data"
    return tuple(
        CatalogueFile(name, f"graphkit/data/{name}", place.read_bytes(), True)
        for name in FILES
        if (place := ours / name).is_file()
    )


def _files_in(folder: Path, *, shipped: bool) -> tuple[CatalogueFile, ...]:
    return tuple(
        CatalogueFile(name, f"{folder.name}/{name}", _bytes(place), shipped)
        for name in FILES
        if (place := folder / name).is_file()
    )


def _bytes(place: Path) -> bytes:
    try:
        return place.read_bytes()
    except OSError as error:
        raise CatalogueError(
            f"{place.parent.name}/{place.name}: cannot be read: {error.strerror}",
            hint="make the file readable, or take it out of the folder",
        ) from error
