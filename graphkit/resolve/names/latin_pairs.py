"""Two Latin names compared: what they share, and what each has more than the other."""

from collections import Counter

from graphkit.resolve.names.comparison import (
    Comparison,
    different,
    same,
    unsure,
)
from graphkit.resolve.names.containing import Side, one_has_more
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
    is_foreign,
    is_own,
    is_rare,
    lies_in,
    place_of,
    singular,
)
from graphkit.resolve.names.misspelling import (
    is_near,
    is_place_written_wrongly,
    is_plain,
    is_slip,
)
from graphkit.resolve.words import words_of


def compare_latin(a: str, b: str) -> Comparison:
    """Return what two Latin names come to."""
    one, other = latin(a), latin(b)
    if not one.words or not other.words:
        return different(0.0, "One of the names has no word in it.")
    if one.country and other.country and one.country != other.country:
        return different(0.15, f"The places differ: {one.country} and {other.country}.")
    if one.words == other.words or one.letters == other.letters:
        return _equal(one, other)
    told = difference(one, other)
    if not told.ours and not told.theirs:
        return _same_words(told, one, other)
    if found := numbers_differ(told) or _places_differ(told):
        return found
    if "".join(told.ours) == "".join(told.theirs):
        return with_forms(one, other, 0.94, "The words are only divided differently.")
    if found := _acronym(told, one, other):
        return found
    if told.ours and told.theirs:
        return _both_have_more(told, one, other)
    ours, theirs = Side(a, one), Side(b, other)
    if told.ours:
        return one_has_more(told.ours, told, ours, theirs)
    return one_has_more(told.theirs, told, theirs, ours)


def _equal(one: Latin, other: Latin) -> Comparison:
    if one.spelled == other.spelled:
        return with_forms(one, other, 0.98, "The names are equal but for spelling.")
    return _translated(one, other, 0.96, "The words of the names mean the same.")


def _translated(one: Latin, other: Latin, score: float, reason: str) -> Comparison:
    """Return same for names that mean the same, unless many bodies have such a one.

    Instituto Nacional de Salud Pública is of Mexico, Institut national de santé
    publique of Canada; Energia Ltd is no Energy Ltd, but Bosch Energie is Bosch Energy.
    """
    if not any(map(is_foreign, set(one.spelled) ^ set(other.spelled))):
        return with_forms(one, other, score, reason)
    shared, own = set(one.spelled) & set(other.spelled), any(map(is_own, one.words))
    if not (words_of("of a nation").isdisjoint(one.words) or one.places or own):
        return unsure(0.75, reason, "Many countries have a body of this name.")
    organs = words_of("organ") | words_of("unit") | words_of("school")
    is_company = one.form or other.form or organs.isdisjoint(one.words)
    if is_company and not any(map(is_own, shared)):
        return unsure(0.75, reason, "No word of the name is its own.")
    return with_forms(one, other, score, reason)


def _same_words(told: Difference, one: Latin, other: Latin) -> Comparison:
    if not told.misspelt:
        return _reordered(one, other)
    spelt = ", ".join(f"{x} and {y}" for x, y in told.misspelt)
    reason = f"Only the spelling differs: {spelt}."
    own = any(map(is_own, told.shared))
    if told.shared and all(is_place_written_wrongly(*pair) for pair in told.misspelt):
        return with_forms(one, other, 0.88, reason)
    if all(is_plain(x, y, sure=own) for x, y in told.misspelt):
        return with_forms(one, other, 0.92, reason)
    if any(map(is_rare, told.shared)) and all(is_near(x, y) for x, y in told.misspelt):
        return with_forms(one, other, 0.88, reason)
    if all(is_slip(x, y, alone=not told.shared) for x, y in told.misspelt):
        return with_forms(one, other, 0.87, reason)
    return unsure(0.8, reason, "It is the name's own word that differs.")


