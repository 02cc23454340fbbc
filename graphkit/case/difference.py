"""The difference of two revisions: chains that are new, gone or changed.

A chain is the same where its hops join the same things, looked up under the names of
the later revision, or where they rest on the same statements. So a judgement that
gives an organisation another uid shows as a change, and not as another chain.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

from graphkit import tables
from graphkit.case.generations import Generation
from graphkit.errors import CaseError
from graphkit.search import chains
from graphkit.search.chain_query import PLACES, ChainQuery
from graphkit.search.graph import Graph

MOST = 100_000
"""Chains of a revision that are compared; of more, none are."""

STATE = (*PLACES, "modality", "stage", "date", "amount", "currency", "grade")
"""Members of a chain in which it may be read otherwise and still be the same."""

Hops = tuple[tuple[str, ...], ...]
Row = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Seen:
    """A chain of one revision: what it says, and what it rests on.

    `hops` are type, both ends, part and modality of each; `statements` the best of
    each hop; `sources` every source that states one; `controls` the rows of rules that
    the item falls under.
    """

    chain: Row
    hops: Hops
    statements: tuple[str, ...]
    sources: frozenset[str]
    controls: tuple[str, ...]

    @property
    def ends(self) -> frozenset[str]:
        """The uids of all that the hops join."""
        return frozenset(end for hop in self.hops for end in hop[1:3])

    def under(self, uids: Mapping[str, str]) -> "Seen":
        """Return it with the uids that others have become."""
        return replace(self, hops=looked_up(self.hops, uids))


@dataclass(frozen=True, slots=True)
class Edition:
    """One revision's chains, with what they and the revision rest on."""

    generation: Generation
    chains: tuple[Seen, ...]

    @classmethod
    def of(cls, generation: Generation, query: ChainQuery) -> "Edition":
        """Return the chains that a query finds; CaseError where they are too many."""
        graph = Graph.open(generation.folder)
        found = chains.search(graph, replace(query, limit=MOST))
        if found.truncated:
            raise CaseError(
                f"there are more than {MOST:,} chains to compare",
                hint="ask for less: one institution, or a better grade",
            )
        rows = [chain.to_json() for chain in found.chains]
        return cls(generation, tuple(_seen(generation.tables, rows)))


@dataclass(frozen=True, slots=True)
class Change:
    """A chain that is `new`, `gone` or `changed`, as it is, or was at last.

    `was` is what it was before, where it changed, and `fields` how.
    """

    kind: str
    seen: Seen
    was: Seen | None = None
    fields: Mapping[str, tuple[Any, Any]] = field(default_factory=dict)

    @property
    def sides(self) -> tuple[Seen, ...]:
        """The chain in each revision that has it."""
        return (self.was, self.seen) if self.was else (self.seen,)

    @property
    def ends(self) -> frozenset[str]:
        """The uids of all that it joins, before and after."""
        return frozenset().union(*(seen.ends for seen in self.sides))

    @property
    def sources(self) -> frozenset[str]:
        """The sources that it rests on, before and after."""
        return frozenset().union(*(seen.sources for seen in self.sides))


def owners(generation: Generation, anchors: Iterable[str]) -> dict[str, str]:
    """Return whose each anchor is in a revision, where it is anybody's."""
    file = generation.tables / "names.parquet"
    with tables.connect() as connection:
        found = connection.execute(
            f"SELECT DISTINCT anchor_uid, uid FROM read_parquet("
            f"{tables.literal(file)}) WHERE anchor_uid IN (SELECT unnest(?))",
            [sorted(anchors)],
        )
        return dict(found.fetchall())


def looked_up(hops: Iterable[Sequence[str]], uids: Mapping[str, str]) -> Hops:
    """Return hops with both ends as `uids` has them."""
    return tuple(
        (kind, uids.get(start, start), uids.get(end, end), *rest)
        for kind, start, end, *rest in hops
    )


