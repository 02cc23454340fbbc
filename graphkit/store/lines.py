"""Rows as lines of text, so that a driver has one value to send for each.

Packing every value of a row by itself takes a client longer than the server needs to
write it. DuckDB writes the line; Cypher splits it. A value that all rows of a table
share is no part of the line: it goes along once.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Any, Self
from uuid import uuid4

from graphkit.schema import Properties
from graphkit.store.values import ALWAYS

if TYPE_CHECKING:
    from duckdb import DuckDBPyConnection

HASH = "(md5_number_lower(to_json(t)::VARCHAR) >> 1)::BIGINT"
"""SQL of a row's hash. It stays on servers, so that DuckDB's own `hash` will not do."""

ROWS = 1_000
"""Lines of a transaction: larger ones outlive a server's young generation."""

FIELD, ITEM = "\x1f", "\x1e"
NO_LIST = "-"
"""A list that is not there; one that is ends with ITEM or is empty."""

_READ: Mapping[str, str] = {
    "string": "nullIf({0}, '')",
    "date": "date(nullIf({0}, ''))",
    "integer": "toInteger(nullIf({0}, ''))",
    "double": "toFloat(nullIf({0}, ''))",
    "boolean": "toBoolean(nullIf({0}, ''))",
    "strings": "split(nullIf({0}, '-'), $item)[0..-1]",
}
"""Cypher that reads a field of a line, by type. An empty text is no property."""


@dataclass(frozen=True)
class Layout:
    """How the rows of one table are written as lines.

    `shared` are the values that all rows have; `field` and `item` separate what no
    value has in it.
    """

    properties: Properties
    shared: Mapping[str, Any]
    field: str = FIELD
    item: str = ITEM
    size: int = ROWS

    @classmethod
    def of(
        cls, connection: "DuckDBPyConnection", rows: str, properties: Properties
    ) -> Self:
        """Look the rows through once and return their layout."""
        measures = [
            f'min("{name}") IS NOT DISTINCT FROM max("{name}") '
            f'AND count("{name}") IN (0, count(*)), min("{name}")'
            for name in properties
        ]
        texts = " || ".join(f"coalesce(\"{name}\"::VARCHAR, '')" for name in properties)
        clashes = (
            f"bool_or(contains({texts}, chr(31))), bool_or(contains({texts}, chr(30)))"
        )
        found = connection.execute(
            f"SELECT {', '.join(measures)}, {clashes} FROM {rows}"
        ).fetchone()
        values = list(found or ())
        shared = {
            name: values[2 * number + 1]
            for number, name in enumerate(properties)
            if values[2 * number]
        }
        field, item = (
            f"{mark}{uuid4().hex}{mark}" if clash else mark
            for mark, clash in zip((FIELD, ITEM), values[-2:], strict=True)
        )
        return cls(properties, shared, field, item)

    @cached_property
    def varying(self) -> dict[str, str]:
        """The properties that are in the line, with their types."""
        return {
            name: kind
            for name, kind in self.properties.items()
            if name not in self.shared
        }

    def line(self, has_ends: bool) -> str:
        """Return SQL of a row `t`, `c` its hash: its ends, its hash, what varies."""
        ends = ["t.src", "t.dst"] if has_ends else []
        fields = [*ends, "c.hash::VARCHAR"]
        fields += [self._written(name, kind) for name, kind in self.varying.items()]
        separator = " || " + _literal(self.field) + " || "
        return separator.join(fields)

    def values(self, has_ends: bool) -> Iterator[tuple[str, str]]:
        """Yield each property and the Cypher of its value, of a line's fields `f`.

        A property that no row has is null.
        """
        first = 2 if has_ends else 0
        yield "_hash", f"toInteger(f[{first}])"
        for number, (name, kind) in enumerate(self.varying.items(), first + 1):
            field = f"f[{number}]"
            always = name in ALWAYS
            yield f"`{name}`", field if always else _READ[kind].format(field)
        for name, value in self.shared.items():
            missing = value is None or (value == "" and name not in ALWAYS)
            yield f"`{name}`", "null" if missing else f"$s_{name}"

    def params(self, lines: list[str]) -> dict[str, Any]:
        """Return what a text takes to write some lines."""
        shared = {f"s_{name}": value for name, value in self.shared.items()}
        return {"lines": lines, "field": self.field, "item": self.item, **shared}

    def _written(self, name: str, kind: str) -> str:
        column = f't."{name}"'
        if kind == "strings":
            items = f"list_transform({column}, lambda x: x || {_literal(self.item)})"
            return f"coalesce(array_to_string({items}, ''), '{NO_LIST}')"
        if kind == "double":
            return f"coalesce({java_number(column)}, '')"
        return f"coalesce({column}::VARCHAR, '')"


def java_number(column: str) -> str:
    """Return SQL of a double's text as a server reads it: Java has words for some."""
    number = f"replace({column}::VARCHAR, 'inf', 'Infinity')"
    return f"replace({number}, 'nan', 'NaN')"


def _literal(mark: str) -> str:
    return " || ".join(f"chr({ord(letter)})" for letter in mark).join("()")
