"""Saved views of the explorer as chains: what their steps ask for, and filters let in.

A view is the address of a page (`#v=` and JSON); its steps are asked again, so that a
file of it holds what the case says now.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Literal
from urllib.parse import unquote

import msgspec

from graphkit.case import remarks, tags
from graphkit.case.ledger import Ledger
from graphkit.errors import CaseError
from graphkit.search import chains, through
from graphkit.search.chain_query import PLACES
from graphkit.search.former import followed
from graphkit.search.graph import Graph

Row = dict[str, Any]
Tagged = Mapping[str, frozenset[str]]

MOST = 2_000
"""Chains that one step gives."""


Grade = Literal["E1", "E2", "E3", "E4", "E5"]


class _Step(msgspec.Struct, frozen=True):
    """What was asked for: `chains` of a thing or of a pattern, or something else."""

    do: str
    uid: str = ""
    grade: Grade = "E2"
    institution: str = ""
    intermediary: str = ""
    provider: str = ""
    item: str = ""


class _State(msgspec.Struct, frozen=True):
    """What of a view narrows its chains; the rest of it says how they are drawn."""

    steps: tuple[_Step, ...] = ()
    filters: dict[str, tuple[str, ...]] = {}
    hidden: frozenset[str] = frozenset()
    focus: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Viewed:
    """The chains of a view in the order of its steps, and what is not among them."""

    chains: list[Row]
    truncated: bool
    notes: tuple[str, ...]


def look(ledger: Ledger, graph: Graph, name: str, limit: int) -> Viewed:
    """Return the chains that a saved view shows.

    Raises CaseError where there is no such view, or none of its steps asks for chains.
    """
    state = _state(ledger, name)
    steps = [step for step in state.steps if step.do == "chains"]
    others = len(state.steps) - len(steps)
    if not steps:
        raise CaseError(
            f"the view {name} shows no chains",
            hint="open a thing in the explorer, save the view anew, export that",
        )
    found: dict[str, Row] = {}
    truncated = False
    for step in steps:
        (uid,) = followed(graph, [step.uid])
        asked = _asked(step)
        for asks in through.asks(graph.index, uid):
            some = chains.search(graph, chains.ChainQuery(**(asked | asks)))
            truncated |= some.truncated
            rows = (chain.to_json() for chain in some.chains)
            found |= {row["key"]: row for row in rows if through.holds(row, uid)}
    try:
        tagged = tags.tags(ledger, graph) if "tag" in state.filters else {}
        shown = [row for row in found.values() if _is_shown(row, state, tagged)]
    except ValueError as error:
        raise CaseError(f"the view {name} cannot be read: {error}") from error
    shows = "shows" if others == 1 else "show"
    note = f"{shows} relations or paths, which a file of chains does not."
    notes = (f"{others} of the view's steps {note}",) if others else ()
    return Viewed(shown[:limit], truncated or len(shown) > limit, notes)


def _state(ledger: Ledger, name: str) -> _State:
    """Return what a saved view holds; raises CaseError where it cannot be read."""
    views = {row["name"]: row["state"] for row in remarks.views(ledger)}
    if name not in views:
        known = ", ".join(views) or "none: the explorer saves them"
        raise CaseError(f"there is no view {name}", hint=f"views: {known}")
    try:
        return msgspec.json.decode(
            unquote(views[name].removeprefix("#v=")), type=_State
        )
    except msgspec.MsgspecError as error:
        raise CaseError(f"the view {name} cannot be read: {error}") from error


def _asked(step: _Step) -> dict[str, Any]:
    """Return what a step asks of the search, without the thing it is about."""
    asked: dict[str, Any] = {"min_grade": step.grade, "limit": MOST}
    return asked | {place: said for place in PLACES if (said := getattr(step, place))}


def _is_shown(chain: Row, state: _State, tagged: Tagged) -> bool:
    """Say whether the filters let a chain in, and nothing of it was hidden."""
    parts = {hop[end] for hop in chain["hops"] for end in ("key", "from_uid", "to_uid")}
    is_left = parts.isdisjoint(state.hidden)
    is_meant = not state.focus or chain["key"] in state.focus
    values = _facets(chain, tagged)
    return (
        is_left
        and is_meant
        and _is_within(chain, state.filters)
        and all(
            not wanted or not values[facet].isdisjoint(wanted)
            for facet, wanted in state.filters.items()
            if facet in values
        )
    )


def _facets(chain: Row, tagged: Tagged) -> Mapping[str, set[str | None]]:
    relation = chain["relation"] or ("INFERRED" if chain["inferred"] else "")
    return {
        "grade": {chain["grade"]},
        "type": {relation},
        "stage": {chain["stage"]},
        "modality": {chain["modality"]},
        "provenance": {chain["provenance"]},
        "tag": {*tags.of_chain(chain, tagged)},
        "source": {hop["path"] for hop in chain["hops"]},
    }


def _is_within(chain: Row, bounds: Mapping[str, tuple[str, ...]]) -> bool:
    """Say whether day and amount lie within bounds; of a month as much as it says."""
    since, until, least = (
        (bounds.get(name) or ("",))[0] for name in ("since", "until", "least")
    )
    day = str(chain["date"] or "")
    if since and (not day or day < since[: len(day)]):
        return False
    if until and (not day or day[:10] > until):
        return False
    return not least or float(chain["amount"] or -1) >= float(least)
