"""Unread: what stands in records and no loader reads, by how often.

Only the first records of each part are looked at, so that a million cost what a
thousand do; how many were looked at is always said.
"""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field

from graphkit.loaders import Loader
from graphkit.source import Part
from graphkit.statements import Record

LOOKED_AT = 100
"""Records looked at of each part."""

LISTED = 50
"""Names kept of a source, the most frequent."""

LONGEST_NAME = 100
_MOST_NAMES = 2_000
_MOST_BYTES = 4 << 20

Names = tuple[tuple[str, int], ...]


@dataclass(slots=True)
class Unread:
    """Counts, over the records looked at, of the names that nothing was read from."""

    records: int = 0
    names: Counter[str] = field(default_factory=Counter)

    @property
    def is_full(self) -> bool:
        """Whether as many records were looked at as are of one part."""
        return self.records >= LOOKED_AT

    def look(self, record: Record, part: Part, loader: Loader) -> None:
        """Count what a record holds unread, where its loader can tell."""
        tell = getattr(loader, "unread", None)
        if tell is None or self.is_full or record.length > _MOST_BYTES:
            return
        with part.source.file.open("rb") as stream:
            stream.seek(record.offset)
            content = stream.read(record.length)
        self.records += 1
        for name in sorted({name[:LONGEST_NAME] for name in tell(record, content)}):
            if name in self.names or len(self.names) < _MOST_NAMES:
                self.names[name] += 1


def summed(parts: Iterable[tuple[int, Names]]) -> tuple[int, Names]:
    """Return the records looked at in all parts, and their names, most often first."""
    looked, names = 0, Counter[str]()
    for records, counts in parts:
        looked += records
        names.update(dict(counts))
    ordered = sorted(names.items(), key=lambda one: (-one[1], one[0]))
    return looked, tuple(ordered[:LISTED])
