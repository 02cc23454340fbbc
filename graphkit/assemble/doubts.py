"""Tenders that may be one: equal titles of one buyer, where a number is lacking.

A title never joins. Where neither process nor project number says which tender a
record is about, an equal title is worth a person's look, and a POSSIBLY_SAME edge.
"""

from collections.abc import Iterator, Mapping, Sequence
from itertools import pairwise
from typing import TYPE_CHECKING

from graphkit.identity import is_number, name_keys

if TYPE_CHECKING:
    from duckdb import DuckDBPyConnection

SHORTEST_TITLE = 8
"""Letters and digits; shorter titles (办公设备采购) are anybody's."""

MOST_ALIKE = 20
"""A title that one buyer uses for more tenders says nothing."""

Pair = tuple[str, str]


def doubtful_tenders(
    connection: "DuckDBPyConnection", kept_apart: frozenset[Pair]
) -> tuple[Pair, ...]:
    """Return pairs of tenders that may be one, sorted; at most one fewer than alike.

    `kept_apart` are pairs of which a person has judged already.
    """
    titled = _titled(connection)
    keys = name_keys([title for _, _, title, _ in titled])
    alike: dict[Pair, dict[str, bool]] = {}
    for (tender, buyer, _, number), key in zip(titled, keys, strict=True):
        if len(key) >= SHORTEST_TITLE:
            numbered = alike.setdefault((buyer, key), {})
            numbered[tender] = numbered.get(tender, False) or is_number(number)
    found = {pair for group in alike.values() for pair in _pairs(group)}
    return tuple(sorted(found - kept_apart))


def _titled(connection: "DuckDBPyConnection") -> Sequence[tuple[str, str, str, str]]:
    """Return (tender, buyer, title, number) of tenders without a process identifier."""
    return connection.execute(
        "SELECT DISTINCT r.tender, e.src, r.title, r.number FROM record r "
        "JOIN edge e ON e.type = 'ISSUED' AND e.dst = r.tender "
        "WHERE r.title <> '' AND NOT contains(r.tender_ids, '\"ocid\"') ORDER BY ALL"
    ).fetchall()


def _pairs(numbered: Mapping[str, bool]) -> Iterator[Pair]:
    """Yield neighbours of which one has no number; numbers that differ are told."""
    if len(numbered) > MOST_ALIKE:
        return
    bare = sorted(tender for tender, has_number in numbered.items() if not has_number)
    yield from pairwise(bare)
    for tender in sorted(set(numbered).difference(bare)):
        for other in bare[:1]:
            yield min(tender, other), max(tender, other)
