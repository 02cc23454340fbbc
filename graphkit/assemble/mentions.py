"""Distinct mentions: what a name is written like, before anybody asks who it is."""

from collections.abc import Iterator, Mapping
from functools import cache
from typing import TYPE_CHECKING, NamedTuple

import msgspec

from graphkit.statements import Ids
from graphkit.tables import NAME_COLUMNS

if TYPE_CHECKING:
    from duckdb import DuckDBPyConnection

SEPARATOR = "\x1f"
NAMED_COLUMNS: Mapping[str, str] = {
    **NAME_COLUMNS,
    "kind": "VARCHAR",
    "province": "VARCHAR",
    "identifiers": "VARCHAR",  # all of them, joined by SEPARATOR
    "mentions": "BIGINT",  # statements that have it
    "rank": "UTINYINT",  # of the strongest provenance that mentions it
    "within": "VARCHAR",  # what a name with a context means one body in, else ''
}
"""Columns of the table `named`."""

_DECODER = msgspec.json.Decoder(tuple[tuple[str, str], ...])


class Mention(NamedTuple):
    """A distinct mention: how often statements have it, and their best provenance.

    `written_ids` are its identifiers as the statements write them. `context` is the
    tender that has it, where its name is one that many bodies have.
    """

    label: str
    text: str
    written_ids: str
    mentions: int
    rank: int
    context: str = ""

    @property
    def ids(self) -> Ids:
        """Its identifiers."""
        return read_ids(self.written_ids)


class Named(NamedTuple):
    """A row of the table `named`, in the order of NAMED_COLUMNS."""

    label: str
    text: str
    ids: str
    context: str
    key: str
    jurisdiction: str
    identifier: str
    anchor_uid: str
    uid: str
    basis: str
    kind: str = ""
    province: str = ""
    identifiers: str = ""
    mentions: int = 0
    rank: int = 0
    within: str = ""


def mentions(connection: "DuckDBPyConnection") -> Iterator[Mention]:
    """Yield all distinct mentions of live statements, sorted."""
    sides = " UNION ALL ".join(
        f"SELECT {side}_label AS label, {side}_text AS text, {side}_ids AS ids, rank "
        f"FROM said WHERE {side}_label IS NOT NULL"
        for side in "so"
    )
    found = connection.execute(
        "SELECT label, text, ids, count(*), min(rank) FROM "
        f"({sides}) GROUP BY ALL ORDER BY ALL"
    )
    while rows := found.fetchmany(100_000):
        yield from (Mention(*row) for row in rows)


@cache
def read_ids(written: str) -> Ids:
    """Return identifiers from their written form, a JSON list of pairs.

    Loaders write no other; what an amendment brings that is none counts as none.
    """
    try:
        return _DECODER.decode(written) if written else ()
    except msgspec.DecodeError:
        return ()
