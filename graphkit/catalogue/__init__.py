"""The catalogue: chips, models, providers, products, and what is known of them.

Ours is `graphkit/data`, every row with its source and the day it was checked; a case
adds its own tables in `catalogue/`, and a row of its own under one of our uids takes
the place of ours. Recognising a name is not a catalogue fact; that a p4d instance has
A100s is one, and a path that needs it says so.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path
from types import MappingProxyType

from graphkit.catalogue import entries as entries_of
from graphkit.catalogue import facts as facts_of
from graphkit.catalogue import words as words_of
from graphkit.catalogue.counts import Counts, counts
from graphkit.catalogue.entries import Entry
from graphkit.catalogue.facts import Fact
from graphkit.catalogue.words import Alias, Cue, Partition, Qualifier, Surrounding
from graphkit.catalogue_files import CatalogueFile, catalogue_files, digest_of
from graphkit.rules import Rules
from graphkit.rules import load as load_rules

__all__ = [
    "Alias",
    "Catalogue",
    "Counts",
    "Cue",
    "Entry",
    "Fact",
    "Partition",
    "Qualifier",
    "Surrounding",
]

READING = 5
"""Rises whenever the same tables would find other terms in the same text, or what is
kept of a reading has another form: stored sources are then read again."""


@dataclass(frozen=True, slots=True)
class Catalogue:
    """Everything in use, in the order of the tables.

    `operators` pairs the name of a company with the uid of the provider it runs.
    `organizations` are groups of names known to be one body, the dictionary; `ror`
    gives the ROR identifier of a group by its first name. `digest` stands for every
    byte in use: readings made under another are made again.
    """

    entries: Mapping[str, Entry]
    facts: tuple[Fact, ...]
    operators: tuple[tuple[str, str], ...]
    organizations: tuple[tuple[str, ...], ...]
    ror: Mapping[str, str]
    aliases: tuple[Alias, ...]
    qualifiers: tuple[Qualifier, ...]
    partitions: tuple[Partition, ...]
    surroundings: tuple[Surrounding, ...]
    cues: tuple[Cue, ...]
    counts: Counts
    rules: Rules
    digest: str
    children: Mapping[str, tuple[str, ...]] = field(repr=False)

    @classmethod
    def load(
        cls, folder: Path | None = None, *, shipped: Path | None = None
    ) -> "Catalogue":
        """Return the shipped catalogue with the tables of a case's folder.

        `shipped` is a folder with another edition of ours, kept by a case. A table
        that is malformed, or an alias that would stand for two things, is a
        CatalogueError that names file and row. While no file changes, the same object
        comes again.
        """
        files = catalogue_files(folder, shipped=shipped)
        return _loaded(files, load_rules(folder=folder, shipped=shipped))

    def ancestors(self, uid: str) -> tuple[str, ...]:
        """Return what a variant or partition is one of, nearest first."""
        return tuple(self._up(uid))

    def descendants(self, uid: str) -> tuple[str, ...]:
        """Return the variants or partitions of an entry, and theirs, sorted by uid."""
        return tuple(sorted(self._down(uid)))

    def _up(self, uid: str) -> Iterator[str]:
        while uid in self.entries and (uid := self.entries[uid].parent):
            yield uid

    def _down(self, uid: str) -> Iterator[str]:
        for child in self.children.get(uid, ()):
            yield child
            yield from self._down(child)


@lru_cache(maxsize=8)  # equal bytes are read once, for every case of a process
def _loaded(files: tuple[CatalogueFile, ...], rules: Rules) -> Catalogue:
    entries = entries_of.read(files, rules)
    return Catalogue(
        entries=MappingProxyType(entries),
        facts=tuple(facts_of.read(files, entries, rules)),
        operators=tuple(facts_of.operators(files, entries)),
        organizations=tuple(facts_of.organizations(files)),
        ror=MappingProxyType(facts_of.ror(files)),
        aliases=words_of.aliases(files, entries),
        qualifiers=words_of.qualifiers(files, entries),
        partitions=words_of.partitions(files, entries),
        surroundings=words_of.surroundings(files, entries),
        cues=words_of.cues(files),
        counts=counts(files),
        rules=rules,
        digest=digest_of(files, READING),
        children=MappingProxyType(_children(entries)),
    )


def _children(entries: Mapping[str, Entry]) -> dict[str, tuple[str, ...]]:
    children: dict[str, tuple[str, ...]] = {}
    for entry in entries.values():
        if entry.parent:
            children[entry.parent] = (*children.get(entry.parent, ()), entry.uid)
    return children
