"""Answers: what people said about a candidate, confirmed or rejected, and undone.

Each is a row of the log of kind `screening`. Of several about one organisation and
one entry the newest counts.
"""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from typing import Any

from graphkit.case.ledger import Ledger, LogRow

KIND = "screening"
CONFIRM, REJECT = "confirm", "reject"

Key = tuple[str, str, str]
"""Uid of an organisation, of a list, of an entry."""


@dataclass(frozen=True, slots=True)
class Answer:
    """What a person said; `state` is that of the entry they looked at."""

    verdict: str
    organization: str
    list: str
    entry: str
    name: str
    state: str
    log: str
    by: str
    at: str
    why: str

    @property
    def day(self) -> str:
        """The day on which it was said."""
        return self.at[:10]


def body_of(
    verdict: str, uid: str, named: str, entry: Mapping[str, Any]
) -> dict[str, Any]:
    """Return the log row's body; `entry` has list, entry, name, state and stood.

    `stood` says whether the listing stood before, by an identifier or an answer, so
    that a rejection takes an edge away.
    """
    return {"verdict": verdict, "organization": uid, "named": named, **entry}


def live(ledger: Ledger, now: Mapping[str, str] | None = None) -> dict[Key, Answer]:
    """Return the answers that stand by what they are about.

    `now` gives the organisation that a uid of any name belongs to today.
    """
    found: dict[Key, Answer] = {}
    for row in ledger.live(KIND):
        answer = _answer(row)
        uid = answer.organization
        uid = now.get(uid, uid) if now else uid
        found[uid, answer.list, answer.entry] = answer
    return found


def that_count(ledger: Ledger, used: Collection[str]) -> list[Answer]:
    """Return the answers about lists `used` that the graph depends on, oldest first.

    Who is rejected by name alone would be in no edge either way.
    """
    stood = {row.uid for row in ledger.live(KIND) if row.body["stood"]}
    chosen = [
        answer
        for answer in live(ledger).values()
        if answer.list in used and (answer.verdict == CONFIRM or answer.log in stood)
    ]
    return sorted(chosen, key=lambda answer: answer.log)


def _answer(row: LogRow) -> Answer:
    body = row.body
    return Answer(
        body["verdict"],
        body["organization"],
        body["list"],
        body["entry"],
        body["name"],
        body["state"],
        row.uid,
        row.by,
        row.at,
        row.why,
    )
