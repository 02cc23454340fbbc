"""The body that an affiliation names, among its department, city and street.

Every run of words that is a whole name of the dictionary is looked at, the longest
first. Of bodies that lie in one another the largest is meant, as registries of
affiliations do; where the names are of several bodies, or one name is of several and
no city tells them apart, nothing is said.
"""

import re
from collections.abc import Iterator, Sequence

from graphkit.folding import has_han
from graphkit.identity import name_keys
from graphkit.resolve.names.dictionary import Dictionary, Entry
from graphkit.resolve.names.latin import latin
from graphkit.resolve.names.latin_words import common, is_own, place_of
from graphkit.resolve.words import folded, words_of

LONGEST = 14
"""Words of the longest run that is looked up."""
_WORD = re.compile(r"[^\s,;:()\[\]/|]+|[,;:()\[\]/|]")
_SUBJECT = re.compile("(?:olog|graph|nom|istr|path|metr|iatr)y$|ics?$|medicine$")
_BREAKS = frozenset(",;:()[]/|")


def affiliated(text: str, dictionary: Dictionary) -> Entry | None:
    """Return the one body that an affiliation names, None where that is not sure."""
    found = [_narrowed(entries, text) for entries in _named(text, dictionary)]
    sure = {entries[0].uid: entries[0] for entries in found if len(entries) == 1}
    if not sure or any(len(entries) > 1 for entries in found):
        return None
    return _largest(sure)


def _largest(found: dict[str, Entry]) -> Entry | None:
    """Return the entry that all others lie in, None where there is none."""
    outer = [
        uid
        for uid in found
        if all(other == uid or uid in found[other].parents for other in found)
    ]
    return found[outer[0]] if len(outer) == 1 else None


def _named(text: str, dictionary: Dictionary) -> Iterator[Sequence[Entry]]:
    """Yield the entries of every run of words that is a name, none within another."""
    words = _WORD.findall(text)
    runs = [
        (start, end)
        for start in range(len(words))
        for end in range(min(len(words), start + LONGEST), start, -1)
        if _may_be_name(words, start, end)
    ]
    keys = name_keys([" ".join(words[start:end]) for start, end in runs])
    taken: set[int] = set()
    order = sorted(range(len(runs)), key=lambda n: (runs[n][0] - runs[n][1], runs[n]))
    for number in order:
        start, end = runs[number]
        uids = dictionary.by_key.get(keys[number])
        if not uids or taken & set(range(start, end)):
            continue
        if not _tells(" ".join(words[start:end])):
            continue
        taken.update(range(start, end))
        yield [dictionary.entries[uid] for uid in sorted(uids)]


def _may_be_name(words: Sequence[str], start: int, end: int) -> bool:
    """Say whether a run of words may be a name, and not a piece of a longer one.

    What is left of it between two commas must not go on with *of* or *and*.
    """
    if words[start] in _BREAKS or words[end - 1] in _BREAKS:
        return False
    before = words[start - 1] if start else ","
    after = words[end] if end < len(words) else ","
    begins, ends = before in _BREAKS, after in _BREAKS or after.isdigit()
    if begins and ends:
        return True
    tied = {before.casefold(), after.casefold()} & words_of("tie")
    if tied or end - start < 3 or not (begins or ends):
        return False
    ahead, behind = _rest(words, start, end)
    # University of Texas | Southwestern Medical Center is one name, cut in two, and so
    # is Medical | University of Innsbruck; Department of Physics | University of X not.
    bodies = words_of("organ") | words_of("unit")
    if not bodies.isdisjoint(behind) or not words_of("organ").isdisjoint(ahead):
        return False
    return begins or not bodies.isdisjoint(ahead)


def _rest(
    words: Sequence[str], start: int, end: int
) -> tuple[Sequence[str], Sequence[str]]:
    """Return the common forms of what stands between two commas around a run."""
    first, last = start, end
    while first and words[first - 1] not in _BREAKS:
        first -= 1
    while last < len(words) and words[last] not in _BREAKS:
        last += 1
    ahead, behind = words[first:start], words[end:last]
    return [common(w.casefold()) for w in ahead], [common(w.casefold()) for w in behind]


def _narrowed(entries: Sequence[Entry], text: str) -> Sequence[Entry]:
    """Return the entries whose city is in the text, if that is one of several."""
    if len(entries) < 2:
        return entries
    low = folded(text)
    near = [entry for entry in entries if entry.city and folded(entry.city) in low]
    return near if len(near) == 1 else entries


def _tells(name: str) -> bool:
    """Say whether a name says whose it is: Heart Institute, of Entomology do not."""
    if has_han(name):
        return len(name) > 3
    return len(name) > 4 and any(
        place_of(word) or (is_own(word) and not _SUBJECT.search(word))
        for word in latin(name).words
    )
