"""Tenders that may be one: equal titles of one buyer, where a number is lacking.

A title never joins. Where neither process nor project number says which tender a
record is about, an equal title is worth a person's look, and a POSSIBLY_SAME edge. So
are a title and the same with 二次 or 重新招标: a second attempt under another number,
where no notice says of which; and one number under two spellings of a buyer, where the
titles are equal.
"""

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING, NamedTuple

from graphkit.attempts import first_title
from graphkit.identity import is_number, name_keys

if TYPE_CHECKING:
    from duckdb import DuckDBPyConnection

SHORTEST_TITLE = 8
"""Letters and digits; shorter titles (办公设备采购) are anybody's."""

MOST_ALIKE = 20
"""A title that one buyer uses for more tenders says nothing."""

Pair = tuple[str, str]


@dataclass(frozen=True, slots=True)
class Doubts:
    """Pairs of tenders that may be one: `titled` by a title that a buyer uses for both.

    `numbered` are of one number and title, whoever the buyers are.
    """

    titled: frozenset[Pair] = frozenset()
    numbered: frozenset[Pair] = frozenset()

    @property
    def pairs(self) -> tuple[Pair, ...]:
        """All pairs, sorted."""
        return tuple(sorted(self.titled | self.numbered))


def doubtful_tenders(
    connection: "DuckDBPyConnection", kept_apart: frozenset[Pair], edges: str = "edge"
) -> Doubts:
    """Return pairs of tenders that may be one; at most one fewer than alike.

    `kept_apart` are pairs of which a person has judged already; `edges` is the table
    that says who issued what, and what was called again.
    """
    titled = _titled(connection, edges)
    titles = name_keys([title for _, _, title, _ in titled])
    numbers = name_keys([number for *_, number in titled])
    alike: dict[Pair, dict[str, _Called]] = {}
    same_number: dict[Pair, set[str]] = {}
    for row, title, number in zip(titled, titles, numbers, strict=True):
        if len(title) < SHORTEST_TITLE:
            continue
        tender, buyer, *_ = row
        plain = first_title(title)
        group = alike.setdefault((buyer, plain), {})
        was = group.get(tender, _Called())
        is_numbered, is_again = is_number(row[3]), title != plain
        group[tender] = _Called(
            was.is_numbered or is_numbered, was.is_again or is_again
        )
        if is_numbered:
            same_number.setdefault((number, title), set()).add(tender)
    known = kept_apart | _retenders(connection, edges)
    return Doubts(
        frozenset(pair for group in alike.values() for pair in _pairs(group)) - known,
        frozenset(pair for uids in same_number.values() for pair in _next(uids))
        - known,
    )


class _Called(NamedTuple):
    """How a tender is called: whether by a number, and whether by a later attempt."""

    is_numbered: bool = False
    is_again: bool = False


def _retenders(connection: "DuckDBPyConnection", edges: str) -> set[Pair]:
    """Return the pairs of which a record says that one is the other called again."""
    rows = connection.execute(
        f"SELECT src, dst FROM {edges} WHERE type = 'RETENDER_OF'"
    )
    return {(min(pair), max(pair)) for pair in rows.fetchall()}


def _titled(
    connection: "DuckDBPyConnection", edges: str
) -> Sequence[tuple[str, str, str, str]]:
    """Return (tender, buyer, title, number) of tenders without a process identifier."""
    return connection.execute(
        "SELECT DISTINCT r.tender, e.src, r.title, r.number FROM record r "
        f"JOIN {edges} e ON e.type = 'ISSUED' AND e.dst = r.tender "
        "WHERE r.title <> '' AND NOT contains(r.tender_ids, '\"ocid\"') ORDER BY ALL"
    ).fetchall()


def _next(uids: Collection[str]) -> Iterator[Pair]:
    """Yield neighbours, where not too many are alike."""
    if len(uids) <= MOST_ALIKE:
        yield from pairwise(sorted(uids))


def _pairs(alike: Mapping[str, _Called]) -> Iterator[Pair]:
    """Yield neighbours of which one has no number, or one is another called again.

    Numbers that differ are told apart else.
    """
    if len(alike) > MOST_ALIKE:
        return
    bare = sorted(uid for uid, called in alike.items() if not called.is_numbered)
    yield from pairwise(bare)
    for uid in sorted(set(alike).difference(bare)):
        for other in bare[:1]:
            yield min(uid, other), max(uid, other)
    first = sorted(uid for uid, called in alike.items() if not called.is_again)
    again = sorted(uid for uid, called in alike.items() if called.is_again)
    for uid in again:
        for other in first[:1]:
            yield min(uid, other), max(uid, other)
