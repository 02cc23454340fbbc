"""What a comparison of two names comes to."""

from dataclasses import dataclass

VERDICTS = ("same", "unsure", "different", "part_of")


@dataclass(frozen=True, slots=True)
class Comparison:
    """Whether two names are of one body, and why.

    `reasons` are sentences that a person can accept or reject, the weightiest first.
    `part` is the name of the part where the verdict is part_of, '' otherwise.
    """

    verdict: str
    score: float
    reasons: tuple[str, ...]
    part: str = ""


def same(score: float, *reasons: str) -> Comparison:
    """Return that the names are of one body."""
    return Comparison("same", score, reasons)


def unsure(score: float, *reasons: str) -> Comparison:
    """Return that the names alone do not decide."""
    return Comparison("unsure", score, reasons)


def different(score: float, *reasons: str) -> Comparison:
    """Return that the names are of two bodies."""
    return Comparison("different", score, reasons)


def part_of(score: float, part: str, *reasons: str) -> Comparison:
    """Return that one name is of a part of the other's body."""
    return Comparison("part_of", score, reasons, part)
