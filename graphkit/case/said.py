"""What records say, as JSON objects: of files that are only looked at, or of a case."""

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, Any

from graphkit import reading, tables
from graphkit.case.folder import Folder
from graphkit.errors import SourceError
from graphkit.reading import intake, statement_json
from graphkit.reading.intake import Quarantined
from graphkit.source import Source

if TYPE_CHECKING:
    from graphkit.case.generations import Generation

Row = Mapping[str, Any]


@dataclass(slots=True)
class Look:
    """Statements of files as they come, and afterwards what could not be read."""

    rows: Iterator[Row]
    quarantined: list[Quarantined] = field(default_factory=list)


@contextmanager
def look(paths: Sequence[Path]) -> Iterator[Look]:
    """Read files, folders and archives into a temporary folder that goes again.

    Raises SourceError for a path that is not there.
    """
    for path in paths:
        if not path.exists():
            raise SourceError(str(path), "", "there is no such file or folder")
    with TemporaryDirectory(prefix="graphkit-") as folder:
        seen = Look(iter(()))
        seen.rows = _rows(paths, Path(folder), seen.quarantined)
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
    paths: Sequence[Path], folder: Path, quarantined: list[Quarantined]
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
        yield from reading.statements_json(read)


def _keys(connection: Any, file: Path) -> set[str]:
    query = f"SELECT key FROM read_parquet({tables.literal(file)})"
    return {key for (key,) in connection.execute(query).fetchall()}
