"""Captures: one notice found at several places is one Document and counts once.

The same notice stands on the ministry's site, the province's and the buyer's. Copies
are of one type and one tender (or, where a number is lacking, of one buyer, title and
day), and say nothing that the fullest of them does not say: names, lots, amounts and
days alike. So leaving a copy out takes no fact away, and counting it in could only
make one voice sound like two.

Other content under the address of a notice is a **version** of it: a Document of its
own, as it says other things, and counted with the first.
"""

from collections.abc import Callable, Hashable, Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from graphkit import tables
from graphkit.assemble import rejections
from graphkit.assemble.columns import create
from graphkit.assemble.contents import Content, contents, picked
from graphkit.identity import is_number, name_keys

if TYPE_CHECKING:
    from duckdb import DuckDBPyConnection

OF_NOTICES = (
    "SEMI JOIN (SELECT source FROM source WHERE loader = 'notice') USING (source)"
)
"""SQL that keeps records published at several places; a register gives each once."""

CORRECTION = "correction"

_PARTIES = ("ISSUED", "HANDLED_BY", "status")
"""What every notice of a tender says: too little to know a copy by, without a day."""

_COPY = {"document": "VARCHAR", "into": "VARCHAR"}


class Notice(NamedTuple):
    """A notice that may be a copy: `called` is the key of its title."""

    document: str
    tender: str
    kind: str
    rank: int
    number: str
    title: str
    url: str
    day: str
    rejected: int
    handle: int
    called: str = ""
    content: Content = frozenset()

    @property
    def buyer(self) -> str:
        """The keys of its buyers."""
        return "|".join(sorted(row[4] for row in self.content if row[0] == "ISSUED"))

    @property
    def needs_day(self) -> bool:
        """Whether its content alone tells too little: a correction, a thin notice."""
        return self.kind == CORRECTION or not any(
            row[0] not in _PARTIES for row in self.content
        )


def unite(connection: "DuckDBPyConnection", out: Path) -> None:
    """Make the views `single_said` and `single_record` without what copies repeat.

    Makes the tables `copied` and `versioned` (document, into) and writes the first as
    `captures.parquet`. What a person added to a copy is kept, for the Document.
    """
    found = _with_content(connection, _alike(connection))
    copies, versions = told_apart(found)
    leave_out(connection, copies)
    create(connection, "versioned", _COPY, sorted(versions.items()))
    rejections.follow(connection, copies, out)
    tables.write(
        connection, "SELECT * FROM copied", "document", out / "captures.parquet"
    )


def leave_out(connection: "DuckDBPyConnection", copies: Mapping[str, str]) -> None:
    """Make the table `copied` and the views `single_said` and `single_record`."""
    create(connection, "copied", _COPY, sorted(copies.items()))
    if copies:
        said = (
            "SELECT j.* REPLACE (coalesce(c.into, j.document) AS document) "
            "FROM joined_said j LEFT JOIN copied c USING (document) "
            "WHERE c.into IS NULL OR j.amended"
        )
        record = "SELECT * FROM joined_record ANTI JOIN copied USING (document)"
    else:
        said, record = "SELECT * FROM joined_said", "SELECT * FROM joined_record"
    connection.execute(f"CREATE VIEW single_said AS {said}")
    connection.execute(f"CREATE VIEW single_record AS {record}")


def _alike(connection: "DuckDBPyConnection") -> list[Notice]:
    """Return the notices that share type and tender, or type and title, with others."""
    title = r"regexp_replace(lower(title), '[\s\p{P}]+', '', 'g')"
    rows = connection.execute(
        f"WITH notice AS MATERIALIZED (SELECT r.*, {title} AS folded "
        f"FROM joined_record r {OF_NOTICES} "
        f"WHERE tender <> '' AND kind <> 'attachment'), "
        f"alike AS (SELECT document FROM (SELECT document, "
        f"count(*) OVER (PARTITION BY tender, kind, rank) AS of_tender, "
        f"count(*) OVER (PARTITION BY folded, kind, rank) AS of_title, "
        f"min(number) OVER (PARTITION BY folded, kind, rank) AS least FROM notice) "
        f"WHERE of_tender > 1 OR (of_title > 1 AND least = '')) "
        f"SELECT n.document, n.tender, kind, rank, number, title, url, "
        f"coalesce(day, ''), coalesce(rejections, 0), handle "
        f"FROM notice n SEMI JOIN alike USING (document) "
        f"LEFT JOIN (SELECT document, min(date) AS day FROM joined_said "
        f"WHERE type = 'published_on' AND document <> '' GROUP BY document) "
        f"USING (document) LEFT JOIN (SELECT document, count(*) AS rejections "
        f"FROM rejected GROUP BY document) USING (document) ORDER BY handle"
    ).fetchall()
    return [Notice(*row) for row in rows]


