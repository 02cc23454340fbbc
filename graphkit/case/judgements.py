"""The judgements of a case: who said what of whom, and which of it clashes.

A judgement is a row of the log. Its body has the `verdict`, the anchors `a` and `b`,
the names as the person gave them, the `evidence` pointed at and the `rules` in force.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from graphkit import tables
from graphkit.case.ledger import Ledger, LogRow
from graphkit.resolve import Clash, Judgement, clashes

COLUMNS = ("id", "verdict", "a", "b", "by", "at", "why", "evidence", "rules", "clashes")


@dataclass(frozen=True, slots=True)
class Told:
    """The live judgements, oldest first: rows of the log, and as resolution reads them.

    The ends of the latter stand for every spelling that is one name by itself, so that
    judgements about one name meet whatever record each was made from.
    """

    rows: tuple[LogRow, ...]
    judgements: tuple[Judgement, ...]

    @property
    def clashes(self) -> tuple[Clash, ...]:
        """What cannot all be true, in the order of the log."""
        return clashes(self.judgements)

    def sentence(self, clash: Clash) -> str:
        """Name every judgement of a clash: what, by whom, when, why; a line each."""
        row = {row.uid: row for row in self.rows}
        return "\n".join(f"  {said(row[uid])}" for uid in clash.uids if uid in row)


def live(ledger: Ledger, spelled: Mapping[str, str] | None = None) -> Told:
    """Return the judgements that stand; `spelled` maps anchors to the one they are."""
    rows = ledger.live("judgement")
    return Told(rows, tuple(judgement(row, spelled or {}) for row in rows))


def judgement(row: LogRow, spelled: Mapping[str, str] | None = None) -> Judgement:
    """Return a row of the log as resolution reads it, with the anchors of `spelled`."""
    verdict = str(row.body["verdict"]).replace("-", "_")
    a, b = apart(row.body["a"], row.body["b"], spelled or {})
    return Judgement(verdict, a, b, row.uid, row.why)


def apart(a: str, b: str, spelled: Mapping[str, str]) -> tuple[str, str]:
    """Return two anchors as `spelled` has them, unless they are one name there."""
    ends = spelled.get(a, a), spelled.get(b, b)
    return (a, b) if ends[0] == ends[1] else ends


def spelled(folder: Path, ends: Iterable[str]) -> dict[str, str]:
    """Return, for anchors that are one name in one body, the smallest of them.

    `folder` holds the tables of the case.
    """
    wanted = sorted(set(ends))
    file = folder / "names.parquet"
    if not wanted or not file.is_file():
        return {}
    names = f"read_parquet({tables.literal(file)})"
    query = (
        f"SELECT DISTINCT n.anchor_uid, o.least FROM {names} n JOIN (SELECT uid, key, "
        f"min(anchor_uid) AS least FROM {names} WHERE label = 'Organization' "
        f"GROUP BY uid, key) o USING (uid, key) "
        f"WHERE n.label = 'Organization' AND n.anchor_uid IN (SELECT unnest(?))"
    )
    with tables.reading() as connection:
        return dict(connection.execute(query, [wanted]).fetchall())


def ends(rows: Iterable[LogRow]) -> set[str]:
    """Return all anchors that judgements are about."""
    return {row.body[end] for row in rows for end in "ab"}


def said(row: LogRow) -> str:
    """Say one judgement in a line: what, by whom, when, why, and its id."""
    a, b = named(row)
    verdict = str(row.body["verdict"]).replace("_", " ").replace("-", " ")
    who = f"{row.by}, {row.at[:10]}" + (f": {row.why}" if row.why else "")
    return f"{a} {_VERBS.get(verdict, verdict)} {b} ({who}; {row.uid})"


_VERBS = {
    "same": "is the same as",
    "different": "is different from",
    "part of": "is part of",
    "unsure": "may be",
}


def named(row: LogRow) -> tuple[str, str]:
    """Return how the person called the two; their anchors where that is not kept."""
    a, b = row.body.get("named") or (row.body["a"], row.body["b"])
    return str(a), str(b)


def listed(told: Told) -> list[dict[str, Any]]:
    """Return a row with COLUMNS for each; `clashes` has the ids of each chain."""
    chains: dict[str, list[Sequence[str]]] = {}
    for clash in told.clashes:
        for uid in clash.uids:
            chains.setdefault(uid, []).append(list(clash.uids))
    return [
        {
            "id": row.uid,
            "verdict": row.body["verdict"],
            "a": named(row)[0],
            "b": named(row)[1],
            "by": row.by,
            "at": row.at,
            "why": row.why,
            "evidence": list(row.body.get("evidence", ())),
            "rules": row.body.get("rules", ""),
            "clashes": chains.get(row.uid, []),
        }
        for row in told.rows
    ]


def notes(told: Told) -> tuple[str, ...]:
    """Say each clash in a sentence and a line for every judgement of it."""
    return tuple(
        f"These contradict each other, until one is undone:\n{told.sentence(clash)}"
        for clash in told.clashes
    )
