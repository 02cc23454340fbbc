"""Selectors: many nodes named at once, `@university`, `@listed+university`, `@Chip`.

A word is a label of the graph, a kind of organisation, `listed` (on a list by a
confirmed match, at whatever time) or `controlled` (under a rule of the catalogue). What
stands between `+` holds together.
"""

from collections.abc import Iterator

import numpy as np
import numpy.typing as npt

from graphkit.errors import NameLookupError
from graphkit.resolve.kinds import KINDS
from graphkit.search.graph import Graph
from graphkit.search.index import Index
from graphkit.tables import connect, literal

MARK = "@"
NAMED_KINDS = tuple(kind for kind in KINDS if kind not in ("other", "unknown"))
EDGES = {"listed": "LISTED_ON", "controlled": "CONTROLLED_BY"}
Nodes = npt.NDArray[np.int64]


def select(graph: Graph, text: str) -> tuple[str, ...]:
    """Return the uids a selector names, in order of the tables.

    Raises NameLookupError for a word that is none, or where nothing is named.
    """
    words = [word for word in text.removeprefix(MARK).split("+") if word]
    sets = [_named(graph, word) for word in words]
    if not sets:
        raise NameLookupError(f"{text!r} names nothing", hint=_hint(graph.index))
    found = sets[0]
    for other in sets[1:]:
        found = np.intersect1d(found, other)
    if not len(found):
        raise NameLookupError(f"the case has nothing that is {' and '.join(words)}")
    return tuple(graph.index.uids_of(found))


def _named(graph: Graph, word: str) -> Nodes:
    index = graph.index
    if word in index.labels:
        first, count = index.labels[word]
        return np.arange(first, first + count)
    if word in EDGES:
        return np.unique(index.edges.start[index.of_type(EDGES[word])]).astype(np.int64)
    if word in NAMED_KINDS:
        return np.array(sorted(map(index.number, _of_kind(graph, word))), np.int64)
    raise NameLookupError(f"{MARK}{word} names nothing", hint=_hint(index))


def _of_kind(graph: Graph, kind: str) -> Iterator[str]:
    file = literal(graph.tables / "nodes" / "Organization.parquet")
    with connect() as connection:
        found = connection.execute(
            f"SELECT uid FROM read_parquet({file}) WHERE kind = ? ORDER BY uid", [kind]
        )
        yield from (uid for (uid,) in found.fetchall())


def _hint(index: Index) -> str:
    words = (*NAMED_KINDS, *EDGES, *index.labels)
    return f"after {MARK} may stand {', '.join(words)}, several with + between"
