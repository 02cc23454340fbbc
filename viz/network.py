"""The drawing through pyvis: its `Network`, with a page of ours.

pyvis' own template fetches scripts from servers, and puts texts where they can act.
This one holds everything, with texts as JSON beside the script, never inside it.
Nodes stand where the drawing puts them, so the first picture needs no simulation.
"""

import webbrowser
from collections.abc import Sequence
from functools import cache
from importlib.resources import files
from pathlib import Path
from typing import TYPE_CHECKING, Any

from pyvis.edge import Edge
from pyvis.network import Network
from pyvis.node import Node

from graphkit.viz import relations, style
from graphkit.viz.drawing import Card, Drawing, Link
from graphkit.viz.page import framed, page, static
from graphkit.viz.shown import clip, shown

if TYPE_CHECKING:
    import networkx

LIBRARY = "templates/lib/vis-9.1.2/vis-network.min.js"
SPREAD = 1.25
"""vis-network writes the verb in the middle of a line: there must be room for it."""

FETCHED = ("image", "brokenImage")


class OfflineNetwork(Network):  # type: ignore[misc]  # pyvis has no types
    """A pyvis network whose page is ours, however it is written or shown.

    `notes` are sentences that stand above the drawing. Whoever adds many edges does
    so through `edges`: `add_edge` looks at every edge there is.
    """

    notes: tuple[str, ...] = ()

    def generate_html(
        self, name: str = "index.html", local: bool = True, notebook: bool = False
    ) -> str:
        """Return the page, which is the same for a file and for a notebook."""
        self.html: str = html(self)
        return self.html

    def write_html(
        self,
        name: str,
        local: bool = True,
        notebook: bool = False,
        open_browser: bool = False,
    ) -> None:
        """Write the page, with nothing beside it, and open it where that is asked."""
        file = Path(name)
        file.write_bytes(self.generate_html().encode())
        if open_browser:
            webbrowser.open(file.absolute().as_uri())

    def _repr_html_(self) -> str:
        return framed(self.generate_html(), str(self.heading), 600, acts=True)


def to_pyvis(
    drawn: "Drawing | networkx.Graph[Any]", heading: str = "", notes: Sequence[str] = ()
) -> OfflineNetwork:
    """Return a pyvis network of a drawing or of any graph, without simulated forces.

    Of a graph of networkx the attributes are used that `relations.of_graph` names.
    Made in time linear in the links.
    """
    drawing = (
        drawn
        if isinstance(drawn, Drawing)
        else relations.drawn(relations.of_graph(drawn))
    )
    network = OfflineNetwork(directed=True, cdn_resources="in_line", heading=heading)
    network.notes = tuple(notes)
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


def html(network: OfflineNetwork) -> str:
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
        notes=network.notes,
        network={"nodes": nodes, "edges": edges, "options": options},
    )


@cache
def _library() -> str:
    text = (files("pyvis") / LIBRARY).read_text(encoding="utf-8")
    return text.replace("</script", "<\\/script")


def _node(card: Card) -> dict[str, Any]:
    kind = style.kind(card.kind)
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
    grade = f" ({link.grade})" if link.grade else ""
    said = (f"“{link.quote}”", f"{link.path} · {link.locator}") if link.quote else ()
    return {
        "label": link.verb,
        "title": shown("\n".join((f"{link.verb}{grade}", *said))),
        "color": style.kind(link.ink).light,
        "dashes": [float(dash) for dash in dashes.split()] or False,
    }
