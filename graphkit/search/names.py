"""Names that people give: which node is meant, and only where it is certain.

A name is a uid (also one that an entity had before), an identifier with or without
its scheme, or a name or alias that is equal once spelling is taken away. Nothing is
guessed: what matches several things, or nothing, is refused with what stands near.
"""

import difflib
import re
from collections.abc import Collection, Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from graphkit.catalogue import Catalogue
from graphkit.errors import NameLookupError, UnknownNameError
from graphkit.identity import name_key, name_keys
from graphkit.search.arrays import NONE
from graphkit.search.index import Index
from graphkit.tables import literal, reading

if TYPE_CHECKING:
    from duckdb import DuckDBPyConnection

SHOWN = 200
LISTED = 20
"""The most things a message lists."""

SHORTEST_IDENTIFIER = 4
NEAREST = 3
CANDIDATES = 500
PIECES = 24
CATALOGUED = ("Provider", "Product", "Chip", "Model", "Rule", "List", "Classification")
_PIECES = re.compile(r"[a-z0-9]{3,}|[^\x00-\x7f]+")


def lookup(
    tables: Path,
    index: Index,
    name: str,
    labels: Collection[str] = (),
    *,
    catalogue: Catalogue | None = None,
) -> str:
    """Return the uid of what a name means, among nodes of some labels (all without).

    `catalogue` gives the aliases of chips, models, products and providers; ours
    without. Raises NameLookupError with what it may mean, or what stands nearest.
    """
    asked = tuple(labels or index.labels)
    node = index.number(name)
    if node != NONE and index.label(node) in asked:
        return name  # a uid of today needs no table
    with reading() as connection:
        return _Search(tables, index, asked, catalogue, connection).lookup(name)


