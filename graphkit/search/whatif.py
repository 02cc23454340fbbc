"""What if: the chains whose review changes when rules are switched or moved.

The chains are the same under both; what the rules would ask of them differs. Nothing
here says that anybody asked, or had to.
"""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date, timedelta

from graphkit import tables
from graphkit.rules import Rules, controls
from graphkit.rules.reviews import Deal, Register, Review, reviews
from graphkit.rules.shares import Listing, Share, Term
from graphkit.search.chain import Chain
from graphkit.search.chain_query import ChainQuery
from graphkit.search.chains import search
from graphkit.search.graph import Graph

ONE_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Change:
    """A chain, and what it would need under the rules as they are and as supposed."""

    chain: Chain
    before: tuple[Review, ...]
    after: tuple[Review, ...]


@dataclass(frozen=True, slots=True)
class WhatIf:
    """The chains that change, in their order, out of how many; `truncated` as there."""

    changes: tuple[Change, ...]
    n_chains: int
    truncated: bool


def compare(graph: Graph, query: ChainQuery, rules: Rules, supposed: Rules) -> WhatIf:
    """Return the chains a query gives whose reviews differ under other rules."""
    found = search(graph, replace(query, rules=rules))
    register = read_register(graph)
    read = (
        Change(
            chain,
            reviews(_deal(chain, query, rules), rules, register),
            reviews(_deal(chain, query, supposed), supposed, register),
        )
        for chain in found.chains
    )
    changes = tuple(one for one in read if one.before != one.after)
    return WhatIf(changes, len(found.chains), found.truncated)


def read_register(graph: Graph) -> Register:
    """Return who owns whom and who is on which list, as the tables have it."""
    with tables.connect() as connection:
        owns = graph.tables / "edges" / "OWNS.Organization.Organization.parquet"
        on = graph.tables / "edges" / "LISTED_ON.Organization.List.parquet"
        shares = connection.execute(
            "SELECT src, dst, share, effective_from, effective_to "
            f"FROM read_parquet({tables.literal(owns)}) "
            "WHERE share IS NULL OR share > 0 ORDER BY key"
        ).fetchall()
        listings = connection.execute(
            "SELECT src, dst, listed_on, delisted_on "
            f"FROM read_parquet({tables.literal(on)}) ORDER BY key"
        ).fetchall()
    uids = {uid for a, b, *_ in (*shares, *listings) for uid in (a, b)}
    names = {uid: graph.index.name(graph.index.number(uid)) for uid in uids}
    return Register(
        tuple(Share(a, b, share, Term(*term)) for a, b, share, *term in shares),
        tuple(
            Listing(body, names[on], Term(first, end and end - ONE_DAY))
            for body, on, first, end in listings  # off the list from the day it ends
        ),
        names,
    )


def _deal(chain: Chain, query: ChainQuery, rules: Rules) -> Deal:
    first, last = query.as_of or chain.date, query.as_of or chain.until
    parties = dict(_parties(chain))
    begin, end = first or date.min, last or date.max
    item = chain.uids.get("item", "")
    bearing = controls(item, begin, end, rules) if item else ()
    return Deal(bearing, bool(chain.provider), parties, begin, end)


def _parties(chain: Chain) -> Iterator[tuple[str, str]]:
    yield chain.uids["institution"], chain.institution
    if chain.intermediary:
        yield chain.uids["intermediary"], chain.intermediary
