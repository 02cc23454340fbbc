"""What records say, as JSON objects: of files that are only looked at, or of a case."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from hashlib import file_digest
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, Any

from graphkit import reading, tables
from graphkit.case.folder import Folder
from graphkit.errors import SourceError
from graphkit.hiding import Hider
from graphkit.reading import intake, statement_json
from graphkit.reading.intake import Quarantined
from graphkit.source import Source

if TYPE_CHECKING:
    from graphkit.case.generations import Generation

Row = Mapping[str, Any]
_PARTY = "Organization"


@dataclass(slots=True)
class Look:
    """Statements of files as they come, and afterwards what could not be read."""

    rows: Iterator[Row]
    quarantined: list[Quarantined] = field(default_factory=list)


@contextmanager
def look(paths: Sequence[Path], *, hide_persons: bool = False) -> Iterator[Look]:
    """Read files, folders and archives into a temporary folder that goes again.

    With `hide_persons` placeholders stand for natural persons, other ones for every
    file. Raises SourceError for a path that is not there.
    """
    for path in paths:
        if not path.exists():
            raise SourceError(str(path), "", "there is no such file or folder")
    with TemporaryDirectory(prefix="graphkit-") as folder:
        seen = Look(iter(()))
        rows = _rows(paths, Path(folder), seen.quarantined, hides=hide_persons)
        seen.rows = rows
        yield seen


def of_case(generation: "Generation", *, rejected: bool = False) -> Iterator[Row]:
    """Yield what the sources of a case say, source by source.

    A statement that a person rejected carries `rejected: true`; with `rejected` only
    those come.
    """
    with tables.connect() as connection:
        doubted = _keys(connection, generation.tables / "rejected.parquet")
        sources = connection.execute(
            "SELECT source, path, provenance FROM read_parquet(?) ORDER BY source",
            [str(generation.tables / "sources.parquet")],
        ).fetchall()
    case = Folder(generation.folder.parents[1])
    for source, path, provenance in sources:
        for row in statement_json.statements_json(
            case.reads / generation.reads[source],
            case.plain(source),
            path=path,
            provenance=provenance,
        ):
            if row["key"] in doubted:
                yield {**row, "rejected": True}
            elif not rejected:
                yield row


def _rows(
    paths: Sequence[Path],
    folder: Path,
    quarantined: list[Quarantined],
    *,
    hides: bool,
) -> Iterator[Row]:
    items = list(intake.look(paths, folder))
    role = intake.roles(items)
    quarantined += [item for item in items if isinstance(item, Quarantined)]
    sources = {item.sha256: item for item in items if isinstance(item, Source)}
    for source in sources.values():
        as_read = replace(source, role=role.get(source.sha256, ""))
        (read,) = reading.read(
            [as_read], folder / "read", maps_folder=folder / "maps", workers=1
        )
        quarantined.extend(read.problems)
        hider = hider_of(source, reading.statements_json(read)) if hides else None
        for row in reading.statements_json(read):
            yield hider.value(row) if hider else row


def hider_of(source: Source, rows: Iterable[Row]) -> Hider:
    """Return what hides the persons that a file names; its bytes are the key.

    A person is who has the name of one, and whom the record calls one.
    """
    from graphkit.case import persons

    sides = (row[side] for row in rows for side in ("subject", "object"))
    parties = [side for side in sides if side and side["label"] == _PARTY]
    names = {side["text"] for side in parties}
    said = {side["text"] for side in parties if side["ids"].get("kind") == "person"}
    return persons.of_names(names, secret_of(source.file), said)


def secret_of(file: Path) -> bytes:
    """Return a key that only who holds the bytes of a file can make."""
    with file.open("rb") as stream:
        return file_digest(stream, "blake2b").digest()


def _keys(connection: Any, file: Path) -> set[str]:
    query = f"SELECT key FROM read_parquet({tables.literal(file)})"
    return {key for (key,) in connection.execute(query).fetchall()}
