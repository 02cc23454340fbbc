"""News: what the watches show, revision by revision, each with its causes."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from graphkit.case import difference, watched, watches
from graphkit.case.causes import Causes
from graphkit.case.difference import Change, Edition, owners
from graphkit.case.generations import Generation
from graphkit.case.ledger import LogRow
from graphkit.case.watched import Asked, RowChange
from graphkit.errors import GraphkitError
from graphkit.results import Results
from graphkit.search.chain_query import ChainQuery
from graphkit.search.graph import Graph

COLUMNS = ("change", "institution", "intermediary", "provider", "item", "grade", "why")
"""Columns of a chain that changed."""

ROW_COLUMNS = ("change", "says", "why")
"""Columns of a row of a question that changed."""

Row = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Look:
    """A look at the watches of a case, from one revision to another."""

    case: Path
    old: Generation
    new: Generation
    causes: Causes

    def at(
        self,
        saved: Mapping[str, LogRow],
        chains: Sequence[LogRow],
        rows: Sequence[Mapping[str, Any]],
    ) -> Results:
        """Return the news of all watches but for what was dismissed, which is counted.

        A watch that cannot be asked is named in a note; the others are looked at.
        """
        hides = watches.Dismissed(chains, self.new)
        marks = watched.dismissed(rows, self.new)
        shown: list[Row] = []
        notes: list[str] = []
        left_out = 0
        for name, row in saved.items():
            try:
                found = list(self._found(row))
            except GraphkitError as error:
                notes.append(f"watch {name} was not looked at: {error}")
                continue
            for one in found:
                if isinstance(one, RowChange):
                    is_dismissed, told = one.mark in marks, row_told(one, self.causes)
                else:
                    is_dismissed = one.seen in hides
                    told = chain_row(one, self.causes)
                left_out += is_dismissed
                shown += [] if is_dismissed else [{"watch": name, **told}]
        if left_out:
            notes.append(f"{left_out} dismissed chains or rows are left out.")
        return Results(shown, columns=_columns(saved), notes=notes)

    def _found(self, row: LogRow) -> Iterator[Change | RowChange]:
        if row.body.get("question"):
            asked = Asked.of(self.case, row.body)
            yield from watched.between(asked, self.old, self.new)
        else:
            was, now = (_chains(one, row) for one in (self.old, self.new))
            yield from difference.between(was, now)


def counts(news: Results) -> list[Row]:
    """Return how much is new, changed and gone, by watch."""
    found: dict[str, Row] = {}
    for row in news:
        blank = {"watch": row["watch"], "new": 0, "changed": 0, "gone": 0}
        found.setdefault(row["watch"], blank)[row["change"]] += 1
    return list(found.values())


def chain_row(change: Change, causes: Causes) -> Row:
    """Return a chain that changed as a row."""
    chain, why = change.seen.chain, causes.of(change)
    item = chain["item"]
    return {
        "change": change.kind,
        "institution": chain["institution"],
        "intermediary": chain["intermediary"],
        "provider": chain["provider"],
        "item": item["name"] if item else None,
        "grade": chain["grade"],
        **_why(why),
        "fields": {name: list(pair) for name, pair in change.fields.items()},
        "date": chain["date"],
        "tender": chain["tender"],
        "key": chain["key"],
    }


def row_told(change: RowChange, causes: Causes) -> Row:
    """Return a row of a question that changed as a row of news."""
    return {
        "change": change.kind,
        "says": "; ".join(
            f"{name} {value}"
            for name, value in change.row.items()
            if value is not None and name not in watched.QUIET and name[-3:] != "uid"
        ),
        **_why(causes.of(change)),
        "fields": {name: list(pair) for name, pair in change.fields.items()},
        "row": dict(change.row),
        "key": change.mark,
    }


def _why(causes: Sequence[Mapping[str, str]]) -> Row:
    told = "; ".join(f"{one['cause']}: {one['about']}" for one in causes)
    return {"why": told, "causes": list(causes)}


def _columns(saved: Mapping[str, LogRow]) -> tuple[str, ...]:
    """Return the columns that the kinds of watches need together."""
    asked = {bool(row.body.get("question")) for row in saved.values()}
    if asked == {True}:
        return ("watch", *ROW_COLUMNS)
    if asked == {False}:
        return ("watch", *COLUMNS)
    return ("watch", *COLUMNS[:-1], *ROW_COLUMNS[1:])


def _chains(generation: Generation, row: LogRow) -> Edition:
    """Return what a watch finds in a revision: nothing where a name is not there."""
    asked = row.body["asked"]
    uids = owners(generation, asked.values())
    named = {place: uids.get(uid, uid) for place, uid in asked.items()}
    index = Graph.open(generation.folder).index
    if any(index.number(uid) < 0 for uid in named.values()):
        return Edition(generation, ())
    return Edition.of(generation, ChainQuery(min_grade=row.body["grade"], **named))
