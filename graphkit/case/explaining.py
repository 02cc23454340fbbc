"""A file, or a source of a case, explained with the rules that the case reads by."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

from graphkit.case import editions, generations, said
from graphkit.case.ledger import Ledger
from graphkit.catalogue_files import Edition
from graphkit.errors import CaseError, SourceError
from graphkit.reading import intake
from graphkit.reading.workers import edition_of, prepare
from graphkit.source import Source
from graphkit.statements import Problem

if TYPE_CHECKING:
    from graphkit.explain import Asked, Explained


@dataclass(slots=True)
class Explanations:
    """Records explained as they come, and afterwards sentences on what was not read."""

    records: "Iterator[Explained]"
    problems: list[str] = field(default_factory=list)


@contextmanager
def explained(named: str, case: Path | None, asked: "Asked") -> Iterator[Explanations]:
    """Explain a file, or a source of the case by its SHA-256 or path.

    Raises SourceError where there is neither. What a person rejected in the case is
    marked as rejected.
    """
    with TemporaryDirectory(prefix="graphkit-") as folder:
        found = Explanations(iter(()))
        maps = Path(folder) / "maps"
        if case is None:
            sources = _of_file(named, Path(folder), found.problems)
            found.records = _records(sources, found.problems, Edition(), maps, asked)
            yield found
            return
        with Ledger.open(case) as ledger:
            sources = _of_case(named, ledger)
            maps = ledger.folder.maps if sources else maps
            sources = sources or _of_file(named, Path(folder), found.problems)
            held = {source.sha256 for source in ledger.sources()}
            asked = replace(asked, rejected=_rejected(case, ledger))
            if not held & {source.sha256 for source in sources}:
                asked = replace(asked, holder="")
            edition = Edition(ledger.folder.catalogue, editions.folder(ledger))
            found.records = _records(sources, found.problems, edition, maps, asked)
            yield found


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
    if not path.exists():
        raise SourceError(
            named, "", "there is no such file", hint="or name a source of --case"
        )
    sources: list[Source] = []
    for item in intake.look([path], folder):
        if isinstance(item, Source):
            sources.append(item)
        else:
            problems.append(f"{item.path}: {item.reason}")
    return sources


def _of_case(named: str, ledger: Ledger) -> list[Source]:
    """Return the source of the case that a name stands for, unless a file has it."""
    if Path(named).exists():
        return []
    try:
        sha256 = ledger.named(named).sha256
    except CaseError:
        return []
    return [source for source in ledger.sources() if source.sha256 == sha256]


def _rejected(case: Path, ledger: Ledger) -> frozenset[str]:
    if not generations.is_built(ledger.folder, ledger.current):
        return frozenset()
    with generations.held(case) as generation:
        return frozenset(row["key"] for row in said.of_case(generation, rejected=True))
