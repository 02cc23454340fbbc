"""The tables by which notices are read: ours, and what a case adds to them.

`graphkit/data/notices` holds ours, `catalogue/notices` a case's own. A process reads
with one edition of them at a time; `use` says with which, and every pattern made of
their words follows.
"""

import re
import tomllib
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any, TypeVar

from graphkit.catalogue_files import (
    NOTICES,
    CatalogueFile,
    Edition,
    Row,
    catalogue_files,
    rows_of,
)
from graphkit.errors import CatalogueError

Value = TypeVar("Value")


@dataclass(frozen=True, slots=True)
class Rule:
    """One table of a TOML file: a type of notice, or a group of words."""

    file: str
    place: str
    values: Mapping[str, Any]
    shipped: bool

    def text(self, name: str, *, among: Sequence[str] = ()) -> str:
        """Return a text; one that is missing or not `among` some is CatalogueError."""
        value = self.values.get(name, "" if "" in among else None)
        if not isinstance(value, str):
            raise self.problem(f"{name} is missing or no text", f'write {name} = "..."')
        if among and value not in among:
            allowed = ", ".join(word or '""' for word in among)
            raise self.problem(f"{name} is {value!r}", f"it may be {allowed}")
        return value

    def texts(self, name: str) -> tuple[str, ...]:
        """Return a list of texts, which may be left out."""
        value = self.values.get(name, [])
        if not isinstance(value, list) or not all(isinstance(x, str) for x in value):
            raise self.problem(f"{name} is no list of texts", f'write {name} = ["..."]')
        return tuple(value)

    def problem(self, what: str, hint: str) -> CatalogueError:
        """Return the error that names file and place."""
        return CatalogueError(f"{self.file}, {self.place}: {what}", hint=hint)


@dataclass(frozen=True, slots=True, eq=False)
class NoticeRules:
    """All tables of one edition, in their order; what a case added comes last."""

    labels: tuple[Row, ...]
    buyers: tuple[Row, ...]
    kinds: tuple[Rule, ...]
    words: tuple[Rule, ...]
    units: tuple[Row, ...]


@lru_cache(maxsize=4)
def load(edition: Edition = Edition()) -> NoticeRules:  # noqa: B008 (it is frozen)
    """Return the tables of an edition; a malformed one is a CatalogueError."""
    files = catalogue_files(edition.folder, shipped=edition.shipped)
    return _loaded(tuple(file for file in files if file.name in NOTICES))


@lru_cache(maxsize=4)
def _loaded(files: tuple[CatalogueFile, ...]) -> NoticeRules:
    return NoticeRules(
        tuple(rows_of("notices/labels.csv", files, needed=("field", "label"))),
        tuple(rows_of("notices/buyers.csv", files, needed=("name",))),
        tuple(_kinds(files)),
        tuple(_groups(files)),
        tuple(rows_of("notices/units.csv", files, needed=("kind", "word", "means"))),
    )


_in_use: NoticeRules | None = None


def current() -> NoticeRules:
    """Return the tables in use: ours, until `use` is called with others."""
    return load() if _in_use is None else _in_use


def use(rules: NoticeRules) -> None:
    """Read with these tables from now on, in this process."""
    global _in_use
    if rules is not current():
        _in_use = rules
        for pattern in _patterns:
            pattern.follow()


def of_rules(make: Callable[[NoticeRules], Value]) -> Callable[[], Value]:
    """Return a function that gives what `make` makes of the tables in use."""
    made = lru_cache(maxsize=4)(make)

    def value() -> Value:
        return made(current())

    value.__doc__ = make.__doc__
    return value


class Pattern:
    """A regular expression made of words in the tables in use, as fast as any other."""

    __slots__ = ("_make", "finditer", "fullmatch", "match", "search", "split", "sub")

    finditer: Callable[..., Iterator[re.Match[str]]]
    fullmatch: Callable[..., re.Match[str] | None]
    match: Callable[..., re.Match[str] | None]
    search: Callable[..., re.Match[str] | None]
    split: Callable[..., list[str]]
    sub: Callable[..., str]

    def __init__(self, make: Callable[[], str]) -> None:
        """Keep what gives the expression, and follow the tables."""
        self._make = make
        _patterns.append(self)
        self.follow()

    def follow(self) -> None:
        """Make the expression again, of the tables now in use."""
        compiled = _compiled(self._make())
        for name in self.__slots__[1:]:
            setattr(self, name, getattr(compiled, name))


_patterns: list[Pattern] = []
_compiled = lru_cache(maxsize=256)(re.compile)


def _kinds(files: Sequence[CatalogueFile]) -> Iterator[Rule]:
    for file, table in _tables("notices/kinds.toml", files):
        rows = table.pop("kind", [])
        if table or not isinstance(rows, list):
            raise CatalogueError(
                f"{file.shown}: it holds something that is no type of notice",
                hint="begin each type with a line [[kind]]",
            )
        for number, values in enumerate(rows, 1):
            yield Rule(file.shown, f"kind {number}", values, file.shipped)


def _groups(files: Sequence[CatalogueFile]) -> Iterator[Rule]:
    for file, table in _tables("notices/words.toml", files):
        for name, values in table.items():
            if not isinstance(values, dict):
                raise CatalogueError(
                    f"{file.shown}: {name} stands outside a group of words",
                    hint="begin each group with a line such as [endings]",
                )
            yield Rule(file.shown, name, values, file.shipped)


def _tables(
    name: str, files: Sequence[CatalogueFile]
) -> Iterator[tuple[CatalogueFile, dict[str, Any]]]:
    for file in files:
        if file.name == name:
            try:
                yield file, tomllib.loads(file.text())
            except tomllib.TOMLDecodeError as error:
                raise CatalogueError(
                    f"{file.shown}: not TOML: {error}",
                    hint="put texts between quotes, and commas between them",
                ) from error
