"""Named questions: one file each, its header TOML behind `//`.

Ours ship in `graphkit.cypher`; a case has its own in `questions/`. A name is the
file's place without its suffix: `chains/institution_to_chip`. Values are always bound
as parameters, never pasted into Cypher. Where a question is a search and no pattern,
ours is a module in the same place, its header behind `#`, with a function `rows`. A
case's own is Cypher: what came with a case is never run as a program.
"""

import tomllib
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from difflib import get_close_matches
from importlib import import_module
from importlib.resources import files
from importlib.resources.abc import Traversable
from itertools import takewhile
from pathlib import Path
from typing import TYPE_CHECKING, Any

from graphkit.errors import QueryError

if TYPE_CHECKING:
    from graphkit.search.graph import Graph

SUFFIX = ".cypher"
SEARCHES = "graphkit.cypher"
COMMENTS: Mapping[str, str] = {SUFFIX: "//", ".py": "#"}
"""What the lines of a header begin with, by the suffix of the file."""

TYPES: Mapping[str, type] = {
    "string": str,
    "integer": int,
    "boolean": bool,
    "date": date,
    "number": float,
}
TRUTHS: Mapping[str, bool] = {"true": True, "yes": True, "false": False, "no": False}


@dataclass(frozen=True, slots=True)
class Param:
    """A parameter of a question; without a `default` it must be given.

    The default of a date may be '': then it is bound as NULL.
    """

    name: str
    type: str
    about: str
    default: Any = None
    required: bool = False

    def bind(self, given: object) -> Any:
        """Return a value as the parameter's type, read from text where it is text.

        Raises ValueError for what cannot be read so.
        """
        if self.type == "date" and given in (None, ""):
            return None
        if isinstance(given, str):
            return _read(given, self.type)
        if self.type == "number" and type(given) is int:
            return float(given)
        if type(given) is not TYPES[self.type]:
            raise ValueError(given)
        return given


@dataclass(frozen=True, slots=True)
class Question:
    """What the graph can be asked, with its parameters and its text.

    `says` tells what a row means and `omits` what the rows leave out; both are shown
    wherever the rows are. `is_search` says that the text is a program of ours over the
    edge index, not Cypher for a store. `key` are the columns by which a row is the same
    one later: of them all where the header does not say.
    """

    name: str
    title: str
    asks: str
    columns: tuple[str, ...]
    params: tuple[Param, ...]
    says: str
    omits: str
    text: str
    is_search: bool = False
    key: tuple[str, ...] = ()

    def search(self, graph: "Graph", given: Mapping[str, Any]) -> list[dict[str, Any]]:
        """Return the rows of a search, in its order. Raises QueryError like `bind`."""
        module = import_module(f"{SEARCHES}.{self.name.replace('/', '.')}")
        rows: Callable[..., Iterator[tuple[Any, ...]]] = module.rows
        found = rows(graph, **self.bind(given))
        return [dict(zip(self.columns, row, strict=True)) for row in found]

    def bind(self, given: Mapping[str, Any]) -> dict[str, Any]:
        """Return every parameter with a value, defaults filled in.

        Raises QueryError for an unknown name, a wrong value or a missing one.
        """
        known = {param.name for param in self.params}
        for name in sorted(given.keys() - known):
            raise QueryError(
                f"{self.name} takes no parameter {name!r}",
                hint=f"it takes {', '.join(sorted(known)) or 'none'}",
            )
        return {param.name: self._bound(param, given) for param in self.params}

    def _bound(self, param: Param, given: Mapping[str, Any]) -> Any:
        if param.required and param.name not in given:
            raise QueryError(
                f"{self.name} needs {param.name}: {param.about}",
                hint=f"give it: -p {param.name}=VALUE",
            )
        value = given.get(param.name, param.default)
        try:
            return param.bind(value)
        except ValueError as error:
            raise QueryError(
                f"{self.name}: {param.name} must be a {param.type}, not {value!r}"
            ) from error


