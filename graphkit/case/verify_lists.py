"""Verification of lists: bytes hashed, the words behind each listing read again."""

from collections.abc import Iterator, Mapping

from graphkit import lists as reading
from graphkit.case import lists
from graphkit.case.folder import Folder
from graphkit.case.generations import Generation
from graphkit.case.ledger import Ledger, LogRow
from graphkit.case.opened import rows
from graphkit.case.verify import (
    CHANGED_LAYER,
    OTHER_QUOTE,
    Differing,
    VerifyResult,
    bytes_problem,
)
from graphkit.errors import SourceError
from graphkit.personal import masked

_Quotes = Mapping[str, tuple[str, str]]
"""Key and words of a listing by the place of its entry."""


def check(ledger: Ledger, generation: Generation) -> VerifyResult:
    """Return how many quotes of LISTED_ON were read again, and what differs."""
    file = generation.tables / "edges" / "LISTED_ON.Organization.List.parquet"
    quoted: dict[str, dict[str, tuple[str, str]]] = {}
    for row in rows("SELECT * FROM read_parquet(?) ORDER BY key", [str(file)]):
        places = quoted.setdefault(row["source"], {})
        places[row["locator"]] = (row["key"], row["quote"])
    differing: list[Differing] = []
    for listed in lists.rows(ledger):
        quotes = quoted.get(listed.body["sources"][0][1], {})
        differing += _differing(ledger.folder, listed, quotes)
    return VerifyResult(sum(map(len, quoted.values())), tuple(dict.fromkeys(differing)))


def _differing(case: Folder, row: LogRow, quotes: _Quotes) -> Iterator[Differing]:
    main, *beside = lists.sources_of(case, row)
    for source in (main, *beside):
        if problem := bytes_problem(case, source):
            yield Differing("", source.path, "", problem)
    if not quotes or not main.file.is_file():
        return
    try:
        found = {
            item.locator: masked(item.quote)
            for item in reading.read(row.body["form"], main, tuple(beside))
            if isinstance(item, reading.Listed) and item.locator in quotes
        }
    except SourceError as error:
        yield Differing("", main.path, "", f"{CHANGED_LAYER}: {error.problem}")
        return
    for place, (key, words) in sorted(quotes.items()):
        if found.get(place) != words:
            there = repr(found[place][:80]) if place in found else "no entry"
            yield Differing(
                key, main.path, place, f"{OTHER_QUOTE}: {there} stands there"
            )
