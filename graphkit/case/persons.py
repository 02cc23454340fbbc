"""The natural persons of a case, or of a file that is only looked at."""

from abc import abstractmethod
from collections.abc import Collection, Iterable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING

from graphkit import settings
from graphkit.case.ledger import Ledger
from graphkit.hiding import Hider
from graphkit.identity import name_keys
from graphkit.results import Results
from graphkit.tables import connect, literal

if TYPE_CHECKING:
    from graphkit.case.generations import Generation

_SPELLED = """
SELECT o.uid, o.kind = 'person' AS is_person, unnest(
    list_filter([o.name, o.name_zh, o.name_en, n.text], lambda x: x <> '')) AS text
FROM read_parquet({nodes}) o LEFT JOIN {names} n ON n.uid = o.uid
"""


class Discreet:
    """A case that hides natural persons in what it answers, where that was asked."""

    def __init__(self, path: Path, *, hide_persons: bool | None = None) -> None:
        """Keep the folder; None leaves it to the case's settings whom to hide."""
        self.folder = path
        self._hide_persons = hide_persons
        self._hider: Hider | None = None

    @property
    @abstractmethod
    def generation(self) -> "Generation":
        """The tables that are read."""

    @property
    def uid(self) -> str:
        """The case's own uid, unique in the world, the same for ever."""
        with Ledger.open(self.folder) as ledger:
            return ledger.uid

    @property
    def hides_persons(self) -> bool:
        """Whether answers name no natural person: as asked, else as settings say."""
        if self._hide_persons is None:
            return settings.load(self.folder).hide_persons
        return self._hide_persons

    def hider(self) -> Hider | None:
        """Return what hides the persons of the case, None where nobody is hidden."""
        if self.hides_persons and self._hider is None:
            self._hider = of_case(self.generation.tables, self.uid)
        return self._hider if self._hider and self._hider.hides else None

    def hidden(self, results: Results) -> Results:
        """Return results without the names of natural persons, where these hide."""
        hider = self.hider()
        if hider is None:
            return results
        return Results(
            hider.rows(results),
            columns=results.columns,
            notes=tuple(map(hider.sentence, results.notes)),
            truncated=results.truncated,
        )


def spelled(tables: Path) -> list[tuple[str, bool, str]]:
    """Return the uid of every organisation, whether it is a person, and each name."""
    nodes = literal(tables / "nodes" / "Organization.parquet")
    file = tables / "names.parquet"
    names = (
        f"(SELECT uid, text FROM read_parquet({literal(file)}))"
        if file.exists()
        else "(SELECT '' AS uid, '' AS text)"
    )
    query = f"SELECT DISTINCT * FROM ({_SPELLED.format(nodes=nodes, names=names)})"
    with connect() as connection:
        return connection.execute(f"{query} ORDER BY ALL").fetchall()


def of_case(tables: Path, key: str) -> Hider:
    """Return what hides the persons of a generation; `key` is the uid of its case."""
    rows = spelled(tables)
    persons = [(text, uid) for uid, is_person, text in rows if is_person]
    if not persons:
        return Hider(key.encode(), ())
    others = (text for _, is_person, text in rows if not is_person)
    return Hider(key.encode(), persons, others=others)


def of_names(names: Iterable[str], key: bytes, called: Collection[str] = ()) -> Hider:
    """Return what hides those of some names that are persons'; `key` is any secret.

    `called` are names of bodies that a record calls persons, whatever they are called.
    """
    every = sorted(set(names))
    found = sorted({*_persons(every), *called})
    persons = set(found)
    others = (name for name in every if name not in persons)
    return Hider(key, ((name, name) for name in found), others=others)


def _persons(names: list[str]) -> Iterator[str]:
    from graphkit.resolve.kinds import kinds  # it loads dictionaries

    for name, kind in zip(names, kinds(names, name_keys(names)), strict=True):
        if kind == "person":
            yield name
