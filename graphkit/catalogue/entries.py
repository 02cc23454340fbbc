"""Entries of the catalogue: the nodes it brings into a graph."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from graphkit.catalogue_files import CatalogueFile, Row, rows_of
from graphkit.rules import Rules

TABLE_OF = {
    "Chip": "chips.csv",
    "Model": "models.csv",
    "Provider": "providers.csv",
    "Product": "products.csv",
    "List": "lists.csv",
}
"""The table of each label, in the order in which they are read."""


@dataclass(frozen=True, slots=True)
class Entry:
    """One node of the catalogue.

    `uid` is its label and id (`chip:nvidia-a100`). `parent` is the uid of what it is a
    variant or partition of, or ''. `family` says that it has variants of its own, or
    stands for a class that a record leaves unspecified. `context` says that none of
    its aliases counts by itself. `properties` are those of `schema.toml` beyond these.
    """

    uid: str
    label: str
    name: str
    name_zh: str = ""
    name_en: str = ""
    parent: str = ""
    vendor: str = ""
    jurisdiction: str = ""
    family: bool = False
    aliases: tuple[str, ...] = ()
    context: bool = False
    source: str = ""
    checked: str = ""
    properties: Mapping[str, str] = field(default_factory=dict)


def read(files: tuple[CatalogueFile, ...], rules: Rules) -> dict[str, Entry]:
    """Return every entry by uid, in the order of the tables, rules last."""
    rows = {
        uid_of(label, row): (label, row)
        for label, table in TABLE_OF.items()
        for row in _distinct(rows_of(table, files, needed=("id",)))
    }
    parents = {_parent(label, row) for label, row in rows.values()}
    entries = {
        uid: _entry(uid, label, row, is_parent=uid in parents)
        for uid, (label, row) in rows.items()
    }
    for uid, (_label, row) in rows.items():
        _check_parent(uid, row, entries)
    return entries | {entry.uid: entry for entry in _rules(rules)}


def uid_of(label: str, row: Row) -> str:
    """Return the uid of a row's entry."""
    return f"{label.lower()}:{row['id']}"


def reference(row: Row, column: str, label: str, entries: Mapping[str, Entry]) -> str:
    """Return the uid that a cell names by its id; an unknown one is an error."""
    uid = f"{label.lower()}:{row.needed(column)}"
    if uid not in entries:
        raise row.problem(
            f"{column} {row[column]!r} is not in the catalogue",
            f"use the id of a row in {TABLE_OF[label]}, or add one",
        )
    return uid


def _distinct(rows: Iterable[Row]) -> Iterable[Row]:
    seen: dict[tuple[str, str], Row] = {}
    for row in rows:
        before = seen.setdefault((row.file, row["id"]), row)
        if before is not row:
            raise row.problem(
                f"id {row['id']!r} stands already in row {before.number}",
                "give each row an id of its own",
            )
    return rows


def _parent(label: str, row: Row) -> str:
    return f"{label.lower()}:{row['parent']}" if row["parent"] else ""


def _entry(uid: str, label: str, row: Row, *, is_parent: bool) -> Entry:
    bare = row.words("strong") + row.words("weak")
    name = row["name"] or row["instance_type"] or row.needed("name")
    product = (name,) if label == "Product" else ()
    return Entry(
        uid,
        label,
        name,
        row["name_zh"],
        row["name_en"] or name,
        _parent(label, row),
        row["vendor"],
        row["jurisdiction"] or row["origin"],
        is_parent or row.one_of("family", ("", "yes")) == "yes",
        tuple(dict.fromkeys((*product, *bare, *row.words("common")))),
        not bare and not product,
        row.source,
        row.needed("checked") if row.shipped else row["checked"],
    )


def _check_parent(uid: str, row: Row, entries: Mapping[str, Entry]) -> None:
    seen, above = {uid}, entries[uid].parent
    while above:
        if above not in entries:
            raise row.problem(
                f"parent {row['parent']!r} is not in this table",
                "name the id of another row, or leave it empty",
            )
        if above in seen:
            raise row.problem(
                f"{row['id']} would be a variant of itself",
                "break the circle of parents",
            )
        seen.add(above)
        above = entries[above].parent


def _rules(rules: Rules) -> Iterable[Entry]:
    for rule in rules.rules:
        last = rule.windows[-1] if rule.windows else None
        properties = {
            "status": last.status if last else "",
            "effective_from": rule.first.isoformat() if rule.first else "",
            "effective_to": rule.last.isoformat() if rule.last else "",
            "citation": rule.citation,
        }
        yield Entry(
            f"rule:{rule.uid}",
            "Rule",
            rule.title,
            name_en=rule.title,
            jurisdiction="US",
            source=rule.source,
            checked=rule.checked,
            properties=properties,
        )