def _with_content(
    connection: "DuckDBPyConnection", found: Sequence[Notice]
) -> list[Notice]:
    """Return the notices with what they say, rejected statements among it.

    Who rejects a statement of a notice does not want it back from a copy.
    """
    if not found:
        return []
    create(
        connection,
        "maybe_copy",
        {"document": "VARCHAR"},
        [(n.document,) for n in found],
    )
    rows = connection.execute(
        f"SELECT {picked()} FROM read_statements SEMI JOIN maybe_copy USING (document) "
        f"WHERE type NOT IN ('title', 'number')"
    ).fetchall()
    said: dict[str, set[tuple[str, ...]]] = {}
    for document, content in contents(rows):
        said.setdefault(document, set()).add(content)
    titles = name_keys([notice.title for notice in found])
    return [
        notice._replace(called=key, content=frozenset(said.get(notice.document, ())))
        for notice, key in zip(found, titles, strict=True)
    ]


def told_apart(found: Sequence[Notice]) -> tuple[Mapping[str, str], Mapping[str, str]]:
    """Return the Document that each copy is of, and the first of each version."""
    copies: dict[str, str] = {}
    for group in _groups(found, lambda n: (n.tender, n.kind, n.rank)):
        copies |= _copies(group)
    kept = [n for n in found if n.document not in copies]
    titled = [n for n in kept if n.buyer and n.called and n.day]
    for group in _groups(titled, lambda n: (n.buyer, n.called, n.kind, n.day, n.rank)):
        if len({n.tender for n in group if is_number(n.number)}) <= 1:
            copies |= _copies(group)
    addressed = [n for n in kept if n.url and n.document not in copies]
    versions: dict[str, str] = {}
    for group in _groups(addressed, lambda n: (n.tender, n.kind, n.url)):
        first, *later = sorted(group, key=lambda n: (n.day or "9", n.handle))
        versions |= {n.document: first.document for n in later}
    return {document: _last(copies, document) for document in copies}, versions


def _groups(
    found: Iterable[Notice], key: Callable[[Notice], Hashable]
) -> Iterator[list[Notice]]:
    groups: dict[Hashable, list[Notice]] = {}
    for notice in found:
        groups.setdefault(key(notice), []).append(notice)
    yield from (group for group in groups.values() if len(group) > 1)


def _copies(group: Sequence[Notice]) -> dict[str, str]:
    """Return, for each notice that says nothing of its own, the fullest that has it.

    Only those that share its rarest statement are looked at: many notices of one
    tender share its buyer, and few an amount or a day.
    """
    copies: dict[str, str] = {}
    having: dict[tuple[str, ...], list[Notice]] = {}
    for notice in sorted(group, key=_fullest):
        rarest = min(
            (having.get(row, []) for row in notice.content), key=len, default=[]
        )
        of = next((other for other in rarest if _is_copy(notice, other)), None)
        if of is not None:
            copies[notice.document] = of.document
            continue
        for row in notice.content:
            having.setdefault(row, []).append(notice)
    return copies


def _is_copy(notice: Notice, of: Notice) -> bool:
    if notice.needs_day and not notice.day:
        return False
    if notice.tender != of.tender and is_number(notice.number):
        return False  # the number would be lost with it
    return bool(notice.content) and notice.content <= of.content


def _fullest(notice: Notice) -> tuple[int, bool, int, int]:
    numberless = not is_number(notice.number)
    return -len(notice.content), numberless, -notice.rejected, notice.handle


def _last(copies: Mapping[str, str], document: str) -> str:
    while document in copies:
        document = copies[document]
    return document