def parse(name: str, text: str, suffix: str = SUFFIX) -> Question:
    """Read a question's text. Raises QueryError naming the file and what is wrong."""
    behind = COMMENTS[suffix]
    lines = takewhile(lambda line: line.startswith(behind), text.splitlines())
    header = "\n".join(line.removeprefix(behind).strip() for line in lines)
    try:
        given = tomllib.loads(header)
        question = Question(
            name,
            given["title"],
            given["asks"],
            tuple(given["columns"]),
            tuple(_param(*item) for item in given.get("params", {}).items()),
            given["reading"]["says"],
            given["reading"]["omits"],
            text,
            suffix != SUFFIX,
            tuple(given.get("key", given["columns"])),
        )
        _check(question)
    except KeyError as error:
        raise QueryError(f"{name}{suffix}: the header lacks {error}") from error
    except (tomllib.TOMLDecodeError, ValueError, TypeError, QueryError) as error:
        raise QueryError(f"{name}{suffix}: {error}") from error
    return question


def all(folder: Path | None = None) -> tuple[Question, ...]:
    """Return the shipped questions and those of a case's folder, by name.

    Raises QueryError for one that is malformed, or has the name of a shipped one.
    """
    shipped = dict(_texts(files(SEARCHES), tuple(COMMENTS)))
    own = dict(_texts(folder)) if folder and folder.is_dir() else {}
    for name in sorted(shipped.keys() & own.keys()):
        raise QueryError(
            f"{name} is the name of a question that comes with graphkit",
            hint=f"rename questions/{name}{SUFFIX}",
        )
    return tuple(parse(name, *kept) for name, kept in sorted((shipped | own).items()))


def get(name: str, folder: Path | None = None) -> Question:
    """Return one question. Raises QueryError where there is none of that name."""
    known = {question.name: question for question in all(folder)}
    if name not in known:
        near = get_close_matches(name, known, n=1)
        hint = f"did you mean {near[0]}?" if near else "`graphkit queries` lists them"
        raise QueryError(f"there is no question {name!r}", hint=hint)
    return known[name]


def _texts(
    folder: Traversable, suffixes: tuple[str, ...] = (SUFFIX,), before: str = ""
) -> Iterator[tuple[str, tuple[str, str]]]:
    """Yield the name of every question below a folder, with its text and suffix."""
    for entry in folder.iterdir():
        name, dot, end = entry.name.rpartition(".")
        if entry.is_dir():
            yield from _texts(entry, suffixes, f"{before}{entry.name}/")
        elif f"{dot}{end}" in suffixes and name != "__init__":
            try:
                text = entry.read_text(encoding="utf-8-sig")
            except UnicodeDecodeError as error:
                raise QueryError(f"{before}{entry.name} is not UTF-8") from error
            yield f"{before}{name}", (text, f"{dot}{end}")


def _param(name: str, given: Mapping[str, Any]) -> Param:
    unknown = given.keys() - {"type", "default", "about"}
    if unknown:
        raise ValueError(f"{name} has an unknown {min(unknown)!r}")
    if given["type"] not in TYPES:
        raise ValueError(f"{name} has the type {given['type']!r}, not {list(TYPES)}")
    default = given.get("default")
    param = Param(name, given["type"], given["about"], default, default is None)
    if not param.required:
        try:
            param.bind(default)
        except ValueError as error:
            raise ValueError(f"{name} has a default of another type") from error
    return param


def _check(question: Question) -> None:
    """Raise QueryError unless header and Cypher agree, and it only reads."""
    if unknown := sorted(set(question.key) - set(question.columns)):
        raise QueryError(f"its key names {unknown[0]!r}, which is no column of it")
    if question.is_search:
        return
    from graphkit.store.clauses import columns  # the stores' modules load slowly
    from graphkit.store.guard import read_only

    unset = dict.fromkeys(param.name for param in question.params)
    returned = columns(read_only(question.text, unset), question.text)
    if returned != question.columns:
        raise QueryError(f"it returns {returned}, its header says {question.columns}")


def _read(text: str, kind: str) -> Any:
    if kind == "boolean":
        if text.lower() not in TRUTHS:
            raise ValueError(text)
        return TRUTHS[text.lower()]
    if kind == "date":
        return date.fromisoformat(text)
    return {"string": str, "integer": int, "number": float}[kind](text)
