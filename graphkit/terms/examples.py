"""Examples of a case's own context, modality and count rows: each reads as it says."""

from collections.abc import Iterator

from graphkit.catalogue_files import Edition, Row, catalogue_files, rows_of
from graphkit.errors import CatalogueError
from graphkit.statements import Passage, TenderRef
from graphkit.terms import Terms

_SAID = {"exclusion": "excluded", "none": "required"}
"""What a text says by the reading of a row, where the two words differ."""


def check(terms: Terms, edition: Edition) -> None:
    """Read the examples that a case's own rows give, with its terms.

    Raises CatalogueError for the first that reads otherwise; a row may have none.
    """
    if edition.folder is None:
        return
    files = catalogue_files(edition.folder, shipped=edition.shipped)
    for problem in (
        *_misread(terms, rows_of("context.csv", files)),
        *_misspoken(terms, rows_of("modality.csv", files)),
        *_miscounted(terms, rows_of("counts.csv", files)),
    ):
        raise problem


def spoken(terms: Terms, text: str) -> list[str]:
    """Return how a text speaks of each thing it names, in order."""
    return [
        "excluded" if said.type == "EXCLUDES" else said.modality
        for said in terms.state(Passage(TenderRef(""), "", "", text))
    ]


def _misread(terms: Terms, rows: list[Row]) -> Iterator[CatalogueError]:
    for row in rows:
        if not row.shipped and row["example"]:
            found = {one.uid for one in terms.find(row["example"])}
            if found != set(row.words("finds")):
                yield row.problem(
                    f"its example finds {', '.join(sorted(found)) or 'nothing'}",
                    "mend the words or the example, or write that into finds",
                )


def _misspoken(terms: Terms, rows: list[Row]) -> Iterator[CatalogueError]:
    for row in rows:
        if not row.shipped and row["example"]:
            wanted = _SAID.get(row["reading"], row["reading"])
            found = spoken(terms, row["example"])
            if found != [wanted]:
                yield row.problem(
                    f"its example reads {', '.join(found) or 'nothing'}, not {wanted}",
                    "mend the words, or write an example with one A100 in it",
                )


def counted(terms: Terms, text: str) -> list[str]:
    """Return number and unit of each thing a text names, in order."""
    return [
        f"{said.quantity} {said.unit}".strip()
        for said in terms.state(Passage(TenderRef(""), "", "", text))
        if said.type != "VIA"
    ]


def _miscounted(terms: Terms, rows: list[Row]) -> Iterator[CatalogueError]:
    for row in rows:
        if not row.shipped and row["example"]:
            found = counted(terms, row["example"])
            if found != [row["finds"]]:
                yield row.problem(
                    f"its example counts {', '.join(found) or 'nothing'}",
                    "mend the words or the example, or write that into finds",
                )
