"""Problems of one file, told once: what stopped, where, and how often."""

from collections import Counter
from collections.abc import Sequence

from graphkit.statements import Problem

MOST = 100
"""Kinds of problem listed of one file; what comes after is counted."""


def listed(problems: Sequence[Problem], records: int) -> tuple[Problem, ...]:
    """Return the problems of a file as they are listed, in file order.

    Those of one kind are one, with how many more there are. A file that gave no
    record has one at most: what could not be read is the file.
    """
    counts = Counter((problem.reason, problem.hint) for problem in problems)
    first: dict[tuple[str, str], Problem] = {}
    for problem in problems:
        first.setdefault((problem.reason, problem.hint), problem)
    kinds = [_counted(problem, counts[kind]) for kind, problem in first.items()]
    if not records and len(kinds) > 1:
        return (_whole(next(iter(first.values())), len(problems)),)
    if len(kinds) <= MOST:
        return tuple(kinds)
    rest = len(problems) - sum(counts[kind] for kind in list(first)[:MOST])
    more = Problem(kinds[MOST].locator, f"and {rest} more problems from here on")
    return (*kinds[:MOST], more)


def _counted(problem: Problem, count: int) -> Problem:
    if count == 1:
        return problem
    reason = f"{problem.reason} (and {count - 1} more like it)"
    return Problem(problem.locator, reason, problem.hint)


def _whole(first: Problem, count: int) -> Problem:
    reason = (
        f"nothing in it could be read; the first of {count} problems: {first.reason}"
    )
    return Problem(first.locator, reason, first.hint)
