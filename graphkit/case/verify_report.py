"""A received report against a case: are its chains, words and sources those there?"""

from collections.abc import Iterator, Mapping
from itertools import zip_longest
from pathlib import Path
from typing import Any

from graphkit.case import leaving
from graphkit.case.leaving import Wish
from graphkit.case.ledger import Ledger
from graphkit.case.verify import Differing, VerifyResult
from graphkit.received import Received
from graphkit.search.graph import Graph

NO_CHAIN = "the case has no such chain"
NO_SOURCE = "the case has no source with this hash"
OTHER_HOP = "the case says otherwise here"
LEFT_OUT = (
    "names or sources are left out of the report: chains about them were not compared"
)
OTHER_REVISION = "the report was made from another state of the case"
HOP = ("type", "from", "to", "quote", "path", "source", "locator")
"""Members of a hop that are compared."""


def compare(case: Path, received: Received) -> tuple[VerifyResult, tuple[str, ...]]:
    """Return the hops of a report that a case does not have, and what was not tested.

    What is restricted in the case is no part of what is compared.
    """
    with leaving.public(case) as (generation, _):
        graph = Graph.open(generation.folder)
        every = leaving.candidates(case, graph, Wish(min_grade="E5")).chains
        revision = generation.revision
    with Ledger.open(case) as ledger:
        hashes = {one.sha256 for one in ledger.receipts() if not one.gone}
    ours = {row["key"]: row for row in every}
    is_open = not received.meta.get("left_out_of_it")
    differing = [
        one
        for chain in received.chains
        for one in _differing(chain, ours.get(chain["key"]), hashes, is_open=is_open)
    ]
    said = str(received.meta.get("revision") or "")
    notes = (
        *(() if is_open else (LEFT_OUT,)),
        *((OTHER_REVISION,) if said and said != revision else ()),
    )
    checked = sum(
        len(chain["hops"]) for chain in received.chains if chain["key"] in ours
    )
    return VerifyResult(checked, tuple(dict.fromkeys(differing))), notes


def _differing(
    theirs: Mapping[str, Any],
    ours: Mapping[str, Any] | None,
    hashes: set[str],
    *,
    is_open: bool,
) -> Iterator[Differing]:
    key = str(theirs["key"])
    if ours is None:
        if is_open:
            yield Differing(key, "", "", NO_CHAIN)
        return
    nothing: Mapping[str, Any] = {}
    pairs = zip_longest(theirs["hops"], ours["hops"], fillvalue=nothing)
    for hop, own in pairs:
        place = (key, _path(hop), str(hop.get("locator") or ""))
        if hop.get("source") and hop["source"] not in hashes:
            yield Differing(*place, NO_SOURCE)
        elif any(hop.get(name) != own.get(name) for name in HOP):
            yield Differing(*place, OTHER_HOP)


def _path(hop: Mapping[str, Any]) -> str:
    return str(hop.get("path") or "")
