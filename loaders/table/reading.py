"""Rows of any table become records, each read by the map of its table."""

from collections.abc import Iterator, Mapping, Sequence

from graphkit.loaders.table.choosing import decoded
from graphkit.loaders.table.grids import Grid
from graphkit.loaders.table.maps import ColumnMap, parse
from graphkit.loaders.table.rows import line_of, ragged
from graphkit.source import Part
from graphkit.statements import Problem, Record


def records(part: Part, grids: Sequence[Grid]) -> Iterator[Record | Problem]:
    """Yield the rows of a source's tables, and a Problem for each broken row or cell.

    A cell that is no date or no amount takes only its own statements away. A table
    without a map is named.
    """
    chosen = {one.name: one for one in decoded(part.columns)}
    for grid in grids:
        if grid.name not in chosen:
            continue
        how = chosen[grid.name]
        if how.text:
            columns = parse(how.text, part.source.path)
            yield from _records(part.source.sha256, grid, columns)
        else:
            yield Problem(grid.name, how.problem, how.hint)


def _records(source: str, grid: Grid, columns: ColumnMap) -> Iterator[Record | Problem]:
    for row in grid.rows():
        at = row.at or f"row:{row.number}"
        if problem := row.problem or ragged(row, grid.header):
            yield Problem(at, problem)
            continue
        cells = dict(zip(grid.header, row.cells, strict=False))
        found, problems = line_of(at, cells, columns)
        url = found.cell("url")
        yield Record(
            source,
            at,
            "row",
            found,
            row.offset,
            row.length,
            url=url if url.startswith(("https://", "http://")) else "",
            text=words(cells) if grid.searched else "",
        )
        yield from problems


def words(cells: Mapping[str, str]) -> str:
    """Return the words of a row for searching, as a spreadsheet copies them."""
    return "\t".join(cells.values()).rstrip()
