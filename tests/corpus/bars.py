"""What a reader has to reach, field by field, and whether it does."""

from collections.abc import Iterator
from dataclasses import dataclass

from tests.corpus.score import Score

NEVER = ("wrong unit", "personal data")
"""Fields in which nothing at all may be found."""
ITEM_PRECISION = 0.98
MODALITY = 0.95
GENERATED = 0.97
WRITTEN = 0.90


@dataclass(frozen=True, slots=True)
class Line:
    """A field with its counts; `passed` says whether it reaches its bar."""

    field: str
    text: str
    passed: bool


def judged(score: Score, least: float) -> Iterator[Line]:
    """Yield a line for each field: at least so much F1, and none of what never may."""
    for field in NEVER:
        yield _never(score, field)
    yield _line(score, "item", score.precision("item"), ITEM_PRECISION, "P")
    for field in score.fields():
        if field not in NEVER:
            bar = MODALITY if field == "modality" else least
            yield _line(score, field, score.f1(field), bar, "F1")


def barred(score: Score, bars: dict[str, float]) -> Iterator[Line]:
    """Yield a line for each field by its own bar; fields without one pass."""
    for field in score.fields():
        yield _line(score, field, score.f1(field), bars.get(field, 0.0), "F1")


def _never(score: Score, field: str) -> Line:
    count = score.found[field]
    verdict = "PASS" if not count else "short"
    return Line(field, f"{field:14} {count} found, bar 0  {verdict}", not count)


def _line(score: Score, field: str, value: float, bar: float, measure: str) -> Line:
    passed = value >= bar
    counts = f"{score.right[field]} right of {score.found[field]} found, "
    text = (
        f"{field:14} P {score.precision(field):.3f}  R {score.recall(field):.3f}  "
        f"F1 {score.f1(field):.3f}  {counts}{score.meant[field]} meant"
    )
    if bar:
        text += f"; {measure} >= {bar:.2f} {'PASS' if passed else 'short'}"
    return Line(field, text, passed)
