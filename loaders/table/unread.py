"""The columns of a table that nothing is read from."""

from collections.abc import Iterator

from graphkit.loaders.table.rows import Line
from graphkit.statements import Record


def unread(record: Record, content: bytes) -> Iterator[str]:
    """Yield the columns in which a row has words and which its map does not name.

    Of a row that is no record, what it is.
    """
    line = record.fields
    if not isinstance(line, Line):
        return
    if line.aside:
        yield f"(rows that are {line.aside})"
        return
    named = frozenset(line.columns.named)
    for column, cell in line.cells.items():
        if cell.strip() and column not in named:
            yield column
