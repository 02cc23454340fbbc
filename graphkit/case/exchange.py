"""Judgements as a file: readable JSON lines, which another case takes in.

Every line is a row of the log, a judgement or the undoing of one, with its id. So what
was exported and is imported again is what it was, and importing twice changes nothing.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from graphkit.case import foreign
from graphkit.case.ledger import Ledger, LogRow
from graphkit.errors import CaseError


@dataclass(frozen=True, slots=True)
class Imported:
    """What an import did: rows that are `new`, those `known` before, and problems.

    A problem is a sentence with the number of its line; nothing of that line was kept.
    """

    new: int
    known: int
    problems: tuple[str, ...]

    def to_json(self) -> dict[str, Any]:
        """Return it as JSON values."""
        return {"new": self.new, "known": self.known, "problems": [*self.problems]}


def write(case: Path, file: Path) -> int:
    """Write a case's judgements and what undid them; return how many lines."""
    with Ledger.open(case) as ledger:
        lines = [foreign.line(row) for row in _rows(ledger).values()]
    unfinished = file.with_name(f"{file.name}.part")
    unfinished.parent.mkdir(parents=True, exist_ok=True)
    unfinished.write_bytes(b"".join(lines))
    unfinished.replace(file)
    return len(lines)


def take(case: Path, file: Path) -> Imported:
    """Take in a file of judgements; what contradicts others is kept, and listed."""
    with Ledger.open(case, write=True, doing="import") as ledger:
        known = _rows(ledger)
        taken = _Taken(known)
        with file.open("rb") as stream:
            for number, line in enumerate(stream, 1):
                if line.strip():
                    taken.take(number, line)
        new = list(taken.new.values())
        ledger.adopt(new)
    return Imported(len(new), taken.known, tuple(taken.problems))


class _Taken:
    """Lines taken one after the other, beside the rows that are there."""

    def __init__(self, rows: Mapping[str, LogRow]) -> None:
        self.rows = rows
        self.new: dict[str, LogRow] = {}
        self.known = 0
        self.problems: list[str] = []

    def take(self, number: int, line: bytes) -> None:
        try:
            row = foreign.read(line)
            self.check(row)
        except CaseError as error:
            self.problems.append(f"line {number}: {error}")
            return
        before = self.rows.get(row.uid) or self.new.get(row.uid)
        if before is None:
            self.new[row.uid] = row
        elif foreign.is_equal(before, row):
            self.known += 1
        else:
            self.problems.append(f"line {number}: {row.uid} is there and says other")

    def check(self, row: LogRow) -> None:
        """Refuse what is no judgement, nor the undoing of one."""
        if row.kind not in ("judgement", "undo"):
            raise CaseError(f"a {row.kind} is no judgement; `merge` takes whole cases")
        if row.kind == "undo":
            undone = row.body["undoes"]
            if undone not in self.rows and undone not in self.new:
                raise CaseError(f"it undoes {undone}, which is no judgement here")


def _rows(ledger: Ledger) -> dict[str, LogRow]:
    """Return judgements and what undid them, or undid that, by uid in order."""
    found: dict[str, LogRow] = {}
    for row in ledger.rows("judgement", "undo"):
        if row.kind == "judgement" or row.body["undoes"] in found:
            found[row.uid] = row
    return found
