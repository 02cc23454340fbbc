"""Finding: what holds some words, be it a name, an identifier or the text of a record.

Case, width, and simplified or traditional characters make no difference; what is
found is shown as it stands.
"""

import re
from collections.abc import Iterator, Sequence
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING, Any

from graphkit.identity import name_key, name_keys
from graphkit.search import spelling, texts
from graphkit.search.texts import Searched
from graphkit.tables import connect, literal

if TYPE_CHECKING:
    from duckdb import DuckDBPyConnection

COLUMNS = ("kind", "label", "uid", "name", "count", "text", "path", "source", "locator")
LONGEST = 200
CATALOGUED = ("Provider", "Product", "Chip", "Model", "Rule", "List", "Classification")

Row = dict[str, Any]


def find(
    tables: Path,
    text: str,
    limit: int = 50,
    sources: Sequence[Searched] = (),
) -> tuple[Row, ...]:
    """Return what holds a text, at most `limit` rows: names first, records last.

    `kind` is name, identifier or record; `count` says in how many spellings, or how
    often in a record's text; `text` is the place found, with words around it. Nothing
    is found for a text without letters or digits. `sources` are those whose bytes are
    looked through.
    """
    wanted = " ".join(text.split())[:LONGEST]
    if not name_key(wanted).strip():
        return ()
    connection = connect()
    try:
        search = _Search(connection, tables, wanted, limit, sources)
        found = [*search.names(), *search.identifiers(), *search.tenders()]
        return tuple([*found, *search.records()][:limit])
    finally:
        connection.close()


class _Search:
    def __init__(
        self,
        connection: "DuckDBPyConnection",
        tables: Path,
        text: str,
        limit: int,
        sources: Sequence[Searched],
    ) -> None:
        self.connection, self.tables, self.limit = connection, tables, limit
        self.text, self.key, self.wanted = text, name_key(text), spelling.wanted(text)
        self.index, self.sources = tables.parent / "index", sources

    def rows(self, query: str, *given: object) -> list[tuple[Any, ...]]:
        return self.connection.execute(query, [*given, self.limit]).fetchall()

    def file(self, name: str) -> str:
        return f"read_parquet({literal(self.tables / f'{name}.parquet')})"

    def names(self) -> Iterator[Row]:
        """Yield organisations by any of their spellings, the closest first."""
        if (self.tables / "names.parquet").exists():
            found = self.rows(
                f"""SELECT n.uid, min(o.name), count(DISTINCT text),
                    min_by(text, (length(key), text)) AS said
                FROM {self.file("names")} n
                JOIN {self.file("nodes/Organization")} o ON o.uid = n.uid
                WHERE n.label = 'Organization' AND contains(key, ?)
                GROUP BY n.uid ORDER BY length(said), said, n.uid LIMIT ?""",
                self.key,
            )
            for uid, name, count, said in found:
                yield _row("name", "Organization", uid, name, count, said)
        for label in CATALOGUED:
            yield from self.catalogued(label)

    def catalogued(self, label: str) -> Iterator[Row]:
        rows = self.connection.execute(
            f"SELECT uid, name, name_zh, name_en FROM {self.file(f'nodes/{label}')} "
            "ORDER BY uid"
        ).fetchall()
        for uid, name, *others in rows:
            spellings = list(dict.fromkeys(filter(None, (name, *others))))
            keys = name_keys(spellings)
            held = [
                s for s, key in zip(spellings, keys, strict=True) if self.key in key
            ]
            if held:
                yield _row("name", label, uid, name, len(held), held[0])

    def identifiers(self) -> Iterator[Row]:
        found = self.rows(
            f"""SELECT uid, name, said FROM (SELECT uid, name, unnest(identifiers) AS
                said FROM {self.file("nodes/Organization")})
            WHERE contains(lower(said), lower(?)) ORDER BY said, uid LIMIT ?""",
            self.text,
        )
        for uid, name, said in found:
            yield _row("identifier", "Organization", uid, name, 1, said)

    def tenders(self) -> Iterator[Row]:
        found = self.rows(
            f"""SELECT uid, name, number FROM {self.file("nodes/Tender")}
            WHERE regexp_matches(number, $1) OR regexp_matches(name, $1)
            ORDER BY number, uid LIMIT $2""",
            self.wanted.pattern,
        )
        for uid, name, number in found:
            is_number = re.search(self.wanted.pattern, number or "")
            kind, said = ("identifier", number) if is_number else ("name", name)
            shown = texts.snippet(said, self.wanted)
            yield _row(kind, "Tender", uid, name, 1, shown)

    def records(self) -> Iterator[Row]:
        """Yield records by their whole text, those that hold it most often first."""
        connection, wanted = self.connection, self.wanted
        kept = texts.kept(connection, self.index / texts.FILE, wanted, self.limit)
        sought = texts.seek(connection, self.sources, wanted)
        hits = (*kept, *islice(sought, self.limit))
        ordered = sorted(hits, key=lambda hit: (-hit.count, hit.document))[: self.limit]
        known = self.documents([hit.document for hit in ordered])
        for hit in ordered:
            name, path = known.get(hit.document, ("", ""))
            row = _row("record", "Document", hit.document, name, hit.count, hit.text)
            yield row | {"path": path, "source": hit.source, "locator": hit.locator}

    def documents(self, uids: list[str]) -> dict[str, tuple[str, str]]:
        """Return name and path of documents by uid."""
        if not uids:
            return {}
        found = self.connection.execute(
            f"""SELECT uid, name, coalesce(path, '') FROM {self.file("nodes/Document")}
            WHERE list_contains(?, uid)""",
            [uids],
        ).fetchall()
        return {uid: (name, path) for uid, name, path in found}


def _row(kind: str, label: str, uid: str, name: str, count: int, text: str) -> Row:
    values = (kind, label, uid, name or uid, count, text, "", "", "")
    return dict(zip(COLUMNS, values, strict=True))
