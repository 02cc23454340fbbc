"""Watches and editions in the log: what to look at again, and what to keep.

A watch is a search for chains, or a question, under a name; a dismissal is a chain that
is not to be shown again, at its grade or a worse one, or a row as it stands. They speak
of anchors, tender uids and statements, which no later reading moves, and travel with
the log. Up to which revision the watches were looked at is said in this case alone.
"""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from graphkit.case.difference import Seen, looked_up, owners
from graphkit.case.generations import Generation
from graphkit.case.ledger import Ledger, LogRow
from graphkit.errors import CaseError

LOOKED = "watched"
"""The setting with the revision up to which the watches were looked at."""


def kept(ledger: Ledger) -> frozenset[str]:
    """Return the revisions that stay on the disk: frozen ones, and the last look."""
    frozen = {row.body["revision"] for row in ledger.live("edition")}
    return frozenset(frozen | {ledger.setting(LOOKED)}) - {""}


def editions(ledger: Ledger) -> Mapping[str, LogRow]:
    """Return the frozen revisions by name, oldest first."""
    return {row.body["name"]: row for row in ledger.live("edition")}


def watches(ledger: Ledger) -> Mapping[str, LogRow]:
    """Return the watches by name, oldest first."""
    rows = ledger.live("watch")
    return {row.body["name"]: row for row in rows if row.body.get("name")}


def dismissals(ledger: Ledger) -> tuple[LogRow, ...]:
    """Return what was dismissed, oldest first."""
    return tuple(row for row in ledger.live("watch") if row.body.get("dismisses"))


def dismissed_rows(ledger: Ledger) -> tuple[Mapping[str, Any], ...]:
    """Return the rows of questions that were dismissed, oldest first."""
    every = (row.body for row in ledger.live("watch"))
    return tuple(body for body in every if body.get("row") is not None)


def named(ledger: Ledger, name: str) -> str:
    """Return the revision of an edition's name, of a revision itself, or of `now`.

    Raises CaseError where there is none.
    """
    known = editions(ledger)
    if name in ("", "now"):
        return ledger.current
    if name in known:
        return str(known[name].body["revision"])
    if ledger.folder.generation(name).is_dir() and name.isalnum():
        return name
    raise CaseError(
        f"no edition is called {name!r}",
        hint=f"there are: {', '.join(known) or 'none'}; `graphkit freeze NAME`",
    )


def check(name: str, known: Iterable[str]) -> None:
    """Raise CaseError for a name that is empty or taken."""
    if not name.strip() or name == "now" or len(name) > 200:
        raise CaseError(f"{name!r} is no name to keep something by")
    if name in known:
        raise CaseError(
            f"{name!r} is there already", hint="`graphkit undo ID` takes it back"
        )


def dismissal(seen: Seen, sources: Iterable[str]) -> dict[str, object]:
    """Return what the log keeps of a chain that is dismissed.

    With its sources, so that what is about restricted ones leaves no case.
    """
    return {
        "dismisses": [list(hop) for hop in seen.hops],
        "statements": list(seen.statements),
        "grade": seen.chain["grade"],
        "sources": sorted(seen.sources & set(sources)),
    }


class Dismissed:
    """Says which chains somebody dismissed, as a revision reads them."""

    def __init__(self, rows: Sequence[LogRow], generation: Generation) -> None:
        """Look up what was dismissed under the names of a revision."""
        ends = {
            end for row in rows for hop in row.body["dismisses"] for end in hop[1:3]
        }
        uids = owners(generation, ends)
        self.grades: dict[tuple[object, ...], str] = {}
        for row in rows:
            hops = looked_up(row.body["dismisses"], uids)
            for key in (hops, tuple(row.body["statements"])):
                self.grades[key] = min(
                    row.body["grade"], self.grades.get(key, "E9"), key=str
                )

    def __contains__(self, seen: Seen) -> bool:
        """Whether a chain was dismissed at its grade, or at a better one."""
        known = (self.grades.get(key) for key in (seen.hops, seen.statements))
        return any(grade <= seen.chain["grade"] for grade in known if grade)
