"""What another reading changes: statements that came, went, or are read otherwise.

A new loader, another edition of the catalogue or a case's own tables re-read stored
sources at `build`. Only sources that both generations hold and that were read anew
are compared; what a new source says is no change.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from graphkit import tables
from graphkit.case.folder import Folder
from graphkit.case.generations import Generation, is_built
from graphkit.personal import masked

Row = Mapping[str, Any]

SHOWN = ("type", "part", "s_text", "o_text", "quote", "source", "locator", "start")
_READ = (
    "tender",
    "stage",
    "modality",
    "amount_text",
    "currency",
    "tax",
    "date",
    "quantity",
    "unit",
    "quote",
)
"""What may be read otherwise in a statement that keeps its key."""


@dataclass(frozen=True, slots=True)
class Changes:
    """Statements by what became of them, each as it is read now, or was at last."""

    added: tuple[Row, ...] = ()
    gone: tuple[Row, ...] = ()
    changed: tuple[Row, ...] = ()

    def __str__(self) -> str:
        """Say it in a line: `statements: 3 added, 1 gone`; '' where nothing did."""
        said = {
            "added": self.added,
            "gone": self.gone,
            "read otherwise": self.changed,
        }
        parts = [f"{len(rows):,} {name}" for name, rows in said.items() if rows]
        return f"statements: {', '.join(parts)}" if parts else ""

    def to_json(self) -> dict[str, int]:
        """Return the counts."""
        return {
            "added": len(self.added),
            "gone": len(self.gone),
            "changed": len(self.changed),
        }

    def rows(self) -> list[dict[str, Any]]:
        """Return all of them, each with its `change`."""
        return [
            {"change": change, **row}
            for change, rows in (
                ("added", self.added),
                ("gone", self.gone),
                ("changed", self.changed),
            )
            for row in rows
        ]


def between(case: Folder, before: str, after: str) -> Changes:
    """Return what changed from one revision to another, both still on the disk."""
    if before == after or not (is_built(case, before) and is_built(case, after)):
        return Changes()
    old, new = (Generation(case.generation(name)).reads for name in (before, after))
    again = sorted(s for s in old.keys() & new.keys() if old[s] != new[s])
    were = _files(case, [old[source] for source in again])
    are = _files(case, [new[source] for source in again])
    if not (were or are):
        return Changes()
    with tables.connect() as connection:
        for name, files in (("old", were), ("new", are)):
            connection.execute(f"CREATE VIEW {name} AS {_view(files)}")

        def found(query: str) -> tuple[Row, ...]:
            rows = connection.execute(f"{query} ORDER BY source, locator, start, key")
            return tuple(_shown(row) for row in rows.fetchall())

        shown = ", ".join(("key", *SHOWN))
        return Changes(
            found(f"SELECT {shown} FROM new ANTI JOIN old USING (key)"),
            found(f"SELECT {shown} FROM old ANTI JOIN new USING (key)"),
            found(
                f"SELECT {', '.join(f'new.{name}' for name in ('key', *SHOWN))} "
                f"FROM new JOIN old USING (key) WHERE {_differ()}"
            ),
        )


def _shown(values: Sequence[Any]) -> Row:
    """Return a statement as it is shown: personal data in its quote is masked."""
    row = dict(zip(("key", *SHOWN), values, strict=True))
    return row | {"quote": masked(row["quote"])}


def _differ() -> str:
    return " OR ".join(f"new.{name} IS DISTINCT FROM old.{name}" for name in _READ)


def _files(case: Folder, keys: Sequence[str]) -> list[Path]:
    return [
        file for key in keys for file in tables.parts(case.reads / key, "statements")
    ]


def _view(files: Sequence[Path]) -> str:
    if not files:
        empty = (f"NULL::{kind} AS {name}" for name, kind in _columns().items())
        return f"SELECT {', '.join(empty)} WHERE false"
    return f"SELECT * FROM {tables.read_parts(files)}"


def _columns() -> dict[str, str]:
    return {f'"{name}"': kind for name, kind in tables.STATEMENT_COLUMNS.items()}
