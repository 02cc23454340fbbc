"""What a graph is assembled from."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any

from graphkit.assemble.listings import Listings
from graphkit.resolve import Judgement

if TYPE_CHECKING:
    from graphkit.catalogue import Catalogue


@dataclass(frozen=True, slots=True)
class SourceRow:
    """A source of the case, as `sources.parquet` keeps it."""

    source: str
    path: str
    provenance: str
    restricted: bool
    loader: str
    loader_version: int


@dataclass(frozen=True, slots=True)
class Inputs:
    """Everything the tables depend on.

    `sources` are in order of their hash, and `reads` the folders of what was read
    from each, in the same order. `rejected` are keys of statements; `amended` rows
    with AMENDED_COLUMNS, without a source where they are somebody's note.

    `captures` are (source, address, when saved) as people and archives state them,
    `attached` (notice, file that it names), `transcribed` (text, scan), all by hash.
    `dictionary` are further groups known to be one body, of name keys, beside the
    catalogue's.
    """

    sources: tuple[SourceRow, ...]
    reads: tuple[Path, ...]
    catalogue: "Catalogue"
    rejected: tuple[str, ...] = ()
    amended: tuple[Mapping[str, Any], ...] = ()
    judgements: tuple[Judgement, ...] = ()
    captures: tuple[tuple[str, str, str], ...] = ()
    attached: tuple[tuple[str, str], ...] = ()
    transcribed: tuple[tuple[str, str], ...] = ()
    dictionary: tuple[tuple[str, ...], ...] = ()
    listings: Listings = field(default_factory=Listings)

    @property
    def judged_pairs(self) -> frozenset[tuple[str, str]]:
        """The pairs that a person judged, whatever they said, smaller uid first."""
        return frozenset(
            (min(told.a, told.b), max(told.a, told.b)) for told in self.judgements
        )
