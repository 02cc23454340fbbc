"""Revisions: everything the tables depend on, and the name that stands for it.

Equal inputs have equal names. So the tables are behind the logs exactly where the
name of what is there now differs from the current revision.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass
from typing import Any

from graphkit import __version__, identity
from graphkit.case import dictionaries, editions, found, listings
from graphkit.case.database import canonical
from graphkit.case.found import NOTHING, Found
from graphkit.case.ledger import Ledger
from graphkit.catalogue import READING
from graphkit.schema import schema
from graphkit.source import Source

FORMAT = 3
"""Rises whenever equal inputs give other tables, index or graph within a release."""

COUNTED = ("judgement", "amendment")
"""Kinds of log rows that change the tables, beside those about sources."""


@dataclass(frozen=True, slots=True)
class Inputs:
    """What a build rests on: sources by SHA-256, log rows oldest first."""

    sources: tuple[Source, ...]
    loaders: Mapping[str, int]
    catalogue: str
    maps: str
    log: tuple[str, ...]
    found: Found = NOTHING
    lists: tuple[str, ...] = ()
    dictionaries: str = ""

    @property
    def revision(self) -> str:
        """The name of these inputs: 16 hex digits."""
        return identity.digest(canonical(self.to_json()))

    def to_json(self) -> dict[str, Any]:
        """Return all of it as JSON values; a generation keeps them."""
        return {
            "program": __version__,
            "format": FORMAT,
            "schema": schema().version,
            "catalogue": self.catalogue,
            "maps": self.maps,
            "loaders": dict(self.loaders),
            "log": list(self.log),
            "found": identity.digest(canonical(asdict(self.found))),
            "lists": list(self.lists),
            "dictionaries": self.dictionaries,
            "sources": [
                [source.sha256, source.path, source.provenance, source.restricted]
                for source in self.sources
            ],
        }


def inputs(ledger: Ledger) -> Inputs:
    """Return what a build would rest on now."""
    from graphkit.reading import loaders  # finds other people's, which takes a while

    case = ledger.folder
    sources = ledger.sources()
    about = found.of(ledger, sources)
    return Inputs(
        about.with_roles(sources),
        {loader.NAME: loader.VERSION for loader in loaders()},
        f"{dictionary(ledger)}-{READING}",
        editions.digest(editions.column_maps(case.maps)),
        tuple(row.uid for row in ledger.live(*COUNTED)),
        about,
        listings.inputs(ledger),
        dictionaries.digest(case),
    )


def dictionary(ledger: Ledger) -> str:
    """Return a digest of the catalogue in use: the edition and the case's tables."""
    pinned = editions.pinned(ledger) or editions.contents(editions.shipped_folder())
    return editions.digest(pinned, editions.contents(ledger.folder.catalogue))


def pending(now: Mapping[str, Any], then: Mapping[str, Any]) -> tuple[str, ...]:
    """Say what is in the inputs `now` and was not `then`, in a few words each."""
    changes = (
        *_counted("source", _by_hash(now["sources"]), _by_hash(then["sources"])),
        *_counted("decision", _each(now["log"]), _each(then["log"])),
    )
    others = {
        "loaders": "another version of a loader",
        "catalogue": "another catalogue",
        "maps": "other column maps",
        "found": "other addresses, attachments or transcripts",
        "lists": "other lists or answers about them",
        "dictionaries": "another dictionary",
        "program": "another version of graphkit",
        "format": "another version of graphkit",
        "schema": "another version of the schema",
    }
    changed = (text for name, text in others.items() if now[name] != then.get(name))
    return tuple(dict.fromkeys((*changes, *changed)))


def _by_hash(sources: Iterable[Sequence[Any]]) -> dict[str, Any]:
    return {row[0]: list(row) for row in sources}


def _each(uids: Iterable[str]) -> dict[str, Any]:
    return dict.fromkeys(uids)


def _counted(
    what: str, now: Mapping[str, Any], then: Mapping[str, Any]
) -> tuple[str, ...]:
    changed = sum(now[name] != then[name] for name in now.keys() & then.keys())
    counts = (
        (len(now.keys() - then.keys()), "added"),
        (len(then.keys() - now.keys()), "taken back"),
        (changed, "seen otherwise"),
    )
    return tuple(
        f"{number} {what}{'s' if number > 1 else ''} {change}"
        for number, change in counts
        if number
    )
