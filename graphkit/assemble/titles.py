"""Titles as they are shown: personal data in them masked, every place as it was."""

from typing import TYPE_CHECKING

from graphkit.assemble.columns import create
from graphkit.personal import masked, signs

if TYPE_CHECKING:
    from duckdb import DuckDBPyConnection

SHOWN_TITLE = "coalesce(shown_title, title)"
"""SQL of a title as it is shown, where `masked_title` was joined by title."""


def mask(connection: "DuckDBPyConnection") -> None:
    """Make the table `masked_title` of the titles that hold personal data.

    Most hold none, and those that may are few: only they come to Python.
    """
    rows = connection.execute(
        "SELECT DISTINCT title FROM (SELECT title FROM record UNION ALL "
        "SELECT title FROM called) WHERE regexp_matches(title, ?) ORDER BY title",
        [signs()],
    ).fetchall()
    found = [(title, shown) for (title,) in rows if (shown := masked(title)) != title]
    shape = {"title": "VARCHAR", "shown_title": "VARCHAR"}
    create(connection, "masked_title", shape, found)
