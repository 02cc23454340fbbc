"""What a chain leans on, and how many chains come and go with a judgement undone."""

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from graphkit.errors import CaseError
from graphkit.results import Results
from graphkit.search import chains
from graphkit.search.fragility import Weakness, weaknesses

if TYPE_CHECKING:
    from graphkit.case.explorer import Explorer

COLUMNS = ("kind", "about", "rests_on", "judgement", "chains_gone", "chains_new")
MOST = 100_000
"""Chains among which a key is looked for."""


def fragility(case: "Explorer", key: str) -> Results:
    """Return what a chain leans on, hops first. Raises CaseError for no such key."""
    graph = case.searched()
    every = chains.search(graph, chains.ChainQuery(min_grade="E5", limit=MOST))
    chain = next((one for one in every.chains if one.key == key), None)
    if chain is None:
        raise CaseError(
            f"no chain has the key {key}", hint="`graphkit chains --json` prints keys"
        )
    found = list(weaknesses(graph, chain.to_json()))
    undone = {
        judged: case.preview_undo(judged).counts["chains"]
        for judged in dict.fromkeys(one.judgement for one in found if one.judgement)
    }
    rows = [_row(one, undone.get(one.judgement)) for one in found]
    note = "It says where to look twice, not that anything is wrong."
    return case.hidden(Results(rows, columns=COLUMNS, notes=(note,)))


def _row(one: Weakness, undone: Mapping[str, int] | None) -> Mapping[str, Any]:
    return {
        "kind": one.kind,
        "about": one.about,
        "rests_on": one.rests_on,
        "judgement": one.judgement or None,
        "chains_gone": None if undone is None else undone.get("removed", 0),
        "chains_new": None if undone is None else undone.get("added", 0),
    }
