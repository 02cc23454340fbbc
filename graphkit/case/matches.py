"""Matches of organisations and entries of lists, and the rows that people see."""

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from graphkit.case import answers
from graphkit.case.answers import Answer, Key
from graphkit.case.bodies import Bodies
from graphkit.case.lists import Edition
from graphkit.lists import Listed
from graphkit.lists.candidates import LEAST_SCORE, Candidate
from graphkit.lists.standing import UNKNOWN, Known, Status, absent, status
from graphkit.personal import masked
from graphkit.results import Results

COLUMNS = ("organization", "list", "entry", "match", "score", "tenders", "why")
CANDIDATE, CONFIRMED, REJECTED, NONE = "candidate", "confirmed", "rejected", "none"

_FOREIGN = 0.1
"""What a score loses where the list and the records name other countries."""

Row = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Question:
    """What is asked: a list, an organisation (uid), a day instead of each tender's.

    `every` also gives rows for organisations on no list, and for rejected candidates.
    """

    list: str = ""
    organization: str = ""
    as_of: str = ""
    least_score: float = LEAST_SCORE
    every: bool = False


@dataclass(slots=True)
class Match:
    """An organisation and an entry that are one, may be, or were said not to be."""

    key: Key
    candidate: Candidate | None = None
    identifier: str = ""
    answer: Answer | None = None
    is_changed: bool = False

    @property
    def standing(self) -> str:
        """Confirmed, candidate or rejected; a rejection is of the entry as it was."""
        if self.answer and self.answer.verdict == answers.CONFIRM:
            return CONFIRMED
        if self.answer and not self.is_changed:
            return REJECTED
        return CONFIRMED if self.identifier else CANDIDATE