class _Search:
    def __init__(
        self,
        tables: Path,
        index: Index,
        labels: tuple[str, ...],
        catalogue: Catalogue | None,
        connection: "DuckDBPyConnection",
    ) -> None:
        self.tables, self.index, self.labels = tables, index, labels
        self.aliases, self.connection = catalogue, connection

    def lookup(self, name: str) -> str:
        for step in (self.by_uid, self.by_identifier, self.by_name):
            found = sorted(uid for uid in set(step(name)) if self.is_asked(uid))
            if len(found) == 1:
                return found[0]
            if found:
                raise self.ambiguous(name, found)
        raise self.missing(name)

    def is_asked(self, uid: str) -> bool:
        node = self.index.number(uid)
        return node != NONE and self.index.label(node) in self.labels

    def by_uid(self, name: str) -> Iterator[str]:
        yield name
        if name.startswith("org:"):
            organizations = self.file("nodes/Organization")
            yield from self.first(
                f"SELECT uid FROM {organizations} WHERE list_contains(former_uids, ?)",
                name,
            )
        elif name.startswith("tender:") and self.names_file.exists():
            yield from self.first(
                f"SELECT DISTINCT uid FROM {self.file('names')} "
                f"WHERE label = 'Tender' AND anchor_uid = ?",
                name,
            )

    def by_identifier(self, name: str) -> Iterator[str]:
        if "Organization" in self.labels and len(name) >= SHORTEST_IDENTIFIER:
            yield from self.first(
                f"""SELECT uid FROM (SELECT uid, lower(unnest(identifiers)) AS said
                    FROM {self.file("nodes/Organization")})
                WHERE said = lower(?) OR suffix(said, ':' || lower(?))""",
                name,
                name,
            )

    def by_name(self, name: str) -> Iterator[str]:
        key = name_key(name)
        for label in self.labels:
            if label in CATALOGUED:
                yield from self.catalogued(label, key)
            elif label == "Tender":
                yield from self.spelled(label, key, ("number", "name"))
            elif label == "Organization":
                yield from self.spelled(label, key, ("name", "name_zh", "name_en"))
        if "Organization" in self.labels and self.names_file.exists():
            query = f"SELECT DISTINCT uid FROM {self.file('names')} WHERE key = ?"
            yield from self.first(query, key)

    def catalogued(self, label: str, key: str) -> Iterator[str]:
        """Yield what is called so in the graph, or has such an alias."""
        rows = self.connection.execute(
            f"SELECT uid, name, name_zh, name_en FROM {self.file(f'nodes/{label}')}"
        ).fetchall()
        for uid, *names in rows:
            if key in name_keys([name for name in names if name]):
                yield uid
        entries = (self.aliases or Catalogue.load()).aliases
        yield from (alias.uid for alias in entries if name_key(alias.text) == key)

    def spelled(self, label: str, key: str, columns: Sequence[str]) -> Iterator[str]:
        """Yield nodes by what their table says; SQL folds less than `name_key` does."""
        same = " OR ".join(f"{_folded(column)} = ?" for column in columns)
        query = f"SELECT uid FROM {self.file(f'nodes/{label}')} WHERE {same}"
        yield from self.first(query, *[key] * len(columns))

    @property
    def names_file(self) -> Path:
        return self.tables / "names.parquet"

    def file(self, name: str) -> str:
        return f"read_parquet({literal(self.tables / f'{name}.parquet')})"

    def first(self, query: str, *given: str) -> list[str]:
        return [row[0] for row in self.connection.execute(query, given).fetchall()]

    def ambiguous(self, name: str, uids: Sequence[str]) -> NameLookupError:
        listed = [f"  {uid}  {self.described(uid)}" for uid in uids[:LISTED]]
        if len(uids) > LISTED:
            listed.append(f"  and {len(uids) - LISTED} more")
        return NameLookupError(
            "\n".join((f"{name!r} may mean {len(uids)} things:", *listed)),
            hint="give the uid of the one that is meant",
        )

    def described(self, uid: str) -> str:
        node = self.index.number(uid)
        return f"{self.index.name(node)} ({self.index.label(node)})"

    def missing(self, name: str) -> UnknownNameError:
        near = self.nearest(name)
        if not near:
            return UnknownNameError(
                f"nothing is called {_shown(name)}",
                hint="`graphkit find` searches parts of names and the text of records",
            )
        listed = [f"  {uid}  {said}" for said, uid in near]
        return UnknownNameError(
            "\n".join((f"nothing is called {_shown(name)}; nearest are:", *listed)),
            hint="a name must be equal, but for spelling; or give a uid",
        )

    def nearest(self, name: str) -> list[tuple[str, str]]:
        """Return (name, uid) of what is spelled most alike, best first."""
        key = name_key(name)
        pieces = list(dict.fromkeys(_pieces(key)))[:PIECES]
        if not pieces:
            return []
        candidates = {
            said: uid for said, uid in self.candidates(pieces) if self.is_asked(uid)
        }
        keys = dict(zip(name_keys(list(candidates)), candidates, strict=True))
        close = difflib.get_close_matches(key, keys, n=NEAREST, cutoff=0.4)
        return [(keys[near], candidates[keys[near]]) for near in close]

    def candidates(self, pieces: Sequence[str]) -> list[tuple[str, str]]:
        """Return names that share most pieces with the one given, bounded."""
        shared = " + ".join("contains(key, ?)::INTEGER" for _ in pieces)
        sources = [
            f"SELECT name AS said, {_folded('name')} AS key, uid "
            f"FROM {self.file(f'nodes/{label}')}"
            for label in self.labels
            if label != "Document"
        ]
        if "Organization" in self.labels and self.names_file.exists():
            sources.append(f"SELECT text AS said, key, uid FROM {self.file('names')}")
        return self.connection.execute(
            f"""SELECT said, uid FROM (SELECT said, uid, {shared} AS shared
                FROM ({" UNION ALL ".join(sources)}) WHERE said <> '')
            WHERE shared > 0 ORDER BY shared DESC, length(said), said, uid LIMIT ?""",
            [*pieces, CANDIDATES],
        ).fetchall()


def _shown(name: str) -> str:
    return repr(name if len(name) <= SHOWN else f"{name[:SHOWN]}...")


def _folded(column: str) -> str:
    """Return SQL that folds a text as far as SQL can: case, and letters only."""
    letters = r"[^\p{L}\p{N}]+"
    return f"regexp_replace(lower({column}), '{letters}', '', 'g')"


def _pieces(key: str) -> Iterator[str]:
    """Yield the parts of a name's key that near names will share: words, Han pairs."""
    for found in _PIECES.findall(key):
        if found.isascii():
            yield from (found[at : at + 4] for at in range(0, len(found), 4))
        else:
            yield from (found[at : at + 2] for at in range(max(len(found) - 1, 1)))
