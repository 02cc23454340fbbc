"""Retrying: what loads left unread is loaded again, after it was mended.

Paths are read again where they lay; bytes that the case keeps are read by newer loaders
and other maps with every build.
"""

from dataclasses import dataclass
from pathlib import Path
from typing import Any

import msgspec

from graphkit.case import incoming, leftovers, loaded, pipeline
from graphkit.case.ledger import Ledger
from graphkit.case.leftovers import Load
from graphkit.case.readings import Progress
from graphkit.reading.intake import Note, Quarantined

GONE = "it is not where it was loaded from any more; load it from where it is now"


@dataclass(frozen=True, slots=True)
class Retried:
    """What was unread and is read now, what is not, and how much that brought.

    `notes` name what is gone from where it was loaded.
    """

    read: tuple[Quarantined, ...]
    unread: tuple[Quarantined, ...]
    records: int
    statements: int
    revision: str
    notes: tuple[Note, ...] = ()

    def to_json(self) -> dict[str, Any]:
        """Return it as JSON values."""
        return {
            "read": msgspec.to_builtins(self.read),
            "quarantined": msgspec.to_builtins(self.unread),
            "records": self.records,
            "statements": self.statements,
            "revision": self.revision,
            "notes": msgspec.to_builtins(self.notes),
        }


def retry(
    case: Path, *, workers: int | None = None, progress: Progress | None = None
) -> Retried:
    """Load again what loads left unread, build, and return what came of it.

    A load of which a file is gone is left as it was.
    """
    before = loaded.report(case)
    with Ledger.open(case) as ledger:
        left = leftovers.of(ledger)
    notes = [note for one in left for note in _again(case, one.load, workers, progress)]
    revision = pipeline.build(case, workers=workers)
    after = loaded.report(case)
    still = {(item.path, item.locator) for item in after.unread}
    return Retried(
        tuple(one for one in before.unread if (one.path, one.locator) not in still),
        after.unread,
        after.records - before.records,
        after.statements - before.statements,
        revision,
        tuple(notes),
    )


def _again(
    case: Path, given: Load, workers: int | None, progress: Progress | None
) -> list[Note]:
    paths, attached = ([*map(Path, names)] for names in (given.paths, given.attach))
    if gone := [path for path in (*paths, *attached) if not path.exists()]:
        return [Note(path.name, GONE) for path in gone]
    pipeline.load(
        case,
        paths,
        provenance=given.provenance,
        restricted=given.restricted,
        mix=given.mix,
        stated=given.stated,
        attach=attached,
        workers=workers,
        progress=progress,
    )
    incoming.settle(case, paths)
    return []
