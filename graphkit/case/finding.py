"""What holds some words: names, identifiers, and the text of a case's records."""

from pathlib import Path
from typing import TYPE_CHECKING

from graphkit.case.ledger import Ledger
from graphkit.results import Results

if TYPE_CHECKING:
    from graphkit.case.generations import Generation


def find(case: Path, generation: "Generation", text: str, limit: int) -> Results:
    """Return names, identifiers and records' text that hold some words."""
    from graphkit.search import find, texts

    rows = {row["source"]: row for row in generation.manifest["sources"]}
    with Ledger.open(case) as ledger:
        sources = [
            texts.Searched(source, row["layer"], ledger.folder.reads / row["key"])
            for source in ledger.sources()
            if (row := rows.get(source.sha256)) and row["layer"] in texts.LAYERS
        ]
    return Results(find.find(generation.tables, text, limit, sources))
