"""A graph in numbers: what is known of every node and edge, side by side in arrays.

Nodes are numbered in order of (label, uid). Edges are numbered table by table, in the
order of their rows: an edge's number is its table's first number plus its row, and as
tables are ordered by key, equal graphs give equal numbers.
"""

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from graphkit.search.arrays import NONE, Doubles, Ints, Letters, Texts
from graphkit.search.support import Support

UNCLEAR_PART = NONE
"""The number of part '?'; part '' is 0."""


@dataclass(frozen=True, slots=True)
class EdgeTable:
    """One table of edges and the numbers of its edges: `first` to `first + count`."""

    type: str
    start: str
    end: str
    first: int
    count: int

    @property
    def name(self) -> str:
        """The table's name, `TYPE.From.To`."""
        return f"{self.type}.{self.start}.{self.end}"


@dataclass(frozen=True, slots=True)
class Edges:
    """What is known of every edge, by its number.

    `table` is its table's number, `tender` the node of the tender it belongs to or
    NONE, `part` the number of the part's text (0 for '', NONE for '?'), `day` days
    since 1970 or NO_DAY, `until` the last day that may be meant, `provenance` its
    rank (0 is strongest). `stage`, `modality`, `currency`, `tax`, `basis` are places
    in the index's vocabularies; `source` and `identifier` numbers, `identifier` 0 for
    none.
    """

    start: Ints
    end: Ints
    table: Letters
    tender: Ints
    part: Ints
    day: Ints
    until: Ints
    provenance: Letters
    stage: Letters
    modality: Letters
    currency: Ints
    tax: Letters
    basis: Letters
    source: Ints
    identifier: Ints
    amount: Doubles

    def __len__(self) -> int:
        """Return how many edges there are."""
        return len(self.start)


@dataclass(frozen=True, slots=True)
class Tenders:
    """Stage (a place in the vocabulary) and days of every tender, by its place.

    `until` is the last day that `day` may mean, where no more than a month or a year
    is said; `day` is that of the award, else of signing, else of publication.
    """

    stage: Letters
    day: Ints
    until: Ints
    awarded: Ints
    signed: Ints
    published: Ints


@dataclass(frozen=True, slots=True)
class Numbered:
    """Everything a folder of tables holds that the index needs, numbered."""

    labels: Mapping[str, tuple[int, int]]
    uids: Mapping[str, npt.NDArray[np.bytes_]]
    tables: tuple[EdgeTable, ...]
    vocabularies: Mapping[str, tuple[str, ...]]
    edges: Edges
    support: Support
    tenders: Tenders
    texts: Mapping[str, Texts]
