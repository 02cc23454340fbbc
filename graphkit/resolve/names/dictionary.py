"""Dictionaries of names that are known to be of one body.

A dictionary's entries come from ROR, from the catalogue, from the user's own file, or
from a screening list, whose aliases only *suggest*: they never decide.
"""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

import msgspec

from graphkit.identity import name_key, name_keys
from graphkit.resolve.names.comparison import (
    Comparison,
    different,
    part_of,
    same,
    unsure,
)


class Entry(msgspec.Struct, frozen=True):
    """A body of a dictionary: its uid there, its names, what it is part of."""

    uid: str
    names: tuple[str, ...]
    source: str
    kind: str = ""
    country: str = ""
    city: str = ""
    parents: tuple[str, ...] = ()
    weak: tuple[str, ...] = ()
    """Acronyms and other names that may be several bodies'."""
    successors: tuple[str, ...] = ()
    """What it has become, or become a part of."""
    suggests: bool = False


Entries = Sequence[Entry]
_ORDER = {"same": 0, "part_of": 1, "unsure": 2, "different": 3}


@dataclass(frozen=True, slots=True)
class Dictionary:
    """Entries by the keys of their names."""

    entries: Mapping[str, Entry]
    by_key: Mapping[str, frozenset[str]]
    weak: Mapping[str, frozenset[str]]

    def find(self, name: str) -> tuple[Entry, ...]:
        """Return the entries that have a name, in the order of their uids."""
        key = name_key(name)
        found = self.by_key.get(key) or self.weak.get(key) or frozenset()
        return tuple(self.entries[uid] for uid in sorted(found))

    def _is_weak(self, name: str) -> bool:
        """Say whether entries have a name only as an acronym."""
        key = name_key(name)
        return key not in self.by_key and key in self.weak

    def sure(self, name: str) -> tuple[Entry, ...]:
        """Return the entries that have a name and are their source's only ones."""
        found = () if self._is_weak(name) else self.find(name)
        count = Counter(entry.source for entry in found)
        return tuple(e for e in found if count[e.source] == 1 and not e.suggests)

    def kind(self, name: str) -> str:
        """Return the kind that the dictionary gives a name, or ''."""
        return next((entry.kind for entry in self.sure(name) if entry.kind), "")

    def compare(self, a: str, b: str) -> Comparison | None:
        """Return what the dictionary says of two names, None where it is silent.

        Each source speaks for itself; the first that calls the names one body counts.
        """
        ours, theirs = self.find(a), self.find(b)
        said = [
            told
            for source in sorted({one.source for one in ours})
            if (told := self._of_source(source, ours, theirs, a, b))
        ]
        return min(said, key=lambda told: _ORDER[told.verdict], default=None)

    def _of_source(
        self, source: str, ours: Entries, theirs: Entries, a: str, b: str
    ) -> Comparison | None:
        one = [entry for entry in ours if entry.source == source]
        other = [entry for entry in theirs if entry.source == source]
        both = [entry for entry in one if entry in other]
        if not other:
            return None
        if both and (len(one) > 1 or len(other) > 1):
            return unsure(0.7, f"{source} has '{a}' and '{b}' for several bodies.")
        if both:
            weak = self._is_weak(a) or self._is_weak(b)
            return _one_entry(both[0], a, b, weak=weak)
        if len(one) > 1 or len(other) > 1:
            return None
        return _two_entries(one[0], other[0], a, b)


def _one_entry(entry: Entry, a: str, b: str, *, weak: bool) -> Comparison:
    reason = f"{entry.source} has '{a}' and '{b}' for one body ({entry.uid})."
    if entry.suggests:
        return unsure(0.84, reason, "Its aliases suggest and do not decide.")
    if weak:
        return unsure(0.8, reason, "Short forms may be those of several bodies.")
    return same(0.99, reason)


def _two_entries(one: Entry, other: Entry, a: str, b: str) -> Comparison | None:
    if one.suggests or other.suggests:
        return None
    if other.uid in one.parents:
        return part_of(0.8, a, f"{one.source} has '{a}' as part of '{b}'.")
    if one.uid in other.parents:
        return part_of(0.8, b, f"{one.source} has '{b}' as part of '{a}'.")
    if other.uid in one.successors or one.uid in other.successors:
        return unsure(0.7, f"{one.source} has one of '{a}' and '{b}' follow the other.")
    return different(0.05, f"{one.source} has '{a}' and '{b}' as two bodies.")


def dictionary(*entries: Iterable[Entry]) -> Dictionary:
    """Return one dictionary of several lists of entries."""
    listed = [entry for part in entries for entry in part]
    return Dictionary(
        {entry.uid: entry for entry in listed},
        _by_key((entry.uid, entry.names) for entry in listed),
        _by_key((entry.uid, entry.weak) for entry in listed),
    )


def _by_key(
    named: Iterable[tuple[str, tuple[str, ...]]],
) -> Mapping[str, frozenset[str]]:
    pairs = [(uid, name) for uid, names in named for name in names]
    found: dict[str, set[str]] = {}
    keys = name_keys([name for _, name in pairs])
    for key, (uid, _) in zip(keys, pairs, strict=True):
        found.setdefault(key, set()).add(uid)
    return {key: frozenset(uids) for key, uids in found.items()}
