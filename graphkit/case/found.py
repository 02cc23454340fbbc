"""What is known of sources beside their bytes: addresses, attachments, transcripts.

Rows of the log, written as files arrive: where and when a source was found on the web,
and which sources belong together. `undo` takes one back.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace

from graphkit.case.ledger import Ledger
from graphkit.reading.bindings import ATTACHMENT, TRANSCRIPT, Bound, roles
from graphkit.source import UNSAID, Capture, Source

KINDS = ("capture", "binding")


@dataclass(frozen=True, slots=True)
class Found:
    """What is said of the sources that count, sorted, whoever said it first.

    `captures` are (source, url, captured_at); `attached` (notice, source);
    `transcribed` (source of the text, SHA-256 of the scan).
    """

    captures: tuple[tuple[str, str, str], ...] = ()
    attached: tuple[tuple[str, str], ...] = ()
    transcribed: tuple[tuple[str, str], ...] = ()

    def with_roles(self, sources: Iterable[Source]) -> tuple[Source, ...]:
        """Return sources, each with its role."""
        bound = [(ATTACHMENT, to, one) for to, one in self.attached]
        bound += [(TRANSCRIPT, scan, one) for one, scan in self.transcribed]
        role = roles(bound)
        return tuple(
            replace(one, role=role[one.sha256]) if one.sha256 in role else one
            for one in sources
        )


NOTHING = Found()


def of(ledger: Ledger, sources: Iterable[Source]) -> Found:
    """Return what the live rows of the log say of some sources."""
    known = {source.sha256 for source in sources}
    rows = ledger.live(*KINDS)
    bound = [
        (row.body["kind"], row.body["to"], row.body["source"])
        for row in rows
        if row.kind == "binding" and {row.body["to"], row.body["source"]} <= known
    ]
    captures = {
        (row.body["source"], row.body["url"], row.body["captured_at"])
        for row in rows
        if row.kind == "capture" and row.body["source"] in known
    }
    return Found(
        tuple(sorted(captures)),
        tuple(sorted({(to, one) for kind, to, one in bound if kind == ATTACHMENT})),
        tuple(sorted({(one, to) for kind, to, one in bound if kind == TRANSCRIPT})),
    )


class Recorder:
    """Writes what arrives into the log, once, also where it was taken back since."""

    def __init__(self, ledger: Ledger) -> None:
        """Look at what the log holds."""
        self._ledger = ledger
        self._known = {_facts(row.body) for row in ledger.rows(*KINDS)}

    def capture(self, sha256: str, capture: Capture) -> None:
        """Keep where and when a source was found; nothing where that is not said."""
        if capture != UNSAID:
            self._append(
                "capture",
                {
                    "source": sha256,
                    "url": capture.url,
                    "captured_at": capture.captured_at,
                    "by": capture.by,
                },
            )

    def bind(self, bound: Bound) -> None:
        """Keep that two sources belong together."""
        self._append(
            "binding",
            {
                "kind": bound.kind,
                "to": bound.to,
                "source": bound.source,
                "name": bound.name,
                "stated": bound.is_stated,
            },
        )

    def _append(self, kind: str, body: Mapping[str, str | bool]) -> None:
        facts = _facts(body)
        if facts not in self._known:
            self._known.add(facts)
            self._ledger.append(kind, body)


def _facts(body: Mapping[str, str | bool]) -> tuple[object, ...]:
    kept = ("kind", "to", "source", "url", "captured_at", "by", "stated")
    return tuple(body.get(name) for name in kept)
