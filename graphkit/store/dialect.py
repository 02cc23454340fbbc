"""The common subset of Cypher, as the embedded engine says it.

Patterns first: relationships of one MATCH are different ones (Neo4j's rule), lengths
are trails and bounded, the shortest path is written with a star. Then parameters that
have no type there, then expressions.
"""

from collections.abc import Iterator, Mapping, Sequence
from itertools import combinations

from graphkit.errors import QueryError
from graphkit.store.clauses import (
    Match,
    Relationship,
    items,
    matches,
    relationships,
    returned,
    with_matches,
)
from graphkit.store.expressions import rewrite
from graphkit.store.tokens import Query, Token, parse, symbol, word

LONGEST_PATH = 30
"""Relationships of a path: the engine goes no further."""

HIDDEN = "_r"
"""How relationships are called that a text leaves without a name."""

COLUMN = "_c"
"""How columns are called while the engine works on them."""


def to_embedded(query: Query) -> Query:
    """Return a query that gives in the embedded engine what it gives in Neo4j.

    Raises QueryError where it has no words for that.
    """
    for step in STEPS:
        query = step(query)
    return query


# --- a column's name hides what was called so before ---


def _columns(query: Query) -> Query:
    """Call the columns of the last RETURN as nothing else is called.

    Where a column has the name of a node, the engine would order by the node.
    """
    start, end = returned(query)
    tokens = query.tokens
    if any(token.says("UNION") for token in tokens[end:]):
        return query
    replaced: dict[int, Sequence[Token]] = {}
    names: dict[str, str] = {}
    for number, (first, last) in enumerate(items(query, start, end)):
        if last - first > 1 and tokens[last - 1].says("AS"):
            names[_name_of(tokens[last])] = f"{COLUMN}{number}"
            replaced[last] = parse(f"{COLUMN}{number}")
    for place in range(end, len(tokens)):
        token, before = tokens[place], tokens[place - 1]
        if _name_of(token) in names and not before.is_symbol("."):
            replaced[place] = parse(names[_name_of(token)])
    return _edited(query, {}, replaced)


def _name_of(token: Token) -> str:
    return token.value if token.kind == "name" else token.text


# --- relationships of one MATCH are different ones ---


def _distinct(query: Query) -> Query:
    """Say that relationships of one MATCH differ, where they could be the same."""
    inserted: dict[int, list[Token]] = {}
    replaced: dict[int, list[Token]] = {}
    numbers = iter(range(1_000))
    for match in matches(query):
        found = relationships(query, match.start, match.where)
        pairs = [pair for pair in combinations(found, 2) if _may_be_one(*pair)]
        names = {
            part: part.name or f"{HIDDEN}{next(numbers)}"
            for part in found
            if any(part in pair for pair in pairs)
        }
        for part, name in names.items():
            _name(part, name, inserted, replaced)
        if pairs:
            _condition(match, [(names[a], names[b]) for a, b in pairs], inserted)
    return _edited(query, inserted, replaced)


def _may_be_one(a: Relationship, b: Relationship) -> bool:
    if a.types and b.types and not a.types & b.types:
        return False
    if a.star >= 0 or b.star >= 0:
        raise QueryError(
            "a path and another relationship of its type in one MATCH are not told "
            "apart here",
            hint="use two MATCH clauses, or `graphkit paths`",
        )
    return True


def _name(
    part: Relationship,
    name: str,
    inserted: dict[int, list[Token]],
    replaced: dict[int, list[Token]],
) -> None:
    if part.is_bare:
        dash = symbol("-")
        replaced[part.end] = [symbol("["), symbol(name), symbol("]"), dash]
    elif not part.name:
        inserted[part.start + 1] = [symbol(name)]


def _condition(
    match: Match, pairs: Sequence[tuple[str, str]], inserted: dict[int, list[Token]]
) -> None:
    told = " AND ".join(f"id({a}) <> id({b})" for a, b in pairs)
    if match.where == match.end:
        inserted[match.end] = list(parse(f"WHERE {told}"))
    else:
        inserted[match.where + 1] = list(parse(f"{told} AND ("))
        inserted[match.end] = [symbol(")")]


