"""A Chinese name compared with a Latin one.

Words of the Chinese name are looked for in the Latin one: places in their Latin
spelling, words of the lexicon in any of their English forms, and what is the body's
own as pinyin. What is left over on either side speaks against the pair.
"""

from collections import Counter
from dataclasses import dataclass, field

from rapidfuzz.distance import JaroWinkler

from graphkit.resolve.names.chinese import Chinese, chinese, english, numbers
from graphkit.resolve.names.comparison import (
    Comparison,
    different,
    same,
    unsure,
)
from graphkit.resolve.names.gazetteer import NATION, gazetteer
from graphkit.resolve.names.latin import Latin, latin
from graphkit.resolve.names.latin_words import (
    common,
    is_number,
    is_ordinary,
    place_of,
)
from graphkit.resolve.names.romanising import pinyin, syllables
from graphkit.resolve.syllables import is_pinyin
from graphkit.resolve.words import words_of


@dataclass(slots=True)
class _Match:
    """What of a Chinese name was found in a Latin one so far, and what was not."""

    left: list[str]
    found: list[str] = field(default_factory=list)
    missed: list[str] = field(default_factory=list)
    lost_places: list[str] = field(default_factory=list)
    weight: float = 0.0
    total: float = 0.0
    own_weight: float = 0.0
    own_total: float = 0.0
    promoted: bool = False
    """Whether a college of the Chinese name was found as a university."""

    def take(self, words: tuple[str, ...]) -> bool:
        """Take words out of what is left, if all of them are there."""
        there = Counter(self.left)
        if not words or any(there[word] < n for word, n in Counter(words).items()):
            return False
        for word in words:
            self.left.remove(word)
        return True


def compare_bilingual(han: str, roman: str) -> Comparison:
    """Return what a Chinese and a Latin name come to."""
    name, other = chinese(han), latin(roman)
    if not other.words or not name.text:
        return different(0.0, "One of the names has no word in it.")
    match = _Match(list(other.words))
    for place in name.all_places:
        _find_place(match, place)
    for unit in name.units:
        if unit.role == "word":
            _find_word(match, unit.text)
    for text in _own(name):
        _find_own(match, text)
    return _judged(name, other, match)


def _find_place(match: _Match, place: str) -> None:
    weight = 0.5 if place == NATION else 2.0
    match.total += weight
    spellings = gazetteer().latin.get(place) or (pinyin(_bare(place)),)
    for spelling in spellings:
        if match.take((common(spelling),)):
            match.weight += weight
            match.found.append(f"{place} is {spelling.capitalize()}")
            return
    match.missed.append(place)
    if place != NATION:
        match.lost_places.append(place)


def _bare(place: str) -> str:
    """Return a place without what it is; 市区 and the like are that and no more."""
    return place.rstrip("区县市旗") or place


def _find_word(match: _Match, word: str) -> None:
    forms = sorted((_words(form) for form in english()[word]), key=len, reverse=True)
    taken = next((form for form in forms if match.take(form)), ())
    if not taken and len(word) > 1 and match.take((pinyin(word),)):
        taken = (pinyin(word),)  # 铁道大学 calls itself Tiedao University.
    if not taken and () in forms:
        return
    weight = max(1.0, 0.6 * max(map(len, forms)))
    match.total += weight
    if taken:
        match.weight += weight
        match.found.append(f"{word} is {' '.join(taken)}")
        match.promoted |= word.endswith("学院") and "university" in taken
    else:
        match.missed.append(word)


def _words(form: str) -> tuple[str, ...]:
    return tuple(common(word) for word in form.split())


def _own(name: Chinese) -> list[str]:
    """Return the stretches of a name that are its own, numbers written as ordinals."""
    own = (unit.text for unit in name.units if unit.role == "own")
    return [text for text in own if any(map(str.isalnum, text))]


def _find_own(match: _Match, text: str) -> None:
    if (ordinal := _ordinal(text)) and match.take((ordinal,)):
        match.found.append(f"{text} is {ordinal}")
        match.weight += 1.0
        match.total += 1.0
        return
    weight = 3.0 if len(text) > 1 else 1.2
    match.total += weight
    match.own_total += weight
    start, end, likeness = _spelt(match.left, syllables(text))
    if likeness < 0.93:
        match.missed.append(text)
        return
    match.found.append(f"{text} is {' '.join(match.left[start:end])}")
    del match.left[start:end]
    match.weight += weight * likeness
    match.own_weight += weight * likeness


def _ordinal(text: str) -> str:
    if not text.startswith("第"):
        return ""
    counted = numbers(text)
    return str(counted[0]) if len(counted) == 1 and len(text) < 5 else ""


