"""One case of a server that may hold several, and other people's graphs beside them.

Everything we write carries `_case`. A text is asked of one case by saying so in its
patterns: at every relationship, at every node with a label and at every node that
stands alone. Our relationships join only our nodes, so nothing else can be reached.
"""

from collections.abc import Sequence

from graphkit.errors import QueryError
from graphkit.store.clauses import (
    Match,
    Node,
    Relationship,
    matches,
    nodes,
    relationships,
    with_matches,
)
from graphkit.store.tokens import Query, Token, parse, symbol

PARAMETER = "_case"
CASE_LABEL = "Case"

_ENTRY = "_case: $_case"


def scoped(query: Query, case: str) -> Query:
    """Return a query that sees nothing but the nodes and edges of a case.

    Raises QueryError for a shortest path that is no pattern of a MATCH.
    """
    query = with_matches(query)
    inserted: dict[int, list[Token]] = {}
    replaced: dict[int, list[Token]] = {}
    shortest = [part for part in relationships(query) if _is_shortest(query, part)]
    for part in relationships(query):
        if part not in shortest:
            _scope_relationship(query, part, inserted, replaced)
    for match in matches(query):
        inside = [part for part in shortest if match.start < part.start < match.where]
        _scope_shortest(match, inside, inserted)
        for node in nodes(query, match):
            _scope_node(query, node, inserted)
        shortest = [part for part in shortest if part not in inside]
    if shortest:
        raise QueryError("a shortest path stands in a MATCH, not in an expression")
    made: list[Token] = []
    for place, token in enumerate(query.tokens):
        made.extend(inserted.get(place, ()))
        made.extend(replaced.get(place, (token,)))
    made.extend(inserted.get(len(query.tokens), ()))
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


def _is_shortest(query: Query, part: Relationship) -> bool:
    return any(
        token.says("SHORTESTPATH", "ALLSHORTESTPATHS")
        and place < part.start < query.partners[place + 1]
        for place, token in enumerate(query.tokens)
    )


def _scope_shortest(
    match: Match, parts: Sequence[Relationship], inserted: dict[int, list[Token]]
) -> None:
    """Say it in WHERE: in a shortest path a server takes no properties."""
    told: list[str] = []
    for number, part in enumerate(parts):
        name = part.name or f"_r{match.start}_{number}"
        if not part.name:
            inserted.setdefault(part.start + 1, []).append(symbol(name))
        told.append(f"all(_x IN {name} WHERE _x._case = $_case)")
    if told and match.where == match.end:
        inserted[match.end] = list(parse(f"WHERE {' AND '.join(told)}"))
    elif told:
        inserted[match.where + 1] = list(parse(f"{' AND '.join(told)} AND ("))
        inserted[match.end] = [symbol(")")]


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
