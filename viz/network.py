"""The drawing through pyvis: its `Network`, but a page of ours around it.

pyvis' own template fetches scripts from servers, and puts texts where they can act.
This one holds everything, with texts as JSON beside the script, never inside it.
Nodes stand where the drawing puts them, so the first picture needs no simulation.
"""

from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING, Any

from graphkit.viz import style
from graphkit.viz.drawing import Card, Drawing, Link
from graphkit.viz.page import page, static
from graphkit.viz.shown import clip, shown

if TYPE_CHECKING:
    from pyvis.network import Network

LIBRARY = "templates/lib/vis-9.1.2/vis-network.min.js"
SPREAD = 1.25
"""vis-network writes the verb in the middle of a line: there must be room for it."""

FETCHED = ("image", "brokenImage")


def to_pyvis(drawing: Drawing, heading: str = "") -> "Network":
    """Return a pyvis network of the cards and links, without simulated forces.

    Made in time linear in the links: `Network.add_edge` looks at every edge there is.
    """
    from pyvis.edge import Edge
    from pyvis.network import Network
    from pyvis.node import Node

    network = Network(directed=True, cdn_resources="in_line", heading=heading)
    for card in drawing.cards:
        node = Node(card.key, "box", **_node(card)).options
        network.nodes.append(node)
        network.node_ids.append(card.key)
        network.node_map[card.key] = node
    network.edges += [
        Edge(link.start, link.end, True, **_edge(link)).options
        for link in drawing.links
    ]
    network.toggle_physics(False)
    network.options.edges.smooth = {"enabled": True, "type": "cubicBezier"}
    return network


def html(network: "Network") -> str:
    """Return a page with a pyvis network that works offline and acts on no text.

    Raises ValueError for a node whose picture would be fetched from elsewhere.
    """
    nodes, edges, heading, _, _, options = network.get_network_data()
    for node in nodes:
        for name in FETCHED:
            if not str(node.get(name, "data:image/")).startswith("data:image/"):
                raise ValueError(f"node {node['id']!r}: its {name} would be fetched")
    heading = shown(str(heading or "")) or "Network"
    return page(
        "network.html",
        styles=(style.palette_css(dark=False), static("network.css")),
        scripts=(_library(), static("network.js")),
        trusted=False,  # vis-network writes markup of its own
        title=heading,
        network={"nodes": nodes, "edges": edges, "options": options},
    )


@cache
def _library() -> str:
    text = (files("pyvis") / LIBRARY).read_text(encoding="utf-8")
    return text.replace("</script", "<\\/script")


def _node(card: Card) -> dict[str, Any]:
    kind = style.KINDS[card.kind]
    title = (f"{kind.caption}: {card.name}", card.other, *card.notes, card.badge)
    return {
        "label": clip(shown(card.name), 34),
        "title": shown("\n".join(filter(None, title))),
        "color": {"border": kind.light, "background": "#fbfaf7"},
        "x": card.x * SPREAD,
        "y": card.y,
    }


def _edge(link: Link) -> dict[str, Any]:
    dashes = style.GRADES[link.grade].dashes if link.grade in style.GRADES else ""
    said = (f"“{link.quote}”", f"{link.path} · {link.locator}") if link.quote else ()
    return {
        "label": link.verb,
        "title": shown("\n".join((f"{link.verb} ({link.grade})", *said))),
        "color": style.KINDS[link.ink].light,
        "dashes": [float(dash) for dash in dashes.split()] or False,
    }
