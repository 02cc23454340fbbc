"""Grades: how well the records support a chain or a path, from E1 down to E5.

A grade is that of the weakest hop or join, so that a hop added never raises it. In
arrays E1 is 1 and E5 is 5; `np.maximum` takes the weaker.
"""

from collections.abc import Mapping, Sequence

import numpy as np
import numpy.typing as npt

from graphkit.errors import QueryError
from graphkit.search.arrays import NONE, Flags, Letters
from graphkit.search.support import Support
from graphkit.source import PROVENANCES

WORDS: Mapping[str, str] = {
    "E1": "one document supports every hop",
    "E2": "documents of one tender, a compiled record, or with a catalogue fact",
    "E3": "tenders joined by a strong identifier or a judgement, or part not stated",
    "E4": "tenders joined by an equal name or the dictionary",
    "E5": "a hop without a quote, or over an unsure pair",
}
GRADES = tuple(WORDS)
SECOND_HAND = ("catalogue", "reported", "analyst")
"""Provenances that are at best E2."""


def number(grade: str) -> int:
    """Return 1 to 5 for E1 to E5. Raises QueryError for anything else."""
    if grade not in WORDS:
        raise QueryError(f"{grade!r} is no grade", hint="grades are E1 to E5")
    return GRADES.index(grade) + 1


def floors(
    *,
    provenance: Letters,
    basis: Letters,
    bases: Sequence[str],
    quoted: Flags,
    sourced: Flags,
    unsure: Flags,
) -> Letters:
    """Return the best grade that each edge allows by itself.

    A catalogue fact and what is only reported are at best E2. An unsure pair, a hop
    without a quote and a note without a source are E5; facts and judgements have
    sources of their own kind.
    """
    fact = np.isin(basis, [n for n, name in enumerate(bases) if name == "catalogue"])
    judged = np.isin(basis, [n for n, name in enumerate(bases) if name == "judgement"])
    second = np.isin(provenance, [PROVENANCES.index(name) for name in SECOND_HAND])
    best = np.where(fact | second, 2, 1)
    none = unsure | ~quoted | (~sourced & ~fact & ~judged)
    return np.where(none, 5, best).astype(np.uint8)


def of_hops(support: Support, hops: npt.NDArray[np.int64]) -> npt.NDArray[np.uint8]:
    """Return the grade of each row of edges (NONE is no hop) by its hops alone.

    E1 needs one Document, not a compiled one, that states every hop.
    """
    best = np.where(hops == NONE, 1, support.grade[hops]).max(axis=1, initial=1)
    shared = np.where(support.shared(hops), 1, 2)
    weakest: npt.NDArray[np.uint8] = np.maximum(best, shared).astype(np.uint8)
    return weakest
