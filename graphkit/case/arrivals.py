"""Arrivals: what comes into a case, recorded source by source.

A source is in the ledger as soon as its bytes are kept, so that whatever ends a load
leaves finished sources and no half ones.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path

from graphkit.case import found, readings
from graphkit.case.folder import Folder
from graphkit.case.ledger import Ledger
from graphkit.case.receipts import Receipt
from graphkit.errors import CaseError, SourceError
from graphkit.reading import intake
from graphkit.reading.bindings import TRANSCRIPT
from graphkit.reading.intake import Bound, Item, Note, Quarantined
from graphkit.reading.sidecars import Stated
from graphkit.source import Source


@dataclass(slots=True)
class Arrivals:
    """What a load has met: sources by SHA-256, the new among them, files refused.

    `notes` say what was left out that is no record.
    """

    met: dict[str, Source] = field(default_factory=dict)
    new: set[str] = field(default_factory=set)
    refused: list[Quarantined] = field(default_factory=list)
    notes: list[Note] = field(default_factory=list)
    bound: list[Bound] = field(default_factory=list)


def receive(
    ledger: Ledger,
    paths: Sequence[Path],
    *,
    provenance: str,
    restricted: bool,
    mix: bool,
    strict: bool,
    stated: Mapping[Path, Stated] = {},
) -> Arrivals:
    """Keep every file of `paths` and record it; return what came.

    Raises CaseError before anything is kept where invented and other records would
    mix, and with `strict` SourceError at the first problem.
    """
    receipts = {row.sha256: row for row in ledger.receipts()}
    if not mix:
        _refuse_mixture(ledger.folder.root, receipts.values(), provenance)
    about = {
        "paths": [path.resolve().name for path in paths],
        "provenance": provenance,
        "restricted": restricted,
    }
    arrivals, load = Arrivals(), ""
    recorder = found.Recorder(ledger)
    kept = intake.keep(
        paths,
        ledger.folder.root,
        provenance=provenance,
        restricted=restricted,
        stated=stated,
    )
    for item in _checked(ledger, kept, receipts) if strict else kept:
        item = _unless_gone(ledger, item, receipts)
        if isinstance(item, Source):
            if item.sha256 not in receipts:
                arrivals.new.add(item.sha256)
            arrivals.met.setdefault(item.sha256, item)
            load = ledger.receive(item, _size(ledger, item), about, load) or load
            recorder.capture(item.sha256, item.capture)
        elif isinstance(item, Bound):
            if {item.to, item.source} <= arrivals.met.keys():
                recorder.bind(item)
                arrivals.bound.append(item)
        elif isinstance(item, Note):
            arrivals.notes.append(item)
        else:
            arrivals.refused.append(item)
    return arrivals


def _checked(
    ledger: Ledger, kept: Iterable[Item], receipts: Mapping[str, Receipt]
) -> Iterator[Item]:
    """Yield what came; SourceError, and nothing kept of it, where it has a problem."""
    items = list(kept)  # what belongs together comes last, and decides how all is read
    role = intake.roles(items)
    for item in items:
        item = _unless_gone(ledger, item, receipts)
        if isinstance(item, Quarantined):
            raise SourceError(item.path, item.locator, item.reason, hint=item.hint)
        if isinstance(item, Source) and item.sha256 not in receipts:
            as_read = replace(item, role=role.get(item.sha256, ""))
            _refuse_problems(ledger, as_read)
        yield item


def _refuse_mixture(root: Path, receipts: Iterable[Receipt], provenance: str) -> None:
    there = {row.provenance for row in receipts if not row.erased}
    is_mixed = "invented" in there and len(there) > 1
    if there and not is_mixed and "invented" in there ^ {provenance}:
        raise CaseError(
            f"invented and other records would mix in {root}",
            hint="load them into a case of their own, or say --mix",
        )


def _unless_gone(ledger: Ledger, item: Item, receipts: Mapping[str, Receipt]) -> Item:
    if not isinstance(item, Source):
        return item
    receipt = receipts.get(item.sha256)
    if receipt is None or not receipt.gone:
        return item
    if receipt.erased:
        drop(ledger.folder, item.sha256)
    (row,) = (row for row in ledger.rows("forget", "erase") if row.uid == receipt.gone)
    verb = "erased" if receipt.erased else "forgotten"
    hint = "load it into a new case" if receipt.erased else f"graphkit undo {row.uid}"
    reason = f"was {verb} by {row.by} on {row.at[:10]}: {row.why}"
    return Quarantined(item.path, "", reason, hint)


def _refuse_problems(ledger: Ledger, source: Source) -> None:
    (read,) = readings.read(ledger, [source])
    for problem in read.problems:
        drop(ledger.folder, source.sha256)
        raise SourceError(
            problem.path, problem.locator, problem.reason, hint=problem.hint
        )


def _size(ledger: Ledger, source: Source) -> int:
    return (ledger.folder.sources / source.sha256).stat().st_size


def drop(case: Folder, sha256: str) -> None:
    """Delete the bytes of a source, as they came and unpacked."""
    (case.sources / sha256).unlink(missing_ok=True)
    (case.texts / sha256).unlink(missing_ok=True)


def told(arrivals: Arrivals) -> Iterator[Note]:
    """Yield a line for each file that was found to belong to another."""
    for bound in arrivals.bound:
        path, to = (arrivals.met[one].path for one in (bound.source, bound.to))
        if bound.kind == TRANSCRIPT:
            yield Note(path, f"read as the transcript of {to}, which has no text")
        else:
            how = "as stated" if bound.is_stated else "which names it"
            yield Note(path, f"an attachment of {to}, {how}")
