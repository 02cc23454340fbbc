"""Absence: what was searched for a name and not found, with what was searched."""

from typing import TYPE_CHECKING

from graphkit.case import coverage
from graphkit.errors import UnknownNameError
from graphkit.results import Results

if TYPE_CHECKING:
    from graphkit.case.explorer import Explorer
    from graphkit.case.reader import CaseReader

SILENT = (
    "A month without records says that none were loaded, not that nothing happened."
)


def absence(case: "Explorer", name: str) -> Results:
    """Return what each source holds of each month, and how much of it names a thing.

    A name that nothing in the case has is in no tender: that is said, with the nearest.
    """
    if not name:
        found = coverage.rows(case.folder, case.generation)
        return Results(found, columns=coverage.COLUMNS, notes=(SILENT,))
    graph, notes = case.searched(), []
    try:
        index = graph.index
        node = index.number(case.named(graph, name))
        uids = [index.uid(one) for one in index.descendants(node)]
    except UnknownNameError as error:
        uids, notes = [], [str(error)]
    rows = coverage.rows(case.folder, case.generation, uids)
    naming = sum(row[coverage.NAMED] for row in rows)
    if not naming:
        notes.append(f"No tender that was searched names {name}.")
    columns = (*coverage.COLUMNS, coverage.NAMED)
    return case.hidden(Results(rows, columns=columns, notes=(*notes, SILENT)))


def told(case: "CaseReader", found: Results) -> Results:
    """Return results that are none with a note of what was searched."""
    notes = (*found.notes, coverage.sentence(case.folder, case.generation))
    return Results((), columns=found.columns, notes=notes, truncated=found.truncated)
