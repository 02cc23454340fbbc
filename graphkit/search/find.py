"""Finding: what holds some words, be it a name, an identifier or the text of a record.

Case, width, and simplified or traditional characters make no difference; what is
found is shown as it stands.
"""

import json
import re
import unicodedata
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from graphkit.identity import name_key, name_keys
from graphkit.tables import connect, literal

if TYPE_CHECKING:
    from duckdb import DuckDBPyConnection

COLUMNS = ("kind", "label", "uid", "name", "count", "text", "path", "source", "locator")
LONGEST = 200
AROUND = 40
CATALOGUED = ("Provider", "Product", "Chip", "Model", "Rule", "List")
_HAN = range(0x4E00, 0xA000)
_WIDE = 0xFEE0

Row = dict[str, Any]


def find(tables: Path, text: str, limit: int = 50) -> tuple[Row, ...]:
    """Return what holds a text, at most `limit` rows: names first, records last.

    `kind` is name, identifier or record; `count` says in how many spellings, or how
    often in a record's statements; `text` is the place found, with words around it.
    Nothing is found for a text without letters or digits.
    """
    wanted = " ".join(text.split())[:LONGEST]
    if not name_key(wanted).strip():
        return ()
    connection = connect()
    try:
        search = _Search(connection, tables, wanted, limit)
        found = [*search.names(), *search.identifiers(), *search.tenders()]
        return tuple([*found, *search.records()][:limit])
    finally:
        connection.close()


class _Search:
    def __init__(
        self, connection: "DuckDBPyConnection", tables: Path, text: str, limit: int
    ) -> None:
        self.connection, self.tables, self.limit = connection, tables, limit
        self.text, self.key, self.pattern = text, name_key(text), pattern(text)

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
            self.pattern,
        )
        for uid, name, number in found:
            is_number = re.search(self.pattern, number or "")
            kind, said = ("identifier", number) if is_number else ("name", name)
            yield _row(kind, "Tender", uid, name, 1, self.snippet(said))

    def records(self) -> Iterator[Row]:
        """Yield records by the words that were read from them, most of them first."""
        said = " UNION ALL ".join(self.said())
        if not said:
            return
        found = self.rows(
            f"""SELECT document, d.name, count(*) AS n, first(said ORDER BY said), path,
                first(s.source ORDER BY said), first(s.locator ORDER BY said)
            FROM ({said}) s LEFT JOIN {self.file("nodes/Document")} d ON uid = document
            GROUP BY document, d.name, path ORDER BY n DESC, document LIMIT $2""",
            self.pattern,
        )
        for document, name, count, words, path, source, locator in found:
            row = _row("record", "Document", document, name, count, self.snippet(words))
            yield row | {"path": path or "", "source": source, "locator": locator}

    def said(self) -> Iterator[str]:
        """Yield SQL of the words of statements and titles that hold the text."""
        statements, records = self.parts("statements"), self.parts("records")
        if statements:
            yield (
                f"SELECT document, quote AS said, source, locator FROM {statements} "
                "WHERE regexp_matches(quote, $1)"
            )
        if records:
            yield (
                f"SELECT document, title AS said, source, locator FROM {records} "
                "WHERE regexp_matches(title, $1)"
            )

    def parts(self, kind: str) -> str:
        listed = self.tables / "parts.json"
        if not listed.exists():
            return ""
        reads = self.tables.parent.parent / "read"
        files = [
            literal(file)
            for folder in json.loads(listed.read_text(encoding="utf-8"))
            for file in sorted((reads / folder).glob(f"*.{kind}.parquet"))
        ]
        return f"read_parquet([{', '.join(files)}], union_by_name = true)" * bool(files)

    def snippet(self, words: str) -> str:
        """Return the place that was found with some words around it."""
        found = re.search(self.pattern, words)
        if not found:
            return words[: 2 * AROUND]
        start, end = max(found.start() - AROUND, 0), found.end() + AROUND
        before, after = "..." * (start > 0), "..." * (end < len(words))
        return f"{before}{words[start:end]}{after}"


def _row(kind: str, label: str, uid: str, name: str, count: int, text: str) -> Row:
    values = (kind, label, uid, name or uid, count, text, "", "", "")
    return dict(zip(COLUMNS, values, strict=True))


def pattern(text: str) -> str:
    """Return a regular expression for a text in any case, width and script."""
    folded = _converter().convert(unicodedata.normalize("NFKC", text))
    letters = (r"\s+" if letter == " " else _letter(letter) for letter in folded)
    return "(?i)" + "".join(letters)


def _letter(letter: str) -> str:
    alike = {letter, *_alike().get(letter, "")}
    if "!" <= letter <= "~":
        alike.add(chr(ord(letter) + _WIDE))
    return f"[{''.join(re.escape(one) for one in sorted(alike))}]"


@cache
def _alike() -> dict[str, str]:
    """Return for simplified characters the traditional ones that become them."""
    every = [chr(number) for number in _HAN]
    simple = _converter().convert("\n".join(every)).split("\n")
    alike: dict[str, str] = {}
    for letter, one in zip(every, simple, strict=True):
        if letter != one:
            alike[one] = alike.get(one, "") + letter
    return alike


@cache
def _converter() -> Any:
    from opencc import OpenCC  # slow to load

    return OpenCC("t2s")
