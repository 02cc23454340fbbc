"""Rows of Python as tables of DuckDB, and pieces of SQL that several queries share."""

from collections.abc import Iterable, Mapping, Sequence
from typing import TYPE_CHECKING, Any

from graphkit.source import PROVENANCES
from graphkit.statements import STAGES

if TYPE_CHECKING:
    from duckdb import DuckDBPyConnection

DAY_BITS = 16
"""Bits of `latest_first`."""

ENDED = ("failed", "cancelled")
"""Stages that end a tender or part without an award."""

PROGRESS = tuple(stage for stage in STAGES if stage not in ENDED)
"""Stages in the order in which a tender goes through them."""

AWARDED = PROGRESS.index("awarded")

SHOWN_QUOTE = "coalesce(s.quote_shown, s.quote) AS quote"
"""SQL of the quote of statements `s` as it is shown: personal data masked."""


def create(
    connection: "DuckDBPyConnection",
    name: str,
    types: Mapping[str, str],
    rows: Iterable[Sequence[Any]],
) -> None:
    """Make a table of rows given in the order of its columns; None is NULL.

    What goes into VARCHAR columns is text already.
    """
    import numpy as np  # slow to load

    held = list(rows)
    shape = ", ".join(f'"{column}" {kind}' for column, kind in types.items())
    connection.execute(f"CREATE TABLE {name} ({shape})")
    if not held:
        return
    columns = dict(zip(types, zip(*held, strict=True), strict=True))
    arrays = {
        column: np.array(
            values if types[column] == "VARCHAR" else list(map(as_text, values)), object
        )
        for column, values in columns.items()
    }
    picked = ", ".join(f'"{column}"::{kind}' for column, kind in types.items())
    connection.register("given", arrays)
    connection.execute(f"INSERT INTO {name} SELECT {picked} FROM given")
    connection.unregister("given")


def as_text(value: Any) -> str | None:
    """Return a value as text, for SQL to cast; None stays None."""
    return None if value is None else str(value)


def place_of(column: str, words: Sequence[str]) -> str:
    """Return SQL of a word's place among `words`, from 0; NULL for any other."""
    cases = " ".join(f"WHEN '{word}' THEN {place}" for place, word in enumerate(words))
    return f"CASE {column} {cases} END"


def word_at(number: str, words: Sequence[str]) -> str:
    """Return SQL of the word at a place from 0; '' for none."""
    cases = " ".join(f"WHEN {place} THEN '{word}'" for place, word in enumerate(words))
    return f"CASE {number} {cases} ELSE '' END"


def latest_first(day: str) -> str:
    """Return SQL of DAY_BITS bits that are smaller the later a day is; undated last."""
    days = f"coalesce(first_day({day}) - DATE '1900-01-01', 0)"
    return f"(65535 - least(greatest({days}, 0), 65535))::BIGINT"


def provenance(rank: str) -> str:
    """Return SQL of a provenance, given its rank."""
    return word_at(rank, PROVENANCES)


def define_macros(connection: "DuckDBPyConnection") -> None:
    """Define the functions that the queries use.

    `first_day` of a date that is a day, month or year, NULL for anything else;
    `last_text` a text that sorts after every day in it.
    """
    connection.execute(
        "CREATE MACRO first_day(said) AS CASE WHEN regexp_full_match(said, "
        "'[1-9][0-9]{3}(-[0-9]{2}(-[0-9]{2})?)?') THEN TRY_CAST(said || "
        "CASE length(said) WHEN 4 THEN '-01-01' WHEN 7 THEN '-01' ELSE '' END "
        "AS DATE) END"
    )
    connection.execute(
        "CREATE MACRO last_text(said) AS said || "
        "CASE length(said) WHEN 4 THEN '-99-99' WHEN 7 THEN '-99' ELSE '' END"
    )
    connection.execute("CREATE MACRO has_han(said) AS regexp_matches(said, '[㐀-鿿]')")