def between(old: Edition, new: Edition) -> tuple[Change, ...]:
    """Return what changed: the new chains first, then changed ones, then gone ones."""
    uids = owners(new.generation, {end for seen in old.chains for end in seen.ends})
    was = [(seen, seen.under(uids)) for seen in old.chains]
    pairs, lost = _matched(was, new.chains, lambda seen: seen.hops)
    met = {id(now) for _, now in pairs}
    left = [seen for seen in new.chains if id(seen) not in met]
    more, lost = _matched(lost, left, lambda seen: seen.statements)
    met |= {id(now) for _, now in more}
    found = [Change("new", now) for now in new.chains if id(now) not in met]
    for one, now in (*pairs, *more):
        if fields := _fields(one, now):
            found.append(Change("changed", now, one, fields))
    return (*found, *(Change("gone", one) for one, _ in lost))


def _matched(
    was: Sequence[tuple[Seen, Seen]],
    now: Iterable[Seen],
    told: Callable[[Seen], object],
) -> tuple[list[tuple[Seen, Seen]], list[tuple[Seen, Seen]]]:
    """Return pairs of equal ones, and what is left of `was`."""
    there = {told(seen): seen for seen in now}
    pairs, lost = [], []
    for one, moved in was:
        found = there.pop(told(moved), None)
        if found:
            pairs.append((one, found))
        else:
            lost.append((one, moved))
    return pairs, lost


def _fields(was: Seen, now: Seen) -> dict[str, tuple[Any, Any]]:
    pairs = {name: (_plain(was, name), _plain(now, name)) for name in STATE}
    pairs["controls"] = (was.controls, now.controls)
    return {name: pair for name, pair in pairs.items() if pair[0] != pair[1]}


def _plain(seen: Seen, name: str) -> Any:
    value = seen.chain[name]
    return value["name"] if isinstance(value, Mapping) else value


def _seen(folder: Path, rows: Sequence[Row]) -> Iterator[Seen]:
    keys = sorted({hop["key"] for row in rows for hop in row["hops"]})
    stated, controls = _stated(folder, keys), _controls(folder)
    for row in rows:
        hops = [hop["key"] for hop in row["hops"]]
        yield Seen(
            row,
            tuple(tuple(key.split("|", 3)) for key in hops),
            tuple(stated[key][0] for key in hops),
            frozenset(source for key in hops for source in stated[key][1]),
            controls.get(row["uids"].get("item", ""), ()),
        )


def _stated(folder: Path, keys: Sequence[str]) -> dict[str, tuple[str, list[str]]]:
    """Return the best statement of each edge, and all sources that state it."""
    files = [str(file) for file in sorted((folder / "edges").glob("*.parquet"))]
    documents = tables.literal(folder / "nodes" / "Document.parquet")
    with tables.connect() as connection:
        found = connection.execute(
            "WITH e AS (SELECT key, statement, source, documents FROM "
            "read_parquet(?, union_by_name = true) WHERE key IN (SELECT unnest(?))), "
            "s AS (SELECT key, unnest(documents) AS uid FROM e) "
            "SELECT e.key, coalesce(e.statement, ''), list_filter(list_sort("
            "list_distinct(list(d.source) || [min(e.source)])), "
            "lambda x: x <> '') FROM e LEFT JOIN s USING (key) "
            f"LEFT JOIN read_parquet({documents}) d ON d.uid = s.uid "
            "GROUP BY e.key, e.statement",
            [files, list(keys)],
        ).fetchall()
    return {key: (statement, sources) for key, statement, sources in found}


def _controls(folder: Path) -> dict[str, tuple[str, ...]]:
    """Return the rules that each item falls under, from when to when, by its uid."""
    found: dict[str, list[str]] = {}
    with tables.connect() as connection:
        for file in sorted((folder / "edges").glob("CONTROLLED_BY.*.parquet")):
            rows = connection.execute(
                "SELECT src, concat_ws(' ', dst, effective_from, effective_to, clause)"
                f" FROM read_parquet({tables.literal(file)}) ORDER BY key"
            )
            for uid, said in rows.fetchall():
                found.setdefault(uid, []).append(said)
    return {uid: tuple(said) for uid, said in found.items()}
