"""What a chain leans on, and how many chains come and go with a judgement undone."""

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from graphkit.errors import CaseError
from graphkit.results import Results
from graphkit.search import chains
from graphkit.search.fragility import Weakness, weaknesses

if TYPE_CHECKING:
    from graphkit.case import Case

COLUMNS = ("kind", "about", "rests_on", "judgement", "chains_gone", "chains_new")
MOST = 100_000
"""Chains among which a key is looked for."""


def fragility(case: "Case", key: str) -> Results:
    """Return what a chain leans on, hops first. Raises CaseError for no such key."""
    graph = case.searched()
    found = chains.search(graph, chains.ChainQuery(min_grade="E5", limit=MOST))
    chain = next((one for one in found.chains if one.key == key), None)
    if chain is None:
        raise CaseError(
            f"no chain has the key {key}", hint="`graphkit chains --json` prints keys"
        )
    rows = [_row(case, one) for one in weaknesses(graph, chain.to_json())]
    note = "It says where to look twice, not that anything is wrong."
    return case.hidden(Results(rows, columns=COLUMNS, notes=(note,)))


def _row(case: "Case", one: Weakness) -> Mapping[str, Any]:
    gone = new = None
    if one.judgement:
        counts = case.preview_undo(one.judgement).counts["chains"]
        gone, new = counts.get("removed", 0), counts.get("added", 0)
    return {
        "kind": one.kind,
        "about": one.about,
        "rests_on": one.rests_on,
        "judgement": one.judgement or None,
        "chains_gone": gone,
        "chains_new": new,
    }
