"""Redaction: names or sources that a maker leaves out of what is published.

A name becomes a placeholder, and is masked in every quote; a source loses its file
name, hash, place and address, while the words quoted from it stay. What was derived of
either, such as keys, changes too, or a guess could be tested. The file says so.
"""

from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

from graphkit import tables
from graphkit.case import persons
from graphkit.case.ledger import Ledger
from graphkit.errors import CaseError, NameLookupError
from graphkit.hiding import Hider
from graphkit.search import names
from graphkit.search.graph import Graph

if TYPE_CHECKING:
    from graphkit.case.generations import Generation

NAMES, SOURCES = "names", "sources"
"""Words that stand for all organisations, and for all sources."""

PLACE = ("locator", "url", "captured_at", "transcript_of", "loader")

Row = dict[str, Any]
Contents = tuple[list[Any], list[Any], dict[str, Any]]
"""Chains, sources and the rest of a file."""


class _Chosen(NamedTuple):
    organizations: frozenset[str]
    sources: frozenset[str]


def redacted(
    case: Path, generation: "Generation", wished: Sequence[str], contents: Contents
) -> Contents:
    """Return contents without what is wished, and with a sentence about each kind.

    Raises CaseError for a wish that is neither a name nor a source.
    """
    chains, sources, meta = contents
    with Ledger.open(case) as ledger:
        chosen = _chosen(ledger, generation, wished)
        key = f"redact:{ledger.uid}".encode()
    if chosen.organizations:
        hider = _hider(generation, key, chosen.organizations)
        hidden = zip(chains, hider.rows(chains), strict=True)
        chains = [new if new == old else _unkeyed(new, hider) for old, new in hidden]
        sources = hider.rows(sources)
        meta = {**hider.value(meta), "pictures": {}}
    if chosen.sources:
        cover = _Cover(key, chosen.sources, chains)
        chains = [cover.chain(chain) for chain in chains]
        sources = [cover.source(row) for row in sources]
        meta = {**meta, "revision": "", "digest": "", "pictures": {}}
    notes = [*(meta.get("notes") or ()), *_notes(chosen)]
    return chains, sources, {**meta, "notes": notes}


def _chosen(ledger: Ledger, generation: "Generation", wished: Sequence[str]) -> _Chosen:
    graph = Graph.open(generation.folder)
    organizations: set[str] = set()
    sources: set[str] = set()
    for wish in wished:
        if wish == NAMES:
            organizations |= _organizations(generation)
        elif wish == SOURCES:
            sources |= {one.sha256 for one in ledger.sources()}
        elif found := _source(ledger, wish):
            sources.add(found)
        else:
            organizations.add(_organization(graph, wish))
    return _Chosen(frozenset(organizations), frozenset(sources))


def _source(ledger: Ledger, wish: str) -> str:
    try:
        return ledger.named(wish).sha256
    except CaseError:
        return ""


def _organization(graph: Graph, wish: str) -> str:
    try:
        return names.lookup(graph.tables, graph.index, wish, ("Organization",))
    except NameLookupError as error:
        raise CaseError(
            f"{wish} is neither an organisation nor a source of the case",
            hint=f"say {NAMES}, {SOURCES}, a name, or a path as it is shown",
        ) from error


def _organizations(generation: "Generation") -> set[str]:
    file = tables.literal(generation.tables / "nodes" / "Organization.parquet")
    with tables.connect() as connection:
        rows = connection.execute(f"SELECT uid FROM read_parquet({file})").fetchall()
    return {uid for (uid,) in rows}


def _hider(generation: "Generation", key: bytes, chosen: frozenset[str]) -> Hider:
    rows = sorted((text, uid) for uid, _, text in persons.spelled(generation.tables))
    left_out = [(text, uid) for text, uid in rows if uid in chosen]
    others = (text for text, uid in rows if uid not in chosen)
    return Hider(key, left_out, others=others, what="name left out")


def _unkeyed(chain: Row, hider: Hider) -> Row:
    """Return a chain whose tender, a hash of number and buyer, cannot be tested."""
    uids = {uid: f"tender:{hider.digest(uid)}" for uid in chain["tenders"]}
    named: Row = _renamed(chain, uids)
    return {**named, "key": hider.digest(chain["key"])}


def _renamed(value: Any, uids: Mapping[str, str]) -> Any:
    """Return a value in which other uids stand wherever some stood."""
    if isinstance(value, Mapping):
        return {name: _renamed(inner, uids) for name, inner in value.items()}
    if isinstance(value, list | tuple):
        return [_renamed(inner, uids) for inner in value]
    if isinstance(value, str):
        for uid, other in uids.items():
            value = value.replace(uid, other)
    return value


class _Cover:
    """Covers sources: each has a number, in the order in which chains name them."""

    def __init__(
        self, key: bytes, hidden: frozenset[str], chains: Iterable[Row]
    ) -> None:
        met = [hop["source"] for chain in chains for hop in chain["hops"]]
        places = dict.fromkeys(sha for sha in met if sha in hidden)
        every = [*places, *sorted(hidden - places.keys())]
        self._numbers = {sha: number for number, sha in enumerate(every, 1)}
        self._hider = Hider(key, ())

    def chain(self, chain: Row) -> Row:
        hops = [self._hop(hop) for hop in chain["hops"]]
        covered = {**chain, "hops": hops}
        return covered if hops == chain["hops"] else _unkeyed(covered, self._hider)

    def source(self, row: Mapping[str, Any]) -> Row:
        return self._hop(dict(row))

    def _hop(self, hop: Row) -> Row:
        number = self._numbers.get(hop["source"])
        if number is None:
            return hop
        blank = dict.fromkeys((name for name in PLACE if name in hop), "")
        name = f"source {number}, left out"
        return {**hop, **blank, "path": name, "source": name}


def _notes(chosen: _Chosen) -> Iterable[str]:
    if count := len(chosen.organizations):
        whose = "one organisation is" if count == 1 else f"{count:,} organisations are"
        yield (
            f"The name of {whose} left out by who made this file: "
            "a placeholder stands for it, and it is masked in quotes."
        )
    if count := len(chosen.sources):
        which = "One source is" if count == 1 else f"{count:,} sources are"
        yield (
            f"{which} left out by who made this file: the words quoted stand without "
            "file name, place, hash or address, and cannot be checked against it."
        )
