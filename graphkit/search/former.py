"""Former uids: what things are called now that were called otherwise once."""

import re
from collections.abc import Iterable

from graphkit.search.arrays import NONE
from graphkit.search.graph import Graph
from graphkit.tables import literal, reading

_UID = re.compile(r"\b(?:org|tender):[0-9a-f]+")


def followed(graph: Graph, texts: Iterable[str]) -> list[str]:
    """Return uids, or keys made of them, with every uid as its thing has it now.

    A uid that nothing ever had stays as it is.
    """
    said = list(texts)
    gone = {
        uid
        for text in said
        for uid in _UID.findall(text)
        if graph.index.number(uid) == NONE
    }
    now = _now(graph, sorted(gone)) if gone else {}
    return [_UID.sub(lambda found: now.get(found[0], found[0]), text) for text in said]


def _now(graph: Graph, gone: list[str]) -> dict[str, str]:
    organizations = literal(graph.tables / "nodes" / "Organization.parquet")
    query = (
        f"SELECT former, uid FROM (SELECT unnest(former_uids) AS former, uid "
        f"FROM read_parquet({organizations})) WHERE list_contains($1, former)"
    )
    names = graph.tables / "names.parquet"
    if names.exists():  # not in a copy
        query += (
            f" UNION SELECT anchor_uid, uid FROM read_parquet({literal(names)}) "
            f"WHERE label = 'Tender' AND list_contains($1, anchor_uid)"
        )
    with reading() as connection:
        rows = connection.execute(query, [gone]).fetchall()
    return dict(sorted(rows, reverse=True))
