"""Column maps of a case: the tables that it keeps, and maps a person makes for them."""

from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any

from graphkit.case import editions, mapping
from graphkit.case.folder import Folder, plainly
from graphkit.case.ledger import Ledger
from graphkit.case.mapping import Mapped
from graphkit.catalogue_files import Edition
from graphkit.errors import CaseError, SourceError
from graphkit.loaders.table.choosing import PROPOSED, Chosen, known
from graphkit.loaders.table.grids import Grid
from graphkit.loaders.table.maps import parse
from graphkit.reading.discovery import Recognised, loaders
from graphkit.reading.workers import edition_of
from graphkit.source import Source

_PROPOSED = f'about = "{PROPOSED}'
_NOBODYS = "0" * 64
"""The hash of no file: what stands for one that has no map of its own."""


def edition(case: Path) -> Edition:
    """Return the tables of the catalogue that a case is read with."""
    with Ledger.open(case) as ledger:
        return edition_of(ledger.folder.catalogue, editions.folder(ledger))


def source(case: Path, named: str) -> Source:
    """Return a source that a case keeps, by its hash; CaseError where there is none."""
    with Ledger.open(case) as ledger:
        receipt = ledger.named(named)
        return Source(receipt.sha256, receipt.path, ledger.folder.plain(receipt.sha256))


def tables(case: Path, files: Iterable[Mapping[str, Any]]) -> frozenset[str]:
    """Return the hashes of those files of a load report that are tables."""
    is_table = {one.NAME: hasattr(one, "grids") for one in loaders()}
    folder = Folder(case)
    recognised = Recognised(folder.reads / "loaders.json")
    found = set()
    for one in files:
        sha256 = one["source"]
        loader = one["loader"]
        try:
            if not loader:
                unread = Source(sha256, one["path"], folder.plain(sha256))
                loader = recognised.loader_of(unread).NAME
        except (SourceError, OSError):
            continue  # no loader knows it, or it was erased meanwhile
        if is_table.get(loader):
            found.add(sha256)
    return frozenset(found)


def name_of(case: Path, mapped: Mapped) -> str:
    """Return the name of the case's map that a table is read by, '' for another."""
    for file in sorted(Folder(case).maps.glob("*.toml")):
        if not file.stem.startswith(mapped.source) and _text(file) == mapped.map:
            return file.stem
    return ""


def keep(
    case: Path, mapped: Sequence[Mapped], name: str, *, replace: bool = False
) -> list[str]:
    """Write maps that a person made for the tables of a file; return their names.

    What a load proposed for those tables goes. Raises CaseError, and writes nothing,
    where that would undo what a person wrote, unless it is to be replaced, and where
    another map of the case names more of a table's columns: the table is read by that.
    """
    maps = Folder(case).maps
    with Ledger.open(case, write=True, doing="map"), plainly(case):
        own = {file for one in mapped for file in _own(maps, one)}
        written = sorted(f for f in own if not _text(f).startswith(_PROPOSED))
        if written and not replace:
            raise CaseError(
                f"maps/{written[0].name} is there already, for this file alone",
                hint="it came with the file, as NAME.map.toml",
            )
        for file, one in mapping.places(case, mapped, name).items():
            _check_taken(file, one)
        files = mapping.save(case, mapped, name, replace=replace)
        for file in own:
            file.unlink()
    return [file.name for file in files]


def _own(maps: Path, one: Mapped) -> list[Path]:
    """Return the maps that are for a table alone, or for all tables of its file."""
    suffixes = {"", Chosen(one.table, "").own_name}
    files = (maps / f"{one.source}{suffix}.toml" for suffix in sorted(suffixes))
    return [file for file in files if file.is_file()]


def _check_taken(place: Path, one: Mapped) -> None:
    """Raise CaseError where a map in that place would not be the one that is taken."""
    maps = place.parent
    grid = Grid(one.table, one.header, lambda: iter(()))
    other, _ = known(grid, Source(_NOBODYS, one.path, maps), maps)
    files = [file for file in sorted(maps.glob("*.toml")) if _text(file) == other]
    if not files or place in files or _weight(other) <= _weight(one.map):
        return
    raise CaseError(
        f"maps/{files[0].name} names more columns of {one.path}, and is taken first",
        hint=f"name yours {files[0].stem}, in its place, or delete that map",
    )


def _weight(text: str) -> tuple[int, str]:
    return len(parse(text, "").named), text


def _text(file: Path) -> str:
    return file.read_text("utf-8", "replace")