def _reordered(one: Latin, other: Latin) -> Comparison:
    reason = "The names have the same words in another order."
    if len(one.words) != len(other.words):
        longer = max(one, other, key=lambda name: len(name.words))
        twice = Counter(longer.words) - Counter(set(longer.words))
        if all(map(place_of, twice)):
            return with_forms(one, other, 0.9, "One of the names says its place twice.")
        return unsure(0.75, "The names have the same words; one says some twice.")
    if Counter(map(singular, one.spelled)) != Counter(map(singular, other.spelled)):
        return _translated(one, other, 0.9, "One name is a translation of the other.")
    if _is_short(one):
        return unsure(0.7, reason, "York University is not the University of York.")
    return with_forms(one, other, 0.93, reason)


def _is_short(name: Latin) -> bool:
    """Say whether a name is so short that in another order it may be another's.

    Xi'an Technological University is not Xi'an University of Technology; but there is
    one Normal University of Guangxi.
    """
    if len(name.words) > 3 or words_of("school").isdisjoint(name.words):
        return len(name.words) < 3
    told = words_of("school") | words_of("subject of two")
    subjects = [w for w in name.words if w not in told and not place_of(w)]
    return len(subjects) != 1 or any(map(is_own, subjects)) or not name.places


def _places_differ(told: Difference) -> Comparison | None:
    ours = {place for word in told.ours if (place := place_of(word))}
    theirs = {place for word in told.theirs if (place := place_of(word))}
    if ours and theirs and not _may_meet(ours, theirs):
        named = f"{sorted(ours)[0]} and {sorted(theirs)[0]}".replace(CHINESE, "")
        return different(0.15, f"The places differ: {named}.")
    return None


def _may_meet(ours: set[str], theirs: set[str]) -> bool:
    """Say whether one body may be in places of two names: Hangzhou lies in China."""
    return ours == theirs or any(
        lies_in(a, b) or lies_in(b, a) for a in ours for b in theirs
    )


def _acronym(told: Difference, one: Latin, other: Latin) -> Comparison | None:
    for short, brief, whole in (
        (told.ours, one, other),
        (told.theirs, other, one),
    ):
        if len(short) != 1 or not 2 <= len(short[0]) <= 8:
            continue
        if run := _run(short[0], brief, whole):
            reason = f"{short[0].upper()} are the initials of {' '.join(run)}."
            if any(map(is_own, told.shared)):
                return same(0.88, reason, "The name's own word is the same.")
            if len(run) > 3 and any(map(place_of, told.shared)):
                return same(0.87, reason, "The place is the same.")
            return unsure(0.62, reason)
        if short[0] == "".join(word[0] for word in _rest(told, short)):
            reason = f"{short[0].upper()} are the initials of other words."
            return unsure(0.62, reason)
    return None


def _rest(told: Difference, short: tuple[str, ...]) -> tuple[str, ...]:
    return told.theirs if short is told.ours else told.ours


def _run(acronym: str, brief: Latin, whole: Latin) -> tuple[str, ...]:
    """Return the words with these initials that the longer name has in its place."""
    kept = Counter(brief.words) - Counter((acronym,))
    length = len(acronym)
    for start in range(len(whole.words) - length + 1):
        run = whole.words[start : start + length]
        others = whole.words[:start] + whole.words[start + length :]
        if "".join(word[0] for word in run) == acronym and Counter(others) == kept:
            return run
    return ()


def _both_have_more(told: Difference, one: Latin, other: Latin) -> Comparison:
    score = likeness(told, one, other)
    ours, theirs = " ".join(told.ours), " ".join(told.theirs)
    reason = f"The words differ: {ours} and {theirs}."
    rare = sum(map(is_rare, told.shared))
    if rare > 1 or (rare and not any(map(is_own, told.ours + told.theirs))):
        return unsure(min(0.58, 0.4 + score / 3), reason, "The rare word is the same.")
    return different(0.48 * score, reason)
