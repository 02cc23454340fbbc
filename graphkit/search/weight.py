"""Weights: how many chains of one tender each a node stands in."""

import numpy as np

from graphkit.search.arrays import Doubles
from graphkit.search.index import Index


def chain_counts(index: Index) -> Doubles:
    """Return for every organisation and tender in how many chains it stands, by node.

    Counted cell by cell without making them: awards by providers by items, whatever
    their grade.
    """
    cells = index.cells
    ways = np.ones(len(cells))
    for start in (cells.award_start, cells.via_start, cells.item_start):
        ways *= np.maximum(np.diff(start), 1)
    counted = np.bincount(cells.tender, ways, minlength=index.n_nodes)
    weight: Doubles = counted.astype(np.float64)
    for kind, side, other in (
        ("ISSUED", index.edges.start, index.edges.end),
        ("AWARDED_TO", index.edges.end, index.edges.start),
    ):
        edges = index.of_type(kind)
        weight += np.bincount(
            side[edges], counted[other[edges]], minlength=index.n_nodes
        )
    return weight