def _spelt(words: list[str], spoken: tuple[str, ...]) -> tuple[int, int, float]:
    """Return where up to four words sound like syllables, and how much."""
    target, initials = "".join(spoken), "".join(part[0] for part in spoken)
    best = (0, 0, 0.0)
    for start in range(len(words)):
        joined = ""
        for end in range(start, min(len(words), start + 4)):
            joined += words[end]
            likeness = 1.0 if joined == target else 0.0
            # Qinghai is near to Qinghua, and is another name.
            if (
                not likeness
                and len(target) > 5
                and joined[0] == target[0]
                and not is_pinyin(joined)
            ):
                likeness = JaroWinkler.similarity(joined, target)
            if joined == initials and len(joined) > 2:
                likeness = max(likeness, 0.8)
            if likeness > best[2]:
                best = (start, end + 1, likeness)
    return best


def _judged(name: Chinese, other: Latin, match: _Match) -> Comparison:
    """Weigh what was found and what is left over."""
    reasons = _reasons(match)
    extra = [w for w in match.left if place_of(w) and place_of(w) != "china"]
    if extra and match.lost_places:
        return different(
            0.15, f"The places differ: {match.lost_places[0]} and {extra[0]}."
        )
    counted = [word for word in match.left if is_number(word)]
    uncounted = [text for text in match.missed if text.startswith("第")]
    if counted or uncounted:
        lone = (counted or uncounted)[0]
        return different(0.3, f"Only one of the names has the number {lone}.")
    score = _score(name, other, match, extra)
    if bool(name.branch) != ("branch" in other.words):
        return different(0.4, "Only one of the names is that of a branch.", *reasons)
    if score >= 0.85:
        return same(score, *reasons)
    if score >= 0.6:
        return unsure(score, *reasons)
    return different(score, *reasons)


def _score(name: Chinese, other: Latin, match: _Match, extra: list[str]) -> float:
    chinese_share = match.weight / match.total if match.total else 0.0
    spoken = sum(map(_weight, other.words)) or 1.0
    latin_share = 1 - sum(map(_weight, match.left)) / spoken
    if chinese_share <= 0 or latin_share <= 0:
        return 0.0
    score = 2 * chinese_share * latin_share / (chinese_share + latin_share)
    if extra:
        score *= 0.75
    if match.lost_places:
        score *= 0.85
    own_found = match.own_weight >= 0.6 * match.own_total
    if match.own_total and not own_found:
        score *= 0.7
    if (match.promoted and _may_have_twin(name)) or _is_of_technology(name):
        score = min(score, 0.84)
    return _capped(score, name, match, own_found)


def _is_of_technology(name: Chinese) -> bool:
    """Say whether a name is a place's university of technology and no more.

    北京理工大学, 北京工业大学 and 北京科技大学 are three, and one translation
    may mean any of them.
    """
    subjects = words_of("technology")
    return (
        any(place != NATION for place in name.all_places)
        and not _own(name)
        and all(word in subjects for word in name.words)
        and any(word not in ("大学", "学院") for word in name.words)
    )


def _may_have_twin(name: Chinese) -> bool:
    """Say whether a college may lie beside a university of the same name.

    辽宁科技学院 and 辽宁科技大学 are two, and both call themselves universities; most
    other colleges that do so are the only one of their name.
    """
    above = gazetteer().above
    large = any(
        place in words_of("large city") or not above.get(place)
        for place in name.all_places
    )
    plain = all(word == "学院" for word in name.words) and not _own(name)
    return (large and plain) or not words_of("twin").isdisjoint(name.words)


def _capped(score: float, name: Chinese, match: _Match, own_found: bool) -> float:
    """Return a score that is not *same* where words that tell bodies apart are left."""
    missed = [
        text
        for text in match.missed
        if text not in words_of("quiet") and text not in match.lost_places
    ]
    left = [word for word in match.left if word not in words_of("quiet")]
    if name.is_company:
        left = [word for word in left if word != "technology"]
        if match.own_total and own_found:
            if missed and not left and all(text in english() for text in missed):
                return max(min(score, 0.8), 0.66)
            if not missed and not left:
                # Its sound is all there is, and other characters have it too.
                return min(score, 0.84)
    if not missed and not left:
        return score
    lone = len(missed) + len(left) == 1 and len(name.units) > 3
    return min(score, 0.8 if lone else 0.58)


def _weight(word: str) -> float:
    if word in words_of("quiet"):
        return 0.3
    return 1.0 if is_ordinary(word) else 2.0


def _reasons(match: _Match) -> tuple[str, ...]:
    said = []
    if match.found:
        said.append(f"{'; '.join(match.found)}.")
    if match.missed:
        said.append(f"Not found in the Latin name: {'、'.join(match.missed)}.")
    if match.left:
        said.append(f"Not found in the Chinese name: {' '.join(match.left)}.")
    return tuple(said)
