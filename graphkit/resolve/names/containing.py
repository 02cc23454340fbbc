"""Latin names of which one has all words of the other, and more."""

import re
import unicodedata
from collections.abc import Callable
from itertools import pairwise
from typing import NamedTuple

from graphkit.resolve.names.comparison import (
    Comparison,
    different,
    part_of,
    unsure,
)
from graphkit.resolve.names.gazetteer import gazetteer
from graphkit.resolve.names.latin import Latin, latin
from graphkit.resolve.names.latin_difference import (
    Difference,
    difference,
    likeness,
    numbers_differ,
    with_forms,
)
from graphkit.resolve.names.latin_words import (
    CHINESE,
    common,
    is_own,
    is_rare,
    place_of,
)
from graphkit.resolve.names.misspelling import is_near, is_plain
from graphkit.resolve.words import words_of

_JOINT = re.compile(r"\b(?:and|et|und|jv|joint venture|consortium|team)\b|[&/+]", re.I)


class Side(NamedTuple):
    """One of two names, and its parts."""

    name: str
    parts: Latin


def one_has_more(
    more: tuple[str, ...], told: Difference, longer: Side, shorter: Side
) -> Comparison:
    """Return what it means that one name has all words of the other, and more.

    A score below 0.8 with part_of says that the name suggests it and no more.
    """
    score = max(0.5, min(0.84, likeness(told, longer.parts, shorter.parts)))
    added = " ".join(more)
    reason = f"'{longer.name}' has all words of '{shorter.name}' and more: {added}."
    if _is_within(more, shorter.parts):
        only = f"Only {added} is added."
        return with_forms(longer.parts, shorter.parts, 0.9, only)
    if not _tells_apart(told, shorter.parts, longer.parts, more):
        return unsure(min(score, 0.6), reason, f"'{shorter.name}' may be many bodies.")
    if any(map(is_own, more)) and _JOINT.search(_narrow(longer.name)):
        return unsure(min(score, 0.7), reason, "They may be the name of a partner.")
    if _goes_on_with_of(longer.name, shorter.parts):
        return different(0.45, reason, "They belong to the name of another body.")
    return _part(more, score, reason, longer, shorter)


def _part(
    more: tuple[str, ...], score: float, reason: str, longer: Side, shorter: Side
) -> Comparison:
    if words_of("whole").issuperset(more):
        return part_of(0.7, shorter.name, reason, "The group is the whole of it.")
    if not words_of("unit").isdisjoint(more):
        return part_of(min(score, 0.8), longer.name, reason, "They name a part of it.")
    if any(place_of(word) for word in more) and not any(map(is_own, more)):
        return part_of(min(score, 0.8), longer.name, reason, "They name a place of it.")
    return part_of(min(score, 0.7), longer.name, reason, "It is named after it.")


def _is_within(more: tuple[str, ...], shorter: Latin) -> bool:
    """Say whether words only say what a Chinese place is, or in which country.

    Gansu is a province; but Jilin is one and a city in it too.
    """
    places = {
        place.removeprefix(CHINESE)
        for place in shorter.places
        if place.startswith(CHINESE)
    }
    if not places or "吉林" in places:
        return False
    provinces = {place for place in places if not gazetteer().above.get(place)}
    quiet = {"china", "province" if provinces else "city"}
    if provinces & words_of("municipality"):
        quiet.add("city")
    return quiet.issuperset(more)


def _tells_apart(
    told: Difference, shorter: Latin, longer: Latin, more: tuple[str, ...]
) -> bool:
    """Say whether the shorter name, within a longer one, can hardly be anybody else's.

    It can not where it has a rare word of its own, where it is three letters and
    ordinary words follow (SAP Canada), or where it is a phrase of ordinary words.
    """
    if any(not is_near(x, y) for x, y in told.misspelt):
        return False
    words = told.shared + tuple(word for pair in told.misspelt for word in pair)
    if any(is_rare(word) and len(word) > 3 for word in words):
        return True
    if any(map(is_rare, told.shared)) and not any(map(is_own, more)):
        return True
    return len(shorter.words) > 1 and _is_phrase(told, shorter, longer, more)


def _is_phrase(
    told: Difference, shorter: Latin, longer: Latin, more: tuple[str, ...]
) -> bool:
    """Say whether words that are not rare make a name of one body, taken together."""
    whole = f" {' '.join(shorter.words)} " in f" {' '.join(longer.words)} "
    if any(map(is_own, shorter.words)):
        return whole
    if not words_of("organ").isdisjoint(shorter.words):
        return bool(shorter.places) and whole
    plain = bool(told.misspelt) and all(is_plain(x, y) for x, y in told.misspelt)
    return len(shorter.letters) > 11 and (whole or plain or all(map(place_of, more)))


def _narrow(name: str) -> str:
    return unicodedata.normalize("NFKC", name)


def _goes_on_with_of(longer: str, shorter: Latin) -> bool:
    """Say whether the longer name goes on with *of* where the shorter one ends.

    Wuhan University of Technology is no part of Wuhan University.
    """
    last = shorter.words[-1]
    if last not in words_of("organ") or any(map(is_rare, shorter.words)):
        return False
    spelled = _narrow(longer).casefold().replace(",", " , ").split()
    return any(
        common(word) == last and after in ("of", "for")
        for word, after in pairwise(spelled)
    )


def named_after(a: str, b: str, is_lone: Callable[[str], bool]) -> Comparison | None:
    """Return part_of where a word that only one of many names has ties two names.

    `is_lone` says of a word whether only one name of an index has it.
    """
    one, other = latin(a), latin(b)
    told = difference(one, other)
    lone = [w for w in told.shared if len(w) > 2 and is_own(w) and is_lone(w)]
    if not lone or numbers_differ(told) or _JOINT.search(_narrow(f"{a} | {b}")):
        return None
    reason = f"Of the names of the list only '{b}' has the word {lone[0]}."
    if told.ours and told.theirs:
        # The word must be what one of the names is called by: its first.
        if not is_rare(lone[0]) or lone[0] not in (one.words[0], other.words[0]):
            return None
        return part_of(0.55, a, reason, f"What they do differs: {' '.join(told.ours)}.")
    # Harris Corporation is no Harris Transport, but Rogers Wireless is of Rogers.
    if told.theirs and not is_rare(lone[0]):
        return None
    return part_of(0.6, a if told.ours else b, reason)
