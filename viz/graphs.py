"""The drawing as a graph for other programs: GEXF and GraphML, through networkx.

Nodes are the cards, edges the links: a tender of several separate parts is several
nodes, as in the drawing, so that no path of the file joins what no record joins.
"""

import io
import re
from collections.abc import Sequence
from typing import TYPE_CHECKING

from graphkit.viz import style
from graphkit.viz.drawing import Drawing
from graphkit.viz.shown import shown
from graphkit.viz.wording import Chain

if TYPE_CHECKING:
    import networkx

_STAMP = re.compile(rb' lastmodifieddate="[^"]*"')


def to_networkx(
    drawing: Drawing, chains: Sequence[Chain] = ()
) -> "networkx.MultiDiGraph[str]":
    """Return the cards as nodes and the links as edges, with places and colours.

    With the chains each edge also carries their keys. Values are texts and numbers
    only, with nothing in them that XML cannot hold.
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
            chains=" ".join(shown(str(chains[c]["key"])) for c in link.chains)
            if chains
            else "",
            viz={"color": _rgb(style.KINDS[link.ink].light)},
        )
    return graph


def gexf(drawing: Drawing, chains: Sequence[Chain] = ()) -> bytes:
    """Return the drawing as GEXF 1.2 with positions and colours, for Gephi."""
    import networkx

    stream = io.BytesIO()
    networkx.write_gexf(to_networkx(drawing, chains), stream)
    return _STAMP.sub(b"", stream.getvalue())  # older networkx writes the day


def graphml(drawing: Drawing, chains: Sequence[Chain] = ()) -> bytes:
    """Return the drawing as GraphML; places are in `x` and `y`, colours in `color`."""
    import networkx

    graph = to_networkx(drawing, chains)
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
