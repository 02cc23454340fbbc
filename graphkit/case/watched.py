"""What a watch on a question finds: rows that are new, changed or gone.

A row is the same one where the columns of the question's key are equal, uids looked up
under the names of the later revision. Both revisions are asked the question as it is
now, so that another wording of it makes no news.
"""

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

from graphkit import queries, tables
from graphkit.case import asking
from graphkit.case.difference import owners
from graphkit.case.generations import Generation
from graphkit.errors import CaseError
from graphkit.identity import digest
from graphkit.queries import Question

Row = Mapping[str, Any]
Cells = tuple[str, ...]

LIMIT = "limit"
"""The parameter of our questions that bounds their rows."""

QUIET = frozenset(("quote", "path", "locator", "statement", "key"))
"""Columns that say where words stand: a row that only moved has not changed."""

_UID = re.compile(r"(?:org|tender|provider|product|chip|model):\S+")


@dataclass(frozen=True, slots=True)
class Asked:
    """A question with its parameters, as the log keeps them."""

    question: Question
    params: Mapping[str, str]
    case: Path

    @classmethod
    def of(cls, case: Path, body: Mapping[str, Any]) -> "Asked":
        """Return what a watch asks; QueryError where the case lost the question."""
        return cls(
            queries.get(body["question"], case / "questions"), body["params"], case
        )

    def answer(self, generation: Generation) -> tuple[Row, ...]:
        """Return all rows of a revision; CaseError where they are too many."""
        uids = owners(generation, self.params.values())
        given = {name: uids.get(said, said) for name, said in self.params.items()}
        if any(param.name == LIMIT for param in self.question.params):
            given.setdefault(LIMIT, str(asking.LIMIT))
        found = asking.ask(generation, self.case, self.question.name, given)
        if found.truncated or len(found) >= asking.LIMIT:
            raise CaseError(
                f"{self.question.name} gives more than {asking.LIMIT:,} rows",
                hint="ask for less with its parameters",
            )
        return found.rows

    def key(self, row: Row, uids: Mapping[str, str]) -> Cells:
        """Return what makes a row the same one, under other uids."""
        return tuple(_under(row[name], uids) for name in self.question.key)

    def mark(self, row: Row, uids: Mapping[str, str]) -> str:
        """Return the key of a row as it stands."""
        return mark_of(self.question.name, row, uids)


@dataclass(frozen=True, slots=True)
class RowChange:
    """A row that is `new`, `gone` or `changed`, as it is, or was at last.

    `fields` are what changed, before and after. `sources` and `ends` are what the row
    rests on and speaks of; a row without uids speaks of all that there is.
    """

    kind: str
    row: Row
    mark: str
    fields: Mapping[str, tuple[Any, Any]] = field(default_factory=dict)
    sources: frozenset[str] = frozenset()
    ends: frozenset[str] | None = None


def between(asked: Asked, old: Generation, new: Generation) -> list[RowChange]:
    """Return what changed: new and changed rows in their order, then those gone."""
    was, now = asked.answer(old), asked.answer(new)
    uids = owners(new, {uid for row in was for uid in uids_of(row)})
    return resting(list(_changes(asked, was, now, uids)), (old, new))


def _changes(
    asked: Asked, was: Sequence[Row], now: Sequence[Row], uids: Mapping[str, str]
) -> Iterator[RowChange]:
    left: dict[Cells, list[Row]] = defaultdict(list)
    for row in reversed(was):
        left[asked.key(row, uids)].append(row)
    for row in now:
        before = left[asked.key(row, {})]
        fields = _fields(before.pop(), row, uids) if before else None
        if fields is None or fields:
            kind = "new" if fields is None else "changed"
            yield RowChange(kind, row, asked.mark(row, {}), fields or {})
    gone = {id(row) for rows in left.values() for row in rows}
    for row in was:
        if id(row) in gone:
            yield RowChange("gone", row, asked.mark(row, uids))


def dismissal(
    asked: Asked, old: Generation, new: Generation, mark: str
) -> dict[str, object]:
    """Return what the log keeps of a row that is dismissed; nothing for no such mark.

    With its sources, so that what is about restricted ones leaves no case.
    """
    was = asked.answer(old)
    uids = owners(new, {uid for row in was for uid in uids_of(row)})
    rows = {asked.mark(row, uids): row for row in was}
    rows |= {asked.mark(row, {}): row for row in asked.answer(new)}
    if mark not in rows:
        return {}
    (rests,) = resting([RowChange("", rows[mark], mark)], (old, new))
    return {
        "question": asked.question.name,
        "row": {name: _under(value, {}) for name, value in rows[mark].items()},
        "sources": sorted(rests.sources & new.reads.keys()),
    }


