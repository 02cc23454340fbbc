"""Amendments: what people say about statements, and what that means for a build.

An amendment is a row of the log: *add* (words chosen in a stored source, or a note of
its author), *reject*, or *replace*, which is both. It is anchored on the source's
hash and on where words stand, not on a loader's reading alone: another version of the
loader keeps it, or it is listed as an orphan and nothing is guessed.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from graphkit import identity
from graphkit.case.additions import LINK
from graphkit.case.ledger import Ledger, LogRow
from graphkit.case.opened import Opened, Row
from graphkit.errors import SourceError
from graphkit.reading import Reading, loaders
from graphkit.tables import STATEMENT_COLUMNS

FIRST_PLACE = 1_000_000
"""Where added statements begin in the order of a record, after the loader's own."""

SIDES = ("o", "s", "amount", "date")
"""What a statement says, most telling first, as prefixes of its columns."""


@dataclass(frozen=True, slots=True)
class Applied:
    """What the live amendments come to, each in the order of the log.

    `rejected` are keys of statements, sorted; `amended` rows with STATEMENT_COLUMNS
    and author, why, log; `orphans` say which row of the log found its words no more.
    """

    rejected: tuple[str, ...] = ()
    amended: tuple[Row, ...] = ()
    orphans: tuple[Row, ...] = ()


def apply(ledger: Ledger, found: Sequence[Reading]) -> Applied:
    """Return what the amendments mean for what was read from the sources.

    Amendments of a source that was forgotten rest until it comes back.
    """
    rows = ledger.live("amendment")
    if not rows:
        return Applied()
    layer_of = {loader.NAME: loader.LAYER for loader in loaders()}
    opened = {
        reading.source.sha256: Opened(
            reading.source, layer_of.get(reading.loader, ""), reading.folder
        )
        for reading in found
    }
    resting = {row.sha256 for row in ledger.receipts() if row.gone}
    rejected: set[str] = set()
    amended: list[Row] = []
    orphans: list[Row] = []
    for row in rows:
        if _sources(row) & resting:
            continue
        for effect in _effects(row, opened):
            match effect:
                case str():
                    rejected.add(effect)
                case SourceError():
                    orphans.append(_orphan(row, effect))
                case _:
                    amended.append(effect | {"n": FIRST_PLACE + len(amended)})
    return Applied(tuple(sorted(rejected)), tuple(amended), tuple(orphans))


def target(statement: Row) -> Row:
    """Return what a log row keeps of a statement it is about."""
    locator, start, end = place(statement)
    return {
        "key": statement["key"],
        "source": statement["source"],
        "type": statement["type"],
        "locator": locator,
        "start": start,
        "end": end,
        "quote": statement["quote"],
    }


def place(statement: Row) -> tuple[str, int, int]:
    """Return where the words stand that a statement is about: locator, start, end.

    Those of its object, else subject, amount or date; else its whole quote.
    """
    for side in SIDES:
        if statement[f"{side}_start"] is not None:
            locator = statement[f"{side}_locator"] or statement["locator"]
            return locator, statement[f"{side}_start"], statement[f"{side}_end"]
    return statement["locator"], statement["start"], statement["end"]


def _effects(
    row: LogRow, opened: Mapping[str, Opened]
) -> Iterator[str | SourceError | dict[str, Any]]:
    # A person's words stand even where the statement they replace is read no more.
    if "rejects" in row.body:
        try:
            yield from _rejected(row.body["rejects"], opened)
        except SourceError as error:
            yield error
    if "adds" in row.body:
        try:
            yield _added(row, opened)
        except SourceError as error:
            yield error


def _rejected(rejects: Row, opened: Mapping[str, Opened]) -> frozenset[str]:
    source = _opened(rejects["source"], opened)
    keys = {row["key"] for row in source.statements}
    if rejects["key"] in keys:
        return frozenset((rejects["key"],))
    wanted = (rejects["type"], rejects["locator"], rejects["start"], rejects["end"])
    moved = frozenset(
        row["key"] for row in source.statements if (row["type"], *place(row)) == wanted
    )
    if not moved:
        raise SourceError(
            source.source.path,
            rejects["locator"],
            f"the rejected {rejects['type']} is read no more",
        )
    return moved


def _added(row: LogRow, opened: Mapping[str, Opened]) -> dict[str, Any]:
    said: dict[str, Any] = dict.fromkeys(STATEMENT_COLUMNS) | row.body["adds"]
    said |= {
        "key": identity.digest("amendment", row.uid),
        "author": row.by,
        "why": row.why,
        "log": row.uid,
    }
    if not said["source"]:
        return said | {"document": ""}
    source = _opened(said["source"], opened)
    record = source.record_about(said["locator"], said["tender"] or "")
    if record is None:
        raise SourceError(source.source.path, said["locator"], "no record lies there")
    shift, is_link = _shift(source, said), said["type"] == LINK
    return (
        _moved(said, shift)
        | {"document": record["document"]}
        | ({} if said["tender"] or is_link else {"tender": record["tender"]})
    )


def _shift(source: Opened, said: Row) -> int:
    """Say how far the words stand from where they were chosen; SourceError if gone."""
    text, quote = source.text(said["locator"]), said["quote"]
    if text[said["start"] : said["end"]] == quote:
        return 0
    first = text.find(quote)
    if first < 0 or text.find(quote, first + 1) >= 0:
        raise SourceError(
            source.source.path,
            said["locator"],
            f"the words {quote!r} stand there no more, or more than once",
        )
    return first - int(said["start"])


def _moved(said: dict[str, Any], shift: int) -> dict[str, Any]:
    names = (
        "start",
        "end",
        *(f"{side}_{x}" for side in SIDES for x in ("start", "end")),
    )
    return said | {name: said[name] + shift for name in names if said[name] is not None}


def _opened(sha256: str, opened: Mapping[str, Opened]) -> Opened:
    if sha256 not in opened:
        raise SourceError(sha256, "", "this source is not in the case")
    return opened[sha256]


def _sources(row: LogRow) -> set[str]:
    parts = (row.body.get("rejects", {}), row.body.get("adds", {}))
    return {part["source"] for part in parts if part.get("source")}


def _orphan(row: LogRow, error: SourceError) -> Row:
    return {
        "log": row.uid,
        "at": row.at,
        "by": row.by,
        "why": row.why,
        "path": error.path,
        "locator": error.locator,
        "reason": error.problem,
    }
