"""Candidates: which names of a case and of lists may be one body's, and why.

Only the smaller side is asked name by name; of the larger one at most BLOCK names are
held at once, so that a list of a million entries needs no more memory than a short one.
A name never confirms: what is found here waits for an identifier or a person.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from itertools import groupby, islice
from typing import NamedTuple

from graphkit.lists.table import Name, Shelf
from graphkit.resolve import Comparison, Dictionary, Index

BLOCK = 50_000
LEAST_SCORE = 0.7
LEAST_SHARED = 0.2
"""What names in Latin letters must have in common, of 1, to be compared: of 2,800
pairs of real aliases that compare well none has less than 0.25."""

_WEAK = 0.7
_NAMES = 50

Progress = Callable[[int, int], None]


class Candidate(NamedTuple):
    """A name of ours and a name of an entry that may be one body's."""

    ours: str
    theirs: Name
    verdict: str
    score: float
    reasons: tuple[str, ...]


def candidates(
    ours: Sequence[str],
    shelf: Shelf,
    dictionary: Dictionary | None = None,
    *,
    least_score: float = LEAST_SCORE,
    progress: Progress | None = None,
) -> Iterator[Candidate]:
    """Yield pairs of names that compare as the same, part of or unsure, in any order.

    `ours` are distinct. A weak alias of a list scores at most 0.7.
    """
    count = shelf.count()
    listed = _by_text(shelf.names())
    if not ours or not count:
        return
    if count <= len(ours):
        found = _asked_by_list(ours, listed, count, dictionary, progress)
    else:
        found = _asked_by_case(ours, listed, count, dictionary, progress)
    for name, theirs, told in found:
        if told.verdict == "different":
            continue
        for one in theirs:
            candidate = _candidate(name, one, told)
            if candidate.score >= least_score:
                yield candidate


_Found = Iterator[tuple[str, Sequence[Name], Comparison]]
_Listed = tuple[str, Sequence[Name]]


def _asked_by_list(
    ours: Sequence[str],
    listed: Iterable[_Listed],
    count: int,
    dictionary: Dictionary | None,
    progress: Progress | None,
) -> _Found:
    index = Index(ours, dictionary)
    for number, (text, theirs) in enumerate(listed, 1):
        for name, told in index.nearest(text, _NAMES, least=LEAST_SHARED):
            yield name, theirs, told
        if progress and number % 100 == 0:
            progress(number, count)


def _asked_by_case(
    ours: Sequence[str],
    listed: Iterator[_Listed],
    count: int,
    dictionary: Dictionary | None,
    progress: Progress | None,
) -> _Found:
    done = 0
    while block := dict(islice(listed, BLOCK)):
        index = Index(block, dictionary)
        for name in ours:
            for text, told in index.nearest(name, _NAMES, least=LEAST_SHARED):
                yield name, block[text], told
        done += len(block)
        if progress:
            progress(min(done, count), count)


def _by_text(names: Iterable[Name]) -> Iterator[_Listed]:
    for text, group in groupby(names, key=lambda name: name.text):
        yield text, tuple(group)


def _candidate(ours: str, theirs: Name, told: Comparison) -> Candidate:
    reasons = told.reasons
    score = told.score
    if theirs.is_weak:
        score = min(score, _WEAK)
        reasons = (*reasons, f"'{theirs.text}' is a weak alias: it may be others'.")
    return Candidate(ours, theirs, told.verdict, score, reasons)


def best(found: Iterable[Candidate]) -> Mapping[tuple[str, str, str], Candidate]:
    """Return the best candidate for each of our names and entry, best score first.

    Keys are (our name, list, uid of the entry).
    """
    chosen: dict[tuple[str, str, str], Candidate] = {}
    for one in found:
        key = (one.ours, one.theirs.list, one.theirs.uid)
        if key not in chosen or _order(one) < _order(chosen[key]):
            chosen[key] = one
    return dict(sorted(chosen.items(), key=lambda item: (_order(item[1]), item[0])))


def _order(one: Candidate) -> tuple[float, str]:
    return -one.score, one.theirs.text
