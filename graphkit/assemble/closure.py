"""Closures: the names that other judgements may bring together or part.

A name reaches all that anything could join it with: those of its body, of its key, of
an identifier, of a group of the dictionary, of a judgement. Who the names of a closure
are depends on nothing outside of it, so it is resolved alone.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING

from graphkit.assemble.differences import Renamed
from graphkit.assemble.mentions import NAMED_COLUMNS, SEPARATOR, Named, read_ids
from graphkit.identity import name_keys
from graphkit.resolve import Judgement, Name, Resolution, organizations
from graphkit.resolve.alike.standing import Standing
from graphkit.resolve.letters import collided
from graphkit.resolve.names import dictionary as dictionary_of
from graphkit.resolve.names.dictionaries import of_catalogue

if TYPE_CHECKING:
    from duckdb import DuckDBPyConnection

    from graphkit.catalogue import Catalogue

_ROWS = "SELECT {} FROM name_row WHERE label = 'Organization' AND "


@dataclass(frozen=True, slots=True)
class Closure:
    """Names, and who they are before and after; `judgements` all touch them.

    `is_alone` says that none of the names is like another one's: what likenesses come
    to hangs on all names that are alike, also on those outside. `is_known` says that
    the judgements name these alone: anchors that names had once are not looked up.
    """

    rows: tuple[Named, ...]
    before: Resolution
    after: Resolution
    judgements: frozenset[str]
    is_alone: bool
    is_known: bool

    @property
    def is_sound(self) -> bool:
        """Whether what was resolved before is what the tables hold."""
        return (
            self.is_alone
            and self.is_known
            and all(
                (row.uid, row.basis) == (uid, basis)
                for row, uid, basis in zip(
                    self.rows, self.before.uids, self.before.bases, strict=True
                )
            )
        )

    @property
    def uids(self) -> frozenset[str]:
        """The bodies of all its names, before and after."""
        return frozenset((*self.before.uids, *self.after.uids))

    @property
    def renamed(self) -> Renamed:
        """What the tables about names say otherwise."""
        return Renamed(
            tuple(
                (row.text, row.ids, row.context, uid, basis)
                for row, uid, basis in self.moved
            ),
            frozenset(row.anchor_uid for row in self.rows),
            self.after.joins,
            self.judgements,
            self.after.unfollowed,
        )

    @property
    def moved(self) -> list[tuple[Named, str, str]]:
        """The names whose body or basis changes, each with the new ones."""
        return [
            (row, uid, basis)
            for row, uid, basis in zip(
                self.rows, self.after.uids, self.after.bases, strict=True
            )
            if (row.uid, row.basis) != (uid, basis)
        ]


def closure(
    connection: "DuckDBPyConnection",
    compared: Path,
    catalogue: "Catalogue",
    before: Sequence[Judgement],
    after: Sequence[Judgement],
    one_context: Mapping[str, str],
) -> Closure:
    """Return the closure of the names of which the judgements differ.

    The table `name_row` holds the names as they are, the folder `compared` what they
    came to when they were compared.
    """
    dictionary = catalogue.organizations
    changed = {told.uid for told in {*before} ^ {*after}}
    every = {told.uid: told for told in (*before, *after)}
    anchors = {end for uid in changed for end in (every[uid].a, every[uid].b)}
    reached = _Reached(connection, _listed(dictionary), tuple(every.values()))
    uids = reached.from_(anchors)
    rows = reached.rows(uids)
    inside = {row.anchor_uid for row in rows}
    touching = {
        uid: told
        for uid, told in every.items()
        if uid in changed or told.a in inside or told.b in inside
    }
    letters = collided([row.text for row in rows])
    names = [
        Name(row.key, read_ids(row.ids), row.within, letter)
        for row, letter in zip(rows, letters, strict=True)
    ]
    keys = {row.key for row in rows}
    alike = _alike(compared, catalogue)
    groups = [dictionary[number] for number in sorted(reached.listed.groups(keys))]
    was, will = (
        organizations(
            names,
            [told for told in judgements if told.uid in touching],
            groups,
            one_context=one_context,
        )
        for judgements in (before, after)
    )
    is_alone = alike is not None and not keys & alike
    is_known = all(
        end in inside for told in touching.values() for end in (told.a, told.b)
    )
    return Closure(rows, was, will, frozenset(touching), is_alone, is_known)


def _alike(compared: Path, catalogue: "Catalogue") -> frozenset[str] | None:
    """Return the keys of names that are like another one's; None where nobody knows."""
    standing = Standing.load(compared, dictionary_of(of_catalogue(catalogue)))
    if standing is None:
        return None
    return frozenset(key for one in standing.every() for key in (one.a, one.b))


@dataclass(frozen=True, slots=True)
class _Listed:
    """The keys of the dictionary's names: by group, and the groups of each."""

    keys: tuple[tuple[str, ...], ...]
    numbers: Mapping[str, tuple[int, ...]]

    def groups(self, keys: set[str]) -> set[int]:
        return {number for key in keys for number in self.numbers.get(key, ())}


@lru_cache(maxsize=2)
def _listed(dictionary: tuple[tuple[str, ...], ...]) -> _Listed:
    every = iter(name_keys([name for group in dictionary for name in group]))
    keys = tuple(tuple(next(every) for _ in group) for group in dictionary)
    numbers: dict[str, tuple[int, ...]] = {}
    for number, group in enumerate(keys):
        for key in group:
            numbers[key] = (*numbers.get(key, ()), number)
    return _Listed(keys, numbers)


@dataclass(frozen=True, slots=True)
class _Reached:
    connection: "DuckDBPyConnection"
    listed: _Listed
    judgements: tuple[Judgement, ...]

    def from_(self, anchors: set[str]) -> set[str]:
        """Return the uids of all bodies that names of some anchors can reach."""
        uids = self._uids("anchor_uid IN (SELECT unnest(?))", anchors)
        while True:
            found = self._beside(uids)
            if found <= uids:
                return uids
            uids |= found

    def rows(self, uids: set[str]) -> tuple[Named, ...]:
        """Return the names of bodies, in order."""
        found = self.connection.execute(
            _ROWS.format(", ".join(NAMED_COLUMNS))
            + "uid IN (SELECT unnest(?)) ORDER BY text, ids, context",
            [sorted(uids)],
        ).fetchall()
        return tuple(Named(*row) for row in found)

    def _beside(self, uids: set[str]) -> set[str]:
        rows = self.connection.execute(
            _ROWS.format("DISTINCT key, anchor_uid, identifiers")
            + "uid IN (SELECT unnest(?))",
            [sorted(uids)],
        ).fetchall()
        keys = {key for key, _, _ in rows}
        anchors = {anchor for _, anchor, _ in rows}
        ids = {one for *_, said in rows if said for one in said.split(SEPARATOR)}
        for number in self.listed.groups(keys):
            keys |= set(self.listed.keys[number])
        for told in self.judgements:
            if told.a in anchors or told.b in anchors:
                anchors |= {told.a, told.b}
        found = self._uids("key IN (SELECT unnest(?))", keys)
        found |= self._uids("anchor_uid IN (SELECT unnest(?))", anchors)
        if ids:
            overlaps = "list_has_any(string_split(identifiers, chr(31)), ?)"
            found |= self._uids(f"identifiers <> '' AND {overlaps}", ids)
        return found

    def _uids(self, condition: str, given: set[str]) -> set[str]:
        rows = self.connection.execute(
            _ROWS.format("DISTINCT uid") + condition, [sorted(given)]
        ).fetchall()
        return {uid for (uid,) in rows}
