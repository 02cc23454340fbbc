"""How two Latin names differ, word by word."""

import re
from dataclasses import dataclass
from functools import lru_cache

from graphkit.resolve.names.comparison import Comparison, different, same, unsure
from graphkit.resolve.names.latin import Latin
from graphkit.resolve.names.latin_words import is_number, is_ordinary, place_of
from graphkit.resolve.names.misspelling import is_misspelling

_RUSSIAN = ("ao", "oao", "pao", "zao", "at", "pat", "jsc", "ojsc", "pjsc", "cjsc")
_TRANSLATED = (
    frozenset(_RUSSIAN),
    frozenset(("ooo", "llc")),
    frozenset(("tov", "llc")),
    frozenset(("ooo", "ltd")),
    frozenset(("sprl", "bvba")),
    *(frozenset(("coltd", form)) for form in ("ltd", "kk", "llc", "jsc")),
    *(frozenset(("kk", form)) for form in ("ltd", "corp", "inc")),
    *(frozenset(("jusikhoesa", form)) for form in ("coltd", "corp", "inc")),
    *(frozenset(("ltd", form)) for form in ("pteltd", "ptyltd", "pvtltd")),
)
"""Forms that are one another in another language, or in fewer words. Those of two
countries (AG, SA) are of two bodies, as a rule."""


@dataclass(frozen=True, slots=True)
class Difference:
    """What two names share, and the words that only one of them has.

    `misspelt` are pairs of words that may be one, badly written.
    """

    ours: tuple[str, ...]
    theirs: tuple[str, ...]
    shared: tuple[str, ...]
    misspelt: tuple[tuple[str, str], ...]


def difference(one: Latin, other: Latin) -> Difference:
    """Return how two names differ; a word said twice is no more than said once."""
    ours, theirs = one.words, other.words
    left = [word for word in dict.fromkeys(ours) if word not in theirs]
    right = [word for word in dict.fromkeys(theirs) if word not in ours]
    misspelt = []
    for word in tuple(left):
        near = next((other for other in right if is_misspelling(word, other)), "")
        if near:
            left.remove(word)
            right.remove(near)
            misspelt.append((word, near))
    shared = tuple(
        word
        for word in dict.fromkeys(ours)
        for _ in range(min(ours.count(word), theirs.count(word)))
    )
    return Difference(tuple(left), tuple(right), shared, tuple(misspelt))


def numbers_differ(told: Difference) -> Comparison | None:
    """Return different where the names count differently, else None."""
    ours = [word for word in told.ours if is_number(word)]
    theirs = [word for word in told.theirs if is_number(word)]
    if ours and theirs:
        return different(0.2, f"The numbers differ: {ours[0]} and {theirs[0]}.")
    lone = next((word for word in ours + theirs if len(word) < 4), "")
    # More than two words with a number are an address or a remark.
    if lone and max(len(told.ours), len(told.theirs)) < 3:
        return different(0.3, f"Only one of the names has the number {lone}.")
    return None


def with_forms(one: Latin, other: Latin, score: float, reason: str) -> Comparison:
    """Return same, unless the names say two legal forms."""
    if _forms_agree(one, other):
        return same(score, reason)
    return unsure(
        min(score, 0.84),
        reason,
        f"The legal form differs: {one.form} and {other.form}.",
    )


def _forms_agree(one: Latin, other: Latin) -> bool:
    if not one.form_class or not other.form_class:
        return True
    ours, theirs = _bare(one.form), _bare(other.form)
    if ours == theirs:
        return True
    return any(ours in alike and theirs in alike for alike in _TRANSLATED)


def _bare(form: str) -> str:
    return re.sub(r"[\W_]", "", form.casefold())


def likeness(told: Difference, one: Latin, other: Latin) -> float:
    """Return 0 to 1: the weight of the shared words among all; own words weigh most."""
    common = sum(map(_weight, told.shared)) + sum(
        min(_weight(x), _weight(y)) for x, y in told.misspelt
    )
    return 2 * common / (sum(map(_weight, one.words)) + sum(map(_weight, other.words)))


@lru_cache(maxsize=65_536)
def _weight(word: str) -> float:
    if is_ordinary(word):
        return 1.0
    return 1.5 if place_of(word) else 3.0
