"""Cards: what a drawing shows of things, whatever their label."""

from collections.abc import Iterable
from typing import Any

from graphkit.gloss.pinyin import pinyin
from graphkit.search.arrays import NONE
from graphkit.search.graph import Graph
from graphkit.tables import literal, reading

MOST = 2_000
"""Cards in one answer."""

Row = dict[str, Any]

_NOTES = {
    "Organization": "kind",
    "Tender": "concat_ws(' · ', nullif(stage, ''), nullif(date_text, ''), "
    "nullif(number, ''))",
    "Document": "concat_ws(' · ', nullif(kind, ''), CAST(published_on AS VARCHAR))",
}


def cards(graph: Graph, uids: Iterable[str]) -> list[Row]:
    """Return a card for each uid that is a node's, each once, label by label.

    `degree` counts the edges of a thing; `pinyin` is made by machine.
    """
    wanted: dict[str, list[str]] = {}
    for uid in list(dict.fromkeys(uids))[:MOST]:
        node = graph.index.number(uid)
        if node != NONE:
            wanted.setdefault(graph.index.label(node), []).append(uid)
    found: dict[str, Row] = {}
    with reading() as connection:
        for label, some in wanted.items():
            file = graph.tables / "nodes" / f"{label}.parquet"
            listed = ", ".join(map(literal, some))
            kind = "kind" if label == "Organization" else "''"
            note = _NOTES.get(label, "''")
            rows = connection.execute(
                f"SELECT uid, name, name_zh, name_en, {kind}, {note}, provenance "
                f"FROM read_parquet({literal(file)}) WHERE uid IN ({listed})"
            ).fetchall()
            found |= {row[0]: _card(graph, label, *row) for row in rows}
    return [found[uid] for some in wanted.values() for uid in some if uid in found]


def _card(
    graph: Graph,
    label: str,
    uid: str,
    name: str | None,
    name_zh: str | None,
    name_en: str | None,
    kind: str | None,
    note: str | None,
    provenance: str | None,
) -> Row:
    node = graph.index.number(uid)
    starts = graph.index.adjacency.leaving_start, graph.index.adjacency.entering_start
    return {
        "uid": uid,
        "label": label,
        "name": name or uid,
        "name_zh": name_zh or "",
        "name_en": name_en or "",
        "pinyin": pinyin(name_zh or name or "") if label == "Organization" else "",
        "kind": kind or "",
        "note": note or "",
        "provenance": provenance or "",
        "degree": sum(int(start[node + 1] - start[node]) for start in starts),
    }