def _edited(
    query: Query,
    inserted: Mapping[int, Sequence[Token]],
    replaced: Mapping[int, Sequence[Token]],
) -> Query:
    if not inserted and not replaced:
        return query
    made: list[Token] = []
    for place, token in enumerate(query.tokens):
        made.extend(inserted.get(place, ()))
        made.extend(replaced.get(place, (token,)))
    made.extend(inserted.get(len(query.tokens), ()))
    return query.with_tokens(made)


# --- the ends of a relationship ---


def _ends(query: Query) -> Query:
    """Refuse to name the ends of a relationship that is matched in either direction.

    The engine gives the ends as they stand in the pattern, not as they are stored.
    """
    undirected = {
        part.name for part in relationships(query) if part.name and part.is_undirected
    }
    for place, token in enumerate(query.tokens[:-2]):
        asked = token.says("STARTNODE", "ENDNODE")
        if asked and query.tokens[place + 2].text in undirected:
            raise QueryError(
                f"{token.text}() of a relationship without direction is not told here",
                hint="write the direction, -[r]-> or <-[r]-, or name the two nodes",
            )
    return query


# --- lengths and shortest paths ---


def _lengths(query: Query) -> Query:
    """Say that a path repeats no relationship, and read one as a list of them."""
    long = [part for part in relationships(query) if part.star >= 0]
    names = {part.name for part in long} - {""}
    inside = {place for part in long for place in range(part.start, part.end)}
    inserted: dict[int, Sequence[Token]] = {}
    for part in long:
        _check_length(query, part)
        kind = "" if _is_shortest(query, part) else "TRAIL"
        inserted[part.star + 1] = [word(kind), symbol(" ")] if kind else []
    replaced = {
        place: parse(f"rels({token.text})")
        for place, token in enumerate(query.tokens)
        if token.text in names and token.kind == "word" and place not in inside
    }
    return _edited(query, inserted, replaced)


def _check_length(query: Query, part: Relationship) -> None:
    """Raise QueryError unless a length is bounded by what the engine goes."""
    numbers = [
        int(token.text)
        for token in query.tokens[part.star : part.end]
        if token.kind == "number" and token.text.isdecimal()
    ]
    ends = query.tokens[part.star : part.end]
    is_open = any(
        token.is_symbol("..") and following.kind != "number"
        for token, following in zip(ends, (*ends[1:], symbol("]")), strict=True)
    )
    if not numbers or is_open or max(numbers) > LONGEST_PATH:
        raise QueryError(
            "a path needs a longest length here",
            hint=f"write *1..6; {LONGEST_PATH} is the most",
        )


def _is_shortest(query: Query, part: Relationship) -> bool:
    return any(start < part.start < end for start, end, _ in _shortests(query))


def _shortests(query: Query) -> Iterator[tuple[int, int, str]]:
    for place, token in enumerate(query.tokens):
        if token.says("SHORTESTPATH", "ALLSHORTESTPATHS"):
            every = "ALL " if token.value.startswith("ALL") else ""
            yield place, query.partners[place + 1], f"{every}SHORTEST"


def _shortest(query: Query) -> Query:
    """Write `shortestPath((a)-[*..6]-(b))` as `(a)-[* SHORTEST ..6]-(b)`."""
    inserted: dict[int, Sequence[Token]] = {}
    replaced: dict[int, Sequence[Token]] = {}
    for start, end, kind in _shortests(query):
        stars = [part.star for part in relationships(query, start, end)]
        if len(stars) != 1 or stars[0] < 0:
            raise QueryError("a shortest path is one relationship with a length")
        replaced |= {start: (), start + 1: (), end: ()}
        inserted[stars[0] + 1] = (*parse(kind), symbol(" "))
    return _edited(query, inserted, replaced)


# --- parameters ---


def _untyped(query: Query) -> Query:
    """Write parameters that have no type there, None and the empty list, as such."""
    bare = {
        name: "NULL" if value is None else "[]"
        for name, value in query.params.items()
        if value is None or (isinstance(value, list | tuple) and not value)
    }
    replaced = {
        place: parse(bare[token.value])
        for place, token in enumerate(query.tokens)
        if token.kind == "param" and token.value in bare
    }
    kept = {name: value for name, value in query.params.items() if name not in bare}
    edited = _edited(query, {}, replaced)
    return Query(edited.tokens, kept)


STEPS = (
    _columns,
    with_matches,
    _distinct,
    _ends,
    _lengths,
    _shortest,
    _untyped,
    rewrite,
)
