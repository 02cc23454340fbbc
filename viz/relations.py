"""Things and relations as a drawing, where they were found otherwise than as chains.

They come as the modules in static/view take them, or as a graph of networkx. Each thing
is one card, in the column that it is given, else in that of what it is.
"""

from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING, Any

from graphkit.viz import layout, style
from graphkit.viz.drawing import ROW_GAP, Card, Drawing, Link, column_x
from graphkit.viz.shown import one_line

if TYPE_CHECKING:
    import networkx

Row = Mapping[str, Any]

HEIGHT = 60.0
"""Of a card, in the units of a drawing."""

ENDS: Mapping[str, tuple[str, str]] = {
    "ISSUED": ("institution", "tender"),
    "AWARDED_TO": ("tender", "intermediary"),
    "SUBCONTRACTED_TO": ("tender", "intermediary"),
    "VIA": ("tender", "provider"),
    "SEEKS": ("tender", "product"),
    "AWARDS": ("tender", "product"),
}
"""What relations say of the kinds of their ends."""


def of_graph(graph: "networkx.Graph[Any]") -> Row:
    """Return nodes and edges of a graph of networkx, with what their attributes say.

    A node's name is its `name` or `label`, else itself; an edge's type its `relation`,
    `type` or `label`. `kind`, `note`, `grade`, `quote`, `path` and `locator` are kept.
    """
    uids = {node: f"n{n}" for n, node in enumerate(graph.nodes)}
    kept = ("grade", "quote", "path", "locator")
    nodes = [
        {
            "uid": uids[node],
            "label": str(values.get("kind") or ""),
            "name": str(values.get("name") or values.get("label") or node),
            "other": str(values.get("other_name") or ""),
            "note": str(values.get("note") or ""),
        }
        for node, values in graph.nodes(data=True)
    ]
    edges = [
        {
            **{name: str(values.get(name) or "") for name in kept},
            "type": str(_first(values, "relation", "type", "label") or "LINKED"),
            "verb": str(values.get("label") or ""),
            "from": uids[start],
            "to": uids[end],
        }
        for start, end, values in graph.edges(data=True)
    ]
    return {"nodes": nodes, "edges": edges}


def _first(values: Row, *names: str) -> object:
    return next(filter(None, map(values.get, names)), "")


def drawn(things: Row) -> Drawing:
    """Return the drawing of `nodes` and `edges`, columns from left to right.

    A line may join any two columns, or two cards of one; none is led around cards.
    """
    nodes, edges = things["nodes"], things["edges"]
    kinds = _kinds(nodes, edges)
    columns = [
        int(node.get("column", style.kind(kind).column))
        for node, kind in zip(nodes, kinds.values(), strict=True)
    ]
    places = {uid: n for n, uid in enumerate(kinds)}
    middles = layout.stack(
        columns,
        [HEIGHT] * len(columns),
        joined := list(_neighbours(edges, places, columns)),
        [1.0] * len(joined),
        ROW_GAP,
    )
    cards = tuple(
        _card(node, kind, column, y)
        for node, kind, column, y in zip(
            nodes, kinds.values(), columns, middles, strict=True
        )
    )
    return Drawing(cards, tuple(_link(edge, kinds) for edge in edges))


def _kinds(nodes: Iterable[Row], edges: Iterable[Row]) -> dict[str, str]:
    """Return the kind of each thing: its own, or what its relations make of it."""
    made: dict[str, str] = {}
    for edge in edges:
        for end, kind in zip(("from", "to"), ENDS.get(edge["type"], ()), strict=False):
            made.setdefault(edge[end], kind)
    return {node["uid"]: _kind(node, made.get(node["uid"], "")) for node in nodes}


def _kind(node: Row, made: str) -> str:
    own = str(node["label"]).lower()
    if own == "organization":
        return made or "intermediary"
    return own or made or "thing"


def _neighbours(
    edges: Iterable[Row], places: Mapping[str, int], columns: list[int]
) -> Iterable[tuple[int, int]]:
    """Return the pairs that stand in neighbouring columns, the left one first."""
    ends = ((places[edge["from"]], places[edge["to"]]) for edge in edges)
    pairs = (sorted(pair, key=columns.__getitem__) for pair in ends)
    near = ((a, b) for a, b in pairs if columns[b] - columns[a] == 1)
    return dict.fromkeys(near)


def _card(node: Row, kind: str, column: int, y: float) -> Card:
    named = [node.get(k) or "" for k in ("other", "name_zh", "name_en")]
    other = next((one for one in named if one and one != node["name"]), "")
    notes = tuple(filter(None, (node.get("note") or "",)))
    chains = tuple(number - 1 for number in node.get("chains", ()))
    said = (node["name"], column, chains, one_line(other), notes)
    return Card(node["uid"], kind, *said, x=column_x(column), y=y)


def _link(edge: Row, kinds: Mapping[str, str]) -> Link:
    relation = edge["type"]
    return Link(
        relation,
        edge["from"],
        edge["to"],
        edge.get("verb") or style.caption(relation),
        style.ink(relation, kinds[edge["to"]]),
        edge.get("grade") or "",
        tuple(number - 1 for number in edge.get("chains", ())),
        quote=edge.get("quote") or "",
        path=edge.get("path") or "",
        locator=edge.get("locator") or "",
    )