@dataclass
class View:
    """Matches as rows for people."""

    bodies: Bodies
    editions: Sequence[Edition]
    entries: Mapping[tuple[str, str], tuple[Listed, str, int]]
    question: Question

    def results(self, found: Mapping[Key, Match]) -> Results:
        """Return a row for each match, and notes on lists and counts."""
        rows, rejected = [], 0
        for match in found.values():
            if match.key[1:] not in self.entries:
                continue  # answered about an entry that no edition has any more
            entry, _, edition = self.entries[match.key[1:]]
            match.is_changed = bool(match.answer and match.answer.state != entry.state)
            rejected += match.standing == REJECTED
            if self.question.every or match.standing != REJECTED:
                rows.append(self._row(match, entry, self.editions[edition]))
        rows.sort(key=_order)
        counts = Counter(row["match"] for row in rows)
        on_some = {row["uid"] for row in rows if row["match"] != REJECTED}
        if self.question.every or self.question.organization:
            rows += self._absent(rows)
        notes = self._notes(counts, rejected, len(self.bodies.shown) - len(on_some))
        return Results(rows, columns=COLUMNS, notes=notes)

    def _row(self, match: Match, entry: Listed, edition: Edition) -> Row:
        uid = match.key[0]
        name, country = self.bodies.shown[uid]
        candidate, answer = match.candidate, match.answer
        score, reasons = self._why(match, entry, country)
        row: Row = {
            "organization": name,
            "uid": uid,
            "list": edition.name,
            "list_uid": edition.list,
            **self._list(edition),
            "entry": entry.name,
            "entry_uid": match.key[2],
            "match": match.standing,
            "basis": _basis(match),
            "score": round(score, 3),
            "verdict": candidate.verdict if candidate else "",
            "matched": candidate.theirs.text if candidate else "",
            "reasons": reasons,
            "changed": match.is_changed,
            "answer": _said(answer) if answer else None,
            "periods": [
                {"listed_on": one.listed_on, "delisted_on": one.delisted_on}
                for one in entry.periods
            ],
            "amended_on": list(entry.amended_on),
            "countries": list(entry.countries),
            "programs": list(entry.programs),
            "policy": entry.policy,
            "citation": entry.citation,
            "link": entry.link,
            "quote": masked(entry.quote),
            "source": edition.source,
            "path": edition.path,
            "locator": entry.locator,
            "tenders": [],
        }
        row["tenders"] = self._tenders(uid, lambda on: self._status(match, entry, on))
        return row

    def _list(self, edition: Edition) -> Row:
        return {
            "list_date": edition.date,
            "list_age_days": edition.age(date.today()),
            "coverage": edition.coverage,
            "private": edition.private,
        }

    def _why(
        self, match: Match, entry: Listed, country: str
    ) -> tuple[float, list[str]]:
        reasons: list[str] = []
        score = match.candidate.score if match.candidate else 0.0
        if match.identifier:
            score = 1.0
            reasons.append(f"Both carry {match.identifier}.")
        if match.candidate:
            reasons += match.candidate.reasons
        if country and entry.countries and country not in entry.countries:
            listed = ", ".join(entry.countries)
            reasons.append(f"The list gives {listed}; records give {country}.")
            score = score if match.identifier else score - _FOREIGN
        if match.is_changed and match.answer:
            reasons.append(f"The entry changed since {_told(match.answer)}.")
        return score, reasons

    def _status(self, match: Match, entry: Listed, on: str) -> Status:
        if match.standing == CANDIDATE:
            return Status(UNKNOWN, "a candidate that nobody has confirmed")
        if match.standing == REJECTED:
            return Status(UNKNOWN, "the candidate was rejected")
        return status(self._known(match.key, entry), on)

    def _known(self, key: Key, entry: Listed) -> Known:
        _, seen, edition = self.entries[key[1:]]
        # Another form of the list may know the entry by another number.
        form = self.editions[edition].form
        dates = [
            (one.date, one.whole)
            for one in self.editions
            if (one.list, one.form) == (key[1], form)
        ]
        without = sorted(day for day, whole in dates if whole and day > seen)
        newest = max(day for day, _ in dates)
        return Known(entry.periods, seen, without[0] if without else "", newest)

    def _tenders(self, uid: str, told: Callable[[str], Status]) -> list[Row]:
        return [
            {**tender, "status": said.value, "why": said.why}
            for tender in self.bodies.tenders.get(uid, ())
            for said in (told(self.question.as_of or tender["date"]),)
        ]

    def _absent(self, rows: Iterable[Row]) -> Iterator[Row]:
        """Yield a row for each organisation and list without a match."""
        there = {
            (row["uid"], row["list_uid"]) for row in rows if row["match"] != REJECTED
        }
        newest = {one.list: one for one in sorted(self.editions, key=lambda o: o.date)}
        for uid, (name, _) in sorted(self.bodies.shown.items(), key=lambda i: i[1]):
            for of, edition in sorted(newest.items()):
                if (uid, of) not in there:
                    yield self._not_found(uid, name, edition)

    def _not_found(self, uid: str, name: str, edition: Edition) -> Row:
        dates = [
            (one.date, one.whole) for one in self.editions if one.list == edition.list
        ]
        return {
            "organization": name,
            "uid": uid,
            "list": edition.name,
            "list_uid": edition.list,
            **self._list(edition),
            "match": NONE,
            "reasons": [],
            "tenders": self._tenders(uid, lambda on: absent(dates, on, edition.name)),
        }

    def _notes(
        self, counts: Mapping[str, int], rejected: int, others: int
    ) -> list[str]:
        told = [
            f"Organisations: {len(self.bodies.shown)}; confirmed: {counts[CONFIRMED]}; "
            f"candidates that wait for an answer: {counts[CANDIDATE]}; "
            f"rejected: {rejected}; organisations on no entry: {others}."
        ]
        for one in sorted(self.editions, key=lambda one: (one.name, one.date)):
            age = one.age(date.today())
            dated = (
                f"of {one.date} ({age} days old)" if one.date else "of no known date"
            )
            told.append(
                f"{one.name} {dated}: {one.coverage}, entries: {one.entries}"
                f"{', private' if one.private else ''}."
            )
        told.append("A candidate is a likeness of names, and no finding about anybody.")
        return told


def summary(row: Mapping[str, Any]) -> str:
    """Say in a few words how the tenders of a row stand: `2 listed, 1 unknown`."""
    counts = Counter(tender["status"] for tender in row["tenders"])
    return ", ".join(f"{number} {value}" for value, number in sorted(counts.items()))


def _order(row: Row) -> tuple[Any, ...]:
    place = (CONFIRMED, CANDIDATE, REJECTED).index(row["match"])
    return place, -row["score"], row["organization"], row["list"], row["entry_uid"]


def _basis(match: Match) -> str:
    if match.identifier and match.standing == CONFIRMED:
        return "identifier"
    return "judgement" if match.standing in (CONFIRMED, REJECTED) else "name"


def _said(answer: Answer) -> Row:
    return {
        "verdict": answer.verdict,
        "by": answer.by,
        "at": answer.at,
        "why": answer.why,
        "id": answer.log,
    }


def _told(answer: Answer) -> str:
    verb = "confirmed" if answer.verdict == answers.CONFIRM else "rejected"
    return f"it was {verb} by {answer.by} on {answer.day}"
