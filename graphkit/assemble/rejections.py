"""Rejections follow a statement into the other captures of its notice.

A fuller copy that is loaded later becomes the Document; what a person rejected in the
first copy must not come back from it. The same statement is one that says the same, at
the same locator; where a capture says it twice and one was left standing, it stands.
"""

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import TYPE_CHECKING

from graphkit import tables
from graphkit.assemble.columns import create
from graphkit.assemble.contents import contents, picked

if TYPE_CHECKING:
    from duckdb import DuckDBPyConnection

Said = tuple[str, tuple[str, ...]]
"""A locator, and what is said there."""


def follow(
    connection: "DuckDBPyConnection", copies: Mapping[str, str], out: Path
) -> None:
    """Reject in all captures of a Document what was rejected in one; see `rejected`.

    `copies` gives the Document that each copy is of.
    """
    if (
        not copies
        or not connection.execute("SELECT 1 FROM rejected LIMIT 1").fetchone()
    ):
        return
    keys = sorted(set(_followed(connection, copies)))
    if not keys:
        return
    create(connection, "followed", {"key": "VARCHAR"}, [(key,) for key in keys])
    connection.execute("INSERT INTO rejected_key SELECT key FROM followed")
    connection.execute(
        "INSERT INTO rejected SELECT * EXCLUDE (handle, rank) FROM read_statements "
        "SEMI JOIN followed USING (key)"
    )
    tables.write(
        connection, "SELECT * FROM rejected", "document, n", out / "rejected.parquet"
    )


def _followed(
    connection: "DuckDBPyConnection", copies: Mapping[str, str]
) -> Iterator[str]:
    """Yield the keys of the statements that equal a rejected one of another capture."""
    doubted = {
        key for (key,) in connection.execute("SELECT key FROM rejected").fetchall()
    }
    said: dict[str, dict[str, dict[Said, list[str]]]] = {}
    for document, about, key in _said(connection, copies):
        group = said.setdefault(copies.get(document, document), {})
        group.setdefault(document, {}).setdefault(about, []).append(key)
    for group in said.values():
        gone = {
            about
            for captured in group.values()
            for about, keys in captured.items()
            if doubted.issuperset(keys)
        }
        for captured in group.values():
            for about in gone & captured.keys():
                yield from (key for key in captured[about] if key not in doubted)


def _said(
    connection: "DuckDBPyConnection", copies: Mapping[str, str]
) -> Iterator[tuple[str, Said, str]]:
    """Yield (document, what is said where, key) of what Documents with copies say."""
    captured = sorted({*copies, *copies.values()})
    create(connection, "captured", {"document": "VARCHAR"}, [(d,) for d in captured])
    rows = connection.execute(
        f"SELECT {picked()}, key, locator FROM read_statements "
        "SEMI JOIN captured USING (document) ORDER BY handle"
    ).fetchall()
    plain = [row[:-2] for row in rows]
    for (document, content), (*_, key, locator) in zip(
        contents(plain), rows, strict=True
    ):
        yield document, (locator, content), key
