"""Questions asked of what may leave the case, not of all that is in it."""

from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any

from graphkit.errors import QueryError
from graphkit.results import Results

if TYPE_CHECKING:
    from graphkit.case.generations import Generation

TENDER = "tender"
"""The column of a question by which its rows lead to chains."""

LIMIT = 10_000


def ask(
    generation: "Generation", case: Path, name: str, given: Mapping[str, Any]
) -> Results:
    """Return the rows of a named question; notes are its reading."""
    from graphkit import queries
    from graphkit.case import remote
    from graphkit.search.graph import Graph

    question = queries.get(name, case / "questions")
    notes = (question.title, question.says, f"Left out: {question.omits}")
    if question.is_search:
        rows = question.search(Graph.open(generation.folder), given)
        return Results(rows, columns=question.columns, notes=notes)
    with remote.embedded(generation) as store:
        found = store.run(question.text, question.bind(given), limit=LIMIT)
    return Results(
        found.rows, columns=question.columns, notes=notes, truncated=found.truncated
    )


def tenders(
    generation: "Generation", case: Path, name: str, given: Mapping[str, Any]
) -> list[str]:
    """Return the uids of the tenders in the rows of a question.

    Raises QueryError where its rows name none.
    """
    found = ask(generation, case, name, given)
    if TENDER not in found.columns:
        raise QueryError(
            f"the rows of {name} name no tender, so no chain can be drawn of them",
            hint="--format csv or xlsx writes the rows themselves",
        )
    return sorted({str(row[TENDER]) for row in found if row[TENDER]})
