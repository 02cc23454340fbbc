"""The drawing as a graph for other programs: GEXF and GraphML, through networkx.

Nodes are the cards, edges the links: a tender of several separate parts is several
nodes, as in the drawing, so that no path of the file joins what no record joins.
"""

import io
import json
import re
from collections.abc import Sequence
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any
from xml.etree import ElementTree
from xml.sax.saxutils import escape

from graphkit.viz import style
from graphkit.viz.drawing import Drawing
from graphkit.viz.shown import shown
from graphkit.viz.wording import Chain

if TYPE_CHECKING:
    import networkx

LISTS = frozenset(("chains", "tenders"))
"""Attributes that hold a list as JSON: neither format has lists that others read."""

DAYS = frozenset(("first", "last"))
"""Attributes that hold a day as YYYY-MM-DD."""

_META = re.compile(rb"<meta .*?</meta>", re.DOTALL)
"""What networkx says of itself and of the day."""


def to_networkx(
    drawing: Drawing, chains: Sequence[Chain] = ()
) -> "networkx.MultiDiGraph[str]":
    """Return the cards as nodes and the links as edges, with places and colours.

    With the chains each edge also carries their `chains` (keys) and `tenders`, both
    lists as JSON, the `first` and `last` day, whether all are `inferred`, and `amount`
    with `currency` where they agree. Texts hold nothing that XML cannot.
    """
    import networkx

    graph: networkx.MultiDiGraph[str] = networkx.MultiDiGraph()
    for card in drawing.cards:
        graph.add_node(
            card.key,
            label=shown(card.name),
            kind=card.kind,
            other_name=shown(card.other),
            note=shown(" · ".join(card.notes)),
            grade=card.badge,
            viz={
                "position": {"x": card.x, "y": -card.y, "z": 0.0},
                "color": _rgb(style.KINDS[card.kind].light),
            },
        )
    for n, link in enumerate(drawing.links):
        graph.add_edge(
            link.start,
            link.end,
            key=f"e{n}",
            label=shown(link.verb),
            relation=shown(link.relation),
            grade=link.grade,
            quote=shown(link.quote),
            path=shown(link.path),
            locator=shown(link.locator),
            source=shown(link.source),
            **_facts([chains[place] for place in link.chains] if chains else []),
            viz={"color": _rgb(style.KINDS[link.ink].light)},
        )
    return graph


def _facts(chains: Sequence[Chain]) -> dict[str, Any]:
    """Return what chains say, in values that both formats have: no list, no day."""
    days = sorted(str(chain.get("date") or "") for chain in chains)
    dated = [day for day in days if day]
    amounts = {(one.get("amount"), one.get("currency")) for one in chains}
    amount, currency = amounts.pop() if len(amounts) == 1 else (None, None)
    tenders = sorted({str(uid) for one in chains for uid in one.get("tenders") or ()})
    return {
        "chains": _json([str(chain["key"]) for chain in chains]),
        "tenders": _json(tenders),
        "first": shown(dated[0]) if dated else "",
        "last": shown(dated[-1]) if dated else "",
        "inferred": bool(chains) and all(map(_is_inferred, chains)),
        **({"amount": float(amount)} if isinstance(amount, int | float) else {}),
        **({"currency": shown(str(currency))} if currency else {}),
    }


def _json(texts: Sequence[str]) -> str:
    return shown(json.dumps(texts, ensure_ascii=False))


def _is_inferred(chain: Chain) -> bool:
    return bool(chain.get("inferred"))


def read(file: Path) -> "networkx.MultiDiGraph[str]":
    """Return a GEXF or GraphML file of ours, its lists and days as they were.

    A date that names no day stays the text it is: `2024-03`. The graph's `description`
    says what it rests on and what it does not prove.
    """
    import networkx

    is_gexf = file.suffix.lower() == ".gexf"
    reader = networkx.read_gexf if is_gexf else networkx.read_graphml
    graph: networkx.MultiDiGraph[str] = networkx.MultiDiGraph(reader(file))
    if is_gexf:
        found = ElementTree.parse(file).find("{*}meta/{*}description")
        graph.graph["description"] = "" if found is None else found.text or ""
    for _, _, values in graph.edges(data=True):
        for name in LISTS & values.keys():
            values[name] = json.loads(values[name])
        for name in DAYS & values.keys():
            if len(values[name]) == len("YYYY-MM-DD"):
                values[name] = date.fromisoformat(values[name])
    return graph


def gexf(
    drawing: Drawing, chains: Sequence[Chain] = (), notes: Sequence[str] = ()
) -> bytes:
    """Return the drawing as GEXF 1.2 with positions and colours, for Gephi.

    `notes`, what it rests on and does not prove, are its description.
    """
    import networkx

    stream = io.BytesIO()
    networkx.write_gexf(to_networkx(drawing, chains), stream)
    said = escape(shown("\n".join(notes)))
    meta = f"<meta><creator>graphkit</creator><description>{said}</description></meta>"
    return _META.sub(lambda _: meta.encode(), stream.getvalue(), count=1)


def graphml(
    drawing: Drawing, chains: Sequence[Chain] = (), notes: Sequence[str] = ()
) -> bytes:
    """Return the drawing as GraphML; places are in `x` and `y`, colours in `color`.

    `notes`, what it rests on and does not prove, are the graph's `description`.
    """
    import networkx

    graph = to_networkx(drawing, chains)
    graph.graph["description"] = shown("\n".join(notes))
    for card in drawing.cards:
        node = graph.nodes[card.key]
        del node["viz"]
        node.update(x=card.x, y=card.y, color=style.KINDS[card.kind].light)
    for _, _, values in graph.edges(data=True):
        del values["viz"]
    stream = io.BytesIO()
    networkx.write_graphml(graph, stream, named_key_ids=True)
    return stream.getvalue()


def _rgb(colour: str) -> dict[str, float]:
    red, green, blue = (int(colour[at : at + 2], 16) for at in (1, 3, 5))
    return {"r": red, "g": green, "b": blue, "a": 1.0}
