"""A file read while every rule is listened to: what each record gave, and the steps."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from itertools import islice
from pathlib import Path

from graphkit import trace
from graphkit.loaders import Loader
from graphkit.reading.part_tables import SLIPS, slip
from graphkit.reading.parts import cut
from graphkit.reading.rows import keys
from graphkit.source import Source
from graphkit.statements import Passage, Problem, Record, Statement
from graphkit.terms import Considered, Terms
from graphkit.trace import Step


@dataclass(frozen=True, slots=True)
class Sought:
    """A passage in which terms were sought: those considered, and the steps.

    `counted` are numbers and units beside them. Places count the passage.
    """

    passage: Passage
    considered: tuple[Considered, ...]
    steps: tuple[Step, ...]
    counted: tuple[Step, ...] = ()


@dataclass(frozen=True, slots=True)
class Heard:
    """One record: what it says, the key of each statement, and how it was read."""

    record: Record
    said: tuple[Statement, ...]
    keys: tuple[str, ...]
    sought: tuple[Sought, ...]
    steps: tuple[Step, ...]


def hear(
    source: Source, loader: Loader, terms: Terms, maps: Path | None, most: int
) -> Iterator[Heard | Problem]:
    """Yield the records of a source in its order, at most so many, and problems."""
    column_map = getattr(loader, "column_map", None)
    columns = column_map(source, maps) if column_map else ""
    for part in cut(source, loader, columns):
        with trace.listening() as heard:
            try:
                found = list(islice(loader.read(part), most))
            except SLIPS as error:
                found = [Problem("", f"reading stopped: {slip(error)}")]
            steps = tuple(heard.steps)
        for one in found:
            if isinstance(one, Problem):
                yield one
            else:
                yield _state(one, loader, terms, steps)
        most -= len(found)
        if most <= 0:
            return


def _state(
    record: Record, loader: Loader, terms: Terms, before: tuple[Step, ...]
) -> Heard | Problem:
    with trace.listening() as heard:
        try:
            items = list(loader.state(record))
        except SLIPS as error:
            return Problem(record.locator, f"{loader.NAME} stumbled: {slip(error)}")
        steps = tuple(heard.steps)
    said: list[Statement] = []
    sought: list[Sought] = []
    for item in items:
        if isinstance(item, Passage):
            with trace.listening() as counting:
                said += terms.state(item)
            counted = tuple(s for s in counting.steps if s.role in ("quantity", "unit"))
            sought.append(replace(seek(item, terms), counted=counted))
        else:
            said.append(item)
    every = tuple(dict.fromkeys((*before, *steps)))
    return Heard(record, tuple(said), tuple(keys(said)), tuple(sought), every)


def seek(passage: Passage, terms: Terms) -> Sought:
    """Return which terms were considered in a passage, and which were not even."""
    with trace.listening() as heard:
        considered = terms.considered(passage.text, passage.tender.title)
        return Sought(passage, considered, tuple(heard.steps))
