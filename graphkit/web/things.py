"""Things: their cards, what they are joined to, chains through them, paths between."""

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any

from graphkit.case import Case
from graphkit.errors import QueryError
from graphkit.search import through
from graphkit.search.chain_query import PLACES
from graphkit.search.neighbours import Wish
from graphkit.web.answers import Asked, rows
from graphkit.web.keeper import Keeper

MOST_CHAINS = 200
MOST_SECONDS = 20


def cards(keeper: Keeper, asked: Asked) -> dict[str, Any]:
    """Return the cards of some uids."""
    with keeper.reading() as case:
        return {"nodes": list(case.cards(case.followed(asked.texts("uids"))))}


def neighbours(keeper: Keeper, asked: Asked) -> dict[str, Any]:
    """Return a thing's card and how many edges it has of each kind."""
    with keeper.reading() as case:
        (uid,) = case.followed([asked.text("uid")])
        return {"nodes": list(case.cards([uid])), "rows": list(case.neighbours(uid))}


def expand(keeper: Keeper, asked: Asked) -> dict[str, Any]:
    """Return some edges of a thing with what they lead to, and how many there are."""
    wish = Wish(
        type=asked.text("type"),
        direction=asked.text("direction", "out"),
        other=asked.text("label"),
        offset=asked.whole("offset", 0, 10**9),
        limit=asked.whole("limit", 40, 500),
        since=_day(asked.text("since")),
        until=_day(asked.text("until")),
        stage=asked.text("stage"),
        provenance=asked.text("provenance"),
        min_grade=asked.text("min_grade", "E5"),
    )
    with keeper.reading() as case:
        (uid,) = case.followed([asked.text("uid")])
        found, total = case.expand(uid, wish)
        return {
            "uid": uid,
            "edges": list(found),
            "nodes": list(case.cards([uid, *_ends(found)])),
            "total": total,
        }


def chains(keeper: Keeper, asked: Asked) -> dict[str, Any]:
    """Return the chains that a thing has a place in, or all, with all their cards.

    Of all, those of a pattern: things by uid in some of the places of a chain.
    """
    grade = asked.text("min_grade", "E2")
    pattern: dict[str, Any] = {
        place: said for place in PLACES if (said := asked.text(place))
    }
    with keeper.reading() as case:
        (uid,) = case.followed([asked.text("uid")])
        found: dict[str, Mapping[str, Any]] = {}
        notes: list[str] = []
        truncated = False
        for asks in through.asks(case.searched().index, uid):
            some = case.chains(**(pattern | asks), min_grade=grade, limit=MOST_CHAINS)
            found |= {row["key"]: row for row in some if through.holds(row, uid)}
            notes += some.notes
            truncated |= some.truncated
        some_chains = list(found.values())[:MOST_CHAINS]
        return {
            "uid": uid,
            "rows": some_chains,
            "nodes": _cards_of(case, some_chains),
            "notes": [] if found else list(dict.fromkeys(notes)),
            "truncated": truncated,
        }


def paths(keeper: Keeper, asked: Asked) -> dict[str, Any]:
    """Return paths between two things, best first, with all their cards."""
    with keeper.reading() as case:
        found = case.paths(
            asked.text("start"),
            asked.text("end"),
            max_hops=asked.whole("max_hops", 6, 12),
            limit=asked.whole("limit", 10, 100),
            min_grade=asked.text("min_grade", "E2"),
            seconds=asked.whole("seconds", 5, MOST_SECONDS),
        )
        return rows(found) | {"nodes": _cards_of(case, found)}


def _cards_of(case: Case, found: Iterable[Mapping[str, Any]]) -> list[Any]:
    hops = [hop for row in found for hop in row["hops"]]
    ends = [hop[side] for hop in hops for side in ("from_uid", "to_uid")]
    return list(case.cards(ends))


def _ends(edges: Iterable[Mapping[str, Any]]) -> list[str]:
    return [edge[side] for edge in edges for side in ("from", "to")]


def _day(text: str) -> date | None:
    try:
        return date.fromisoformat(text) if text else None
    except ValueError as error:
        raise QueryError(f"{text!r} is no day", hint="such as 2024-03-05") from error
