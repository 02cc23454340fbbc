"""A file, or a source of a case, explained with the rules that the case reads by."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

from graphkit import settings
from graphkit.case import editions, found, generations, persons, said
from graphkit.case.ledger import Ledger
from graphkit.catalogue_files import Edition
from graphkit.errors import CaseError, SourceError
from graphkit.hiding import Hider
from graphkit.reading import intake
from graphkit.reading.intake import Quarantined
from graphkit.reading.workers import edition_of, prepare
from graphkit.source import Source
from graphkit.statements import Problem

if TYPE_CHECKING:
    from graphkit.explain import Asked, Explained

    HiderOf = Callable[[Explained], Hider]


@dataclass(slots=True)
class Explanations:
    """Records explained as they come, and afterwards sentences on what was not read."""

    records: "Iterator[Explained]"
    problems: list[str] = field(default_factory=list)


@contextmanager
def explained(
    named: str,
    case: Path | None,
    asked: "Asked",
    *,
    hide_persons: bool | None = None,
) -> Iterator[Explanations]:
    """Explain a file, or a source of the case by its SHA-256 or path.

    With `hide_persons` no natural person is named; without, the case's settings say
    whether. Raises SourceError where there is neither file nor source. What a person
    rejected in the case is marked as rejected.
    """
    with TemporaryDirectory(prefix="graphkit-") as folder:
        told = Explanations(iter(()))
        maps = Path(folder) / "maps"
        if case is None:
            sources = _of_file(named, Path(folder), told.problems)
            records = _records(sources, told.problems, Edition(), maps, asked)
            hider_of = _of_files(sources) if hide_persons else None
            told.records = _hidden(records, hider_of)
            yield told
            return
        if hide_persons is None:
            hide_persons = settings.load(case).hide_persons
        with Ledger.open(case) as ledger:
            sources = _of_case(named, ledger)
            maps = ledger.folder.maps if sources else maps
            sources = sources or _of_file(named, Path(folder), told.problems)
            held = {source.sha256 for source in ledger.sources()}
            asked = replace(asked, rejected=_rejected(case, ledger))
            if not held & {source.sha256 for source in sources}:
                asked = replace(asked, holder="")
            edition = Edition(ledger.folder.catalogue, editions.folder(ledger))
            records = _records(sources, told.problems, edition, maps, asked)
            hider_of = None
            if hide_persons:
                hider_of = _of_files(sources)
                if asked.holder and generations.is_built(ledger.folder, ledger.current):
                    hider_of = _of_tables(case, ledger)
            told.records = _hidden(records, hider_of)
            yield told


def _hidden(
    records: "Iterator[Explained]", hider_of: "HiderOf | None"
) -> "Iterator[Explained]":
    from graphkit.explain.hidden import hidden

    return (hidden(one, hider_of(one)) for one in records) if hider_of else records


def _of_files(sources: list[Source]) -> "HiderOf":
    """Return what finds the persons of a record by its file, as `said.look` does."""
    from graphkit.explain.hidden import parties

    files = {source.sha256: source.file for source in sources}

    def hider_of(one: "Explained") -> Hider:
        return persons.of_names(parties(one), said.secret_of(files[one.source]))

    return hider_of


def _of_tables(case: Path, ledger: Ledger) -> "HiderOf":
    with generations.held(case) as generation:
        hider = persons.of_case(generation.tables, ledger.uid)
    return lambda one: hider


def _records(
    sources: list[Source],
    problems: list[str],
    edition: Edition,
    maps: Path,
    asked: "Asked",
) -> "Iterator[Explained]":
    from graphkit.catalogue import Catalogue
    from graphkit.explain import explain

    prepare(edition_of(edition.folder, edition.shipped))
    catalogue = Catalogue.load(edition.folder, shipped=edition.shipped)
    for source in sources:
        try:
            for found in explain(source, catalogue, maps, asked):
                if isinstance(found, Problem):
                    place = f", {found.locator}" if found.locator else ""
                    hint = f" ({found.hint})" if found.hint else ""
                    problems.append(f"{source.path}{place}: {found.reason}{hint}")
                else:
                    yield found
        except SourceError as error:
            problems.append(f"{error}{f' ({error.hint})' if error.hint else ''}")


def _of_file(named: str, folder: Path, problems: list[str]) -> list[Source]:
    path = Path(named)
    if not named or not path.exists():
        raise SourceError(
            named, "", "there is no such file", hint="or name a source of --case"
        )
    items = list(intake.look([path], folder))
    problems += [f"{i.path}: {i.reason}" for i in items if isinstance(i, Quarantined)]
    role = intake.roles(items)
    return [
        replace(item, role=role.get(item.sha256, ""))
        for item in items
        if isinstance(item, Source)
    ]


def _of_case(named: str, ledger: Ledger) -> list[Source]:
    """Return the source of the case that a name stands for, unless a file has it."""
    if Path(named).exists():
        return []
    try:
        sha256 = ledger.named(named).sha256
    except CaseError:
        return []
    sources = ledger.sources()
    as_read = found.of(ledger, sources).with_roles(sources)
    return [source for source in as_read if source.sha256 == sha256]


def _rejected(case: Path, ledger: Ledger) -> frozenset[str]:
    if not generations.is_built(ledger.folder, ledger.current):
        return frozenset()
    with generations.held(case) as generation:
        return frozenset(row["key"] for row in said.of_case(generation, rejected=True))
