"""Judgements: what a person decided about two names or two tenders."""

import msgspec

VERDICTS = ("same", "different", "part_of", "unsure")

RULES = 1
"""Rises whenever the rules of resolution would join or part other names than before.

A judgement keeps the number in force when it was made, so that it can be looked at
again after the rules have moved.
"""


class Judgement(msgspec.Struct, frozen=True):
    """One live decision: `a` is (the same as, part of ...) `b`.

    `a` and `b` are node uids, of organisations or of tenders; the uid of any name
    that belongs to a node will do, now or after it has joined another. `uid` is that
    of the row of the log; rows sort in the order in which they were written.
    """

    verdict: str
    a: str
    b: str
    uid: str = ""
    why: str = ""


class Contradiction(msgspec.Struct, frozen=True):
    """A judgement that could not be followed, and the one that stands against it.

    `against` is '' where an end is named by no record, or nothing else is known.
    """

    judgement: str
    against: str
    reason: str
