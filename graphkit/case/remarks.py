"""Remarks: notes, marks and saved views of a case, and the way back and forth.

Each is a row of the log like any decision: with author and time, undone by another
row. Things are named by uids, which lead to them for ever, edges and chains by the
statements they rest on.
"""

from collections.abc import Mapping
from typing import Any

from graphkit.case.ledger import DECISIONS, Ledger, LogRow
from graphkit.errors import CaseError

MARKS = ("checked", "disputed")
"""What a person can say of a statement without changing it."""

STEPS = (*DECISIONS, "note", "check", "view")
"""Kinds that the explorer takes back and does again."""

LONGEST = 20_000

Row = dict[str, Any]


def note(case: Ledger, about: str, text: str) -> str:
    """Keep a note on a thing, a statement, a chain or a path; return the row's id."""
    return case.append("note", {"about": _said(about), "text": _said(text)})


def mark(case: Ledger, statement: str, word: str, why: str) -> str:
    """Keep that a person checked or disputes a statement, or a chain; return the id."""
    if word not in MARKS:
        raise CaseError(f"{word!r} is no mark", hint=f"one of {', '.join(MARKS)}")
    return case.append("check", {"statement": _said(statement), "mark": word}, why)


def marks_of_chains(case: Ledger) -> list[Row]:
    """Return the newest mark of every chain or path that has one, with its `about`."""
    return [
        row | {"about": about}
        for about, row in marks(case).items()
        if about.startswith("chain:")
    ]


def save_view(case: Ledger, name: str, state: str) -> str:
    """Keep a view, as the address bar holds it, under a name; return the row's id."""
    return case.append("view", {"name": _said(name), "state": _said(state)})


def notes(case: Ledger, about: str = "") -> list[Row]:
    """Return the notes that stand, or those on one thing, oldest first.

    A word of a note that begins with # is a tag of what the note is on.
    """
    return [
        _row(row) | {"about": row.body["about"], "text": row.body["text"]}
        for row in case.live("note")
        if about in ("", row.body["about"])
    ]


def marks(case: Ledger) -> dict[str, Row]:
    """Return the newest mark of every statement that has one, by its key."""
    return {
        row.body["statement"]: _row(row) | {"mark": row.body["mark"], "why": row.why}
        for row in case.live("check")
    }


def views(case: Ledger) -> list[Row]:
    """Return the saved views, the newest of each name, by name."""
    named = {row.body["name"]: row for row in case.live("view")}
    return [
        _row(row) | {"name": name, "state": row.body["state"]}
        for name, row in sorted(named.items())
    ]


def back(case: Ledger) -> LogRow | None:
    """Return what would be undone next: the newest step that stands."""
    return next(reversed(case.live(*STEPS)), None)


def forth(case: Ledger) -> LogRow | None:
    """Return the undo that could itself be undone: the newest, if nothing came after.

    Doing it again takes the undo back. A new step ends the way forth.
    """
    newest = max((row.uid for row in case.rows(*STEPS)), default="")
    undone = (
        row
        for row in reversed(case.live("undo"))
        if row.body["kind"] in STEPS and row.uid > newest
    )
    return next(undone, None)


def told(case: Ledger, limit: int = 200) -> list[Row]:
    """Return the newest rows of the log as a person reads them, newest first."""
    live = {row.uid for row in case.live()}
    rows = case.rows(*STEPS, "undo", "load")
    said = {row.uid: _about(row.body) for row in rows}
    return [
        _row(row)
        | {"kind": row.kind, "why": row.why, "stands": row.uid in live}
        | {"about": said.get(row.body.get("undoes", ""), said[row.uid])}
        | {"of": row.body["kind"] if row.kind == "undo" else ""}
        for row in reversed(rows[-limit:])
    ]


def _about(body: Mapping[str, Any]) -> str:
    if "named" in body:
        return f"{body.get('verdict', '')}: {' / '.join(body['named'])}"
    if "paths" in body:
        return ", ".join(body["paths"])
    for name in ("text", "name", "path", "mark"):
        if body.get(name):
            return str(body[name])
    of = body.get("adds") or body.get("rejects") or {}
    return f"{of.get('type', '')} {of.get('quote') or of.get('o_text') or ''}".strip()


def _row(row: LogRow) -> Row:
    return {"id": row.uid, "by": row.by, "at": row.at}


def _said(text: str) -> str:
    said = text.strip()
    if not said or len(said) > LONGEST:
        raise CaseError("there is nothing to keep" if not said else "it is too long")
    return said
