"""All names of a case compared: blocks, pairs, likenesses, spread over processes.

Each pair is compared by itself, so that the number of processes changes nothing.
"""

import gc
import os
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from contextlib import contextmanager
from dataclasses import dataclass
from multiprocessing import get_context
from pathlib import Path
from typing import Any, Protocol

import numpy as np
import numpy.typing as npt

from graphkit.errors import CaseError
from graphkit.reading.workers import end_with_parent, hidden_main
from graphkit.resolve.alike.blocks import Blocks
from graphkit.resolve.alike.keys import keys
from graphkit.resolve.alike.likeness import Likeness, Spelling, is_worth_keeping, liken
from graphkit.resolve.alike.lots import unless_too_large, without
from graphkit.resolve.alike.standing import Standing
from graphkit.resolve.names import Dictionary, dictionary

AT_ONCE = 20_000
"""Names or pairs that a process takes at once."""

NO_DICTIONARY = dictionary()
WORTH_PROCESSES = 40_000
"""Names below which starting processes takes longer than comparing."""

WORTH_ADDING = 20
"""One new name among so many is added; where more are new, all are compared."""

Pairs = tuple[npt.NDArray[Any], npt.NDArray[Any]]
Part = tuple[list[Spelling], list[tuple[int, int]]]


@dataclass(frozen=True, slots=True)
class Comparing:
    """How names are compared; none of it changes what comes out.

    `workers` are processes, by default one for each core. What is in the folder
    `before` (see `Standing`) is used again where it holds; into `after` goes what
    there is now.
    """

    workers: int | None = None
    before: Path | None = None
    after: Path | None = None


PLAIN = Comparing()


def likenesses(
    spellings: Sequence[Spelling],
    dictionary: Dictionary,
    how: Comparing = PLAIN,
) -> list[Likeness]:
    """Return what the names come to, in order of their keys; see `Likeness`.

    *Different* is kept only between names that others tie together.
    """
    numbers = {name.key: number for number, name in enumerate(spellings)}
    with _pool(len(spellings), how.workers) as run:
        standing = how.before and _grown(how.before, spellings, dictionary)
        if not standing:
            blocks = _blocks(spellings, run)
            first = _compared(spellings, blocks.pairs(), dictionary, run, _kept)
            standing = Standing.of(spellings, blocks, first, dictionary)
        found = standing.every()
        if how.after:
            standing.save(how.after)
        rest = without(found, numbers)
        found += _compared(spellings, rest, dictionary, run, _likened)
    return sorted(unless_too_large(found, numbers), key=lambda one: (one.a, one.b))


def _grown(
    before: Path, spellings: Sequence[Spelling], dictionary: Dictionary
) -> Standing | None:
    """Return what stands there with the new names, None where that does not pay."""
    standing = Standing.load(before, dictionary)
    if standing is None:
        return None
    known = frozenset(standing.every_name())
    new = [name for name in spellings if name not in known]
    if len(known) + len(new) != len(spellings) or len(new) * WORTH_ADDING > len(known):
        return None
    for name in new:
        standing.add(name)
    return standing


def _blocks(spellings: Sequence[Spelling], run: "_Map") -> Blocks:
    texts = [name.text for name in spellings]
    parts = [texts[at : at + AT_ONCE] for at in range(0, len(texts), AT_ONCE)]
    made = list(run(_keyed, parts))
    if not made:
        return Blocks.of(())
    number, side, counts = (np.concatenate(rows) for rows in zip(*made, strict=True))
    return Blocks.sorted(number, side, np.repeat(np.arange(len(texts)), counts))


def _keyed(texts: Sequence[str]) -> tuple[Any, Any, Any]:
    """Return the keys of names: numbers, sides, and how many each name has."""
    made = [keys(text) for text in texts]
    rows = np.array([key for held in made for key in held], np.int64).reshape(-1, 2)
    counts = np.array([len(held) for held in made], np.int64)
    return rows[:, 0], rows[:, 1].astype(np.uint8), counts


def _compared(
    spellings: Sequence[Spelling],
    pairs: Pairs,
    dictionary: Dictionary,
    run: "_Map",
    work: "_Work",
) -> list[Likeness]:
    """Return what pairs come to; two names that only the dictionary has tell nothing.

    What the dictionary has to say is said here: it need not go to the processes.
    """
    said = np.array([name.is_said for name in spellings], np.bool_)
    known = np.array([name.is_known for name in spellings], np.bool_)
    one, other = pairs
    told = known[one] & known[other] & (said[one] | said[other])
    found = work(_part(spellings, one[told], other[told]), dictionary)
    plain = ~(known[one] & known[other])
    one, other = one[plain], other[plain]
    parts = (
        _part(spellings, one[at : at + AT_ONCE], other[at : at + AT_ONCE])
        for at in range(0, len(one), AT_ONCE)
    )
    return found + [liked for part in run(work, parts) for liked in part]


def _part(spellings: Sequence[Spelling], one: Any, other: Any) -> Part:
    used, place = np.unique(np.concatenate((one, other)), return_inverse=True)
    half = len(one)
    pairs = zip(place[:half].tolist(), place[half:].tolist(), strict=True)
    return [spellings[number] for number in used.tolist()], list(pairs)


def _likened(part: Part, dictionary: Dictionary = NO_DICTIONARY) -> list[Likeness]:
    names, pairs = part
    return [liken(names[one], names[other], dictionary) for one, other in pairs]


def _kept(part: Part, dictionary: Dictionary = NO_DICTIONARY) -> list[Likeness]:
    """Return what is worth keeping: the rest need not come back from the processes."""
    return [one for one in _likened(part, dictionary) if is_worth_keeping(one)]


def _start() -> None:
    end_with_parent()
    gc.disable()  # names and likenesses hold no cycles, and looking for some costs


class _Work(Protocol):
    def __call__(
        self, part: Part, dictionary: Dictionary = ..., /
    ) -> list[Likeness]: ...


class _Map(Protocol):
    def __call__(
        self, work: Callable[[Any], Any], parts: Iterable[Any], /
    ) -> Iterator[Any]: ...


@contextmanager
def _pool(size: int, workers: int | None) -> Iterator[_Map]:
    """Yield `map`, over processes where there is enough to do."""
    count = workers or os.cpu_count() or 1
    if count < 2 or size < WORTH_PROCESSES:
        yield map
        return
    pool = ProcessPoolExecutor(
        count, mp_context=get_context("spawn"), initializer=_start
    )
    try:
        with hidden_main():
            yield pool.map
    except BrokenProcessPool as error:
        raise CaseError(
            "a process that was comparing names ended without a word, as when memory "
            "runs out",
            hint="try again with --workers 1",
        ) from error
    finally:
        pool.shutdown(cancel_futures=True)
