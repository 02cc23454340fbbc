"""One case of a server that may hold several, and other people's graphs beside them.

Everything we write carries `_case`. A text is asked of one case by saying so in its
patterns: at every relationship, at every node with a label and at every node that
stands alone. Our relationships join only our nodes, so nothing else can be reached.
"""

from collections.abc import Sequence

from graphkit.store.clauses import Node, Relationship, matches, nodes, relationships
from graphkit.store.tokens import Query, Token, parse, symbol

PARAMETER = "_case"
CASE_LABEL = "Case"

_ENTRY = "_case: $_case"


def scoped(query: Query, case: str) -> Query:
    """Return a query that sees nothing but the nodes and edges of a case."""
    inserted: dict[int, list[Token]] = {}
    replaced: dict[int, list[Token]] = {}
    for part in relationships(query):
        _scope_relationship(query, part, inserted, replaced)
    for match in matches(query):
        for node in nodes(query, match):
            _scope_node(query, node, inserted)
    made: list[Token] = []
    for place, token in enumerate(query.tokens):
        made.extend(inserted.get(place, ()))
        made.extend(replaced.get(place, (token,)))
    return Query(tuple(made), {**query.params, PARAMETER: case})


def _scope_relationship(
    query: Query,
    part: Relationship,
    inserted: dict[int, list[Token]],
    replaced: dict[int, list[Token]],
) -> None:
    if part.is_bare:
        whole = [symbol("["), *parse(f"{{{_ENTRY}}}"), symbol("]"), symbol("-")]
        replaced[part.end] = whole
    else:
        _add(query, part.start, part.end, part.properties, inserted)


def _scope_node(query: Query, node: Node, inserted: dict[int, list[Token]]) -> None:
    if node.colon < 0:
        if _is_attached(query.tokens, node):
            return
        # The node that describes the case itself is no part of the graph.
        first = node.start + 1
        named = query.tokens[first].kind in ("word", "name")
        inserted[first + named] = [symbol(":"), symbol("!"), symbol(CASE_LABEL)]
    _add(query, node.start, node.end, node.properties, inserted)


def _add(
    query: Query,
    start: int,
    end: int,
    properties: int,
    inserted: dict[int, list[Token]],
) -> None:
    """Add the entry to a map of properties, or a map before WHERE or the bracket."""
    if properties >= 0:
        filled = not query.tokens[properties + 1].is_symbol("}")
        entry = parse(f"{_ENTRY}, " if filled else _ENTRY)
        inserted.setdefault(properties + 1, []).extend(entry)
        return
    place = next(
        (inner for inner in range(start + 1, end) if query.tokens[inner].says("WHERE")),
        end,
    )
    inserted.setdefault(place, []).extend(parse(f"{{{_ENTRY}}}"))


def _is_attached(tokens: Sequence[Token], node: Node) -> bool:
    before = tokens[node.start - 1]
    after = tokens[node.end + 1] if node.end + 1 < len(tokens) else None
    return before.is_symbol("-", ">") or (
        after is not None and after.is_symbol("-", "<")
    )