def dismissed(rows: Sequence[Row], new: Generation) -> frozenset[str]:
    """Return the marks, in a revision, of the rows that the log says are dismissed."""
    uids = owners(new, {uid for row in rows for uid in uids_of(row["row"])})
    return frozenset(mark_of(row["question"], row["row"], uids) for row in rows)


def mark_of(question: str, row: Row, uids: Mapping[str, str]) -> str:
    """Return the key of a row as it stands: of it with all that it says."""
    told = sorted((name, _under(row[name], uids)) for name in row.keys() - QUIET)
    return digest("row", question, *(text for pair in told for text in pair))


def uids_of(row: Row) -> frozenset[str]:
    """Return the uids of things that the cells of a row hold."""
    return frozenset(
        value
        for value in row.values()
        if isinstance(value, str) and _UID.fullmatch(value)
    )


def resting(
    changes: Sequence[RowChange], both: Sequence[Generation]
) -> list[RowChange]:
    """Return changes with their sources and all that they speak of, before and now.

    They are those of the tenders of a row; of one that names none, of the tenders in
    which all that it names stand together.
    """
    about = [uids_of(change.row) for change in changes]
    sources: list[set[str]] = [set() for _ in changes]
    ends = [set(uids) for uids in about]
    for generation in both if any(about) else ():
        for number, source, tender in _stated(generation, about):
            sources[number].add(source)
            ends[number].add(tender)
    every = {source for generation in both for source in generation.reads}
    return [
        replace(
            change,
            sources=frozenset(sources[number] - {""} if about[number] else every),
            ends=frozenset(ends[number]) if about[number] else None,
        )
        for number, change in enumerate(changes)
    ]


_STATED = """
WITH e AS (SELECT src, dst, tender, source, documents
    FROM read_parquet($files, union_by_name = true) WHERE tender <> ''),
w AS (SELECT unnest($numbers::BIGINT[]) AS n, unnest($uids::VARCHAR[]) AS uid),
c AS (SELECT n, count(*) AS size, bool_or(starts_with(uid, 'tender:')) AS is_told
    FROM w GROUP BY n),
m AS (SELECT n, size, uid, tender FROM w JOIN c USING (n)
    JOIN (SELECT tender, unnest([src, dst]) AS uid FROM e) USING (uid)
    WHERE NOT is_told),
t AS (SELECT n, uid AS tender FROM w WHERE starts_with(uid, 'tender:') UNION
    SELECT n, tender FROM m GROUP BY n, size, tender
    HAVING count(DISTINCT uid) = size),
s AS (SELECT n, tender, source, unnest(documents || ['']) AS uid
    FROM e JOIN t USING (tender))
SELECT DISTINCT n, unnest([coalesce(s.source, ''), coalesce(d.source, '')]), tender
FROM s LEFT JOIN read_parquet($documents) d USING (uid) ORDER BY ALL
"""
"""SQL of the sources of the tenders that each of several sets of things speaks of."""


def _stated(
    generation: Generation, about: Sequence[frozenset[str]]
) -> list[tuple[int, str, str]]:
    pairs = [(n, uid) for n, uids in enumerate(about) for uid in sorted(uids)]
    edges = sorted((generation.tables / "edges").glob("*.parquet"))
    given = {
        "files": [str(file) for file in edges],
        "numbers": [n for n, _ in pairs],
        "uids": [uid for _, uid in pairs],
        "documents": str(generation.tables / "nodes" / "Document.parquet"),
    }
    with tables.reading() as connection:
        return connection.execute(_STATED, given).fetchall()


def _fields(was: Row, now: Row, uids: Mapping[str, str]) -> dict[str, tuple[Any, Any]]:
    """Return what a row says otherwise; its names may be others."""
    return {
        name: (was[name], value)
        for name, value in now.items()
        if name not in QUIET and _under(was[name], uids) != _under(value, {})
    }


def _under(value: Any, uids: Mapping[str, str]) -> str:
    return uids.get(value, value) if isinstance(value, str) else str(value)
