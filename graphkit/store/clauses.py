"""The parts of a Cypher text: its clauses, patterns and what it returns."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from graphkit.errors import QueryError
from graphkit.store.tokens import Query, Token, at, parse, words

CLAUSES = words("LIMIT MATCH OPTIONAL ORDER RETURN SKIP UNION UNWIND USING WHERE WITH")


@dataclass(frozen=True, slots=True)
class Match:
    """A MATCH: the places of its pattern, and of its WHERE where it has one.

    `end` is the place after its last token; `where` is `end` without a condition.
    """

    start: int
    where: int
    end: int


@dataclass(frozen=True, slots=True)
class Relationship:
    """A relationship of a pattern: the places of its bracket, or of its dashes.

    `types` are empty where it has any type; `star` is the place of its length, or -1;
    `properties` that of its map, or -1. `is_undirected` says that no arrow is drawn.
    """

    start: int
    end: int
    name: str
    types: frozenset[str]
    star: int
    properties: int
    is_undirected: bool = False

    @property
    def is_bare(self) -> bool:
        """Whether it is written as `--` without a bracket."""
        return self.start < 0


@dataclass(frozen=True, slots=True)
class Node:
    """A node of a pattern: the places of its bracket.

    `colon` is the place before its label, `properties` that of its map; -1 for none.
    """

    start: int
    end: int
    colon: int
    properties: int


def begins_clause(tokens: Sequence[Token], place: int) -> bool:
    """Say whether a clause begins here: a bare word that is no name of anything."""
    if not tokens[place].says(*CLAUSES):
        return False
    before, after = at(tokens, place - 1), at(tokens, place + 1)
    if before.is_symbol(".", ":") or before.says("AS", "STARTS", "ENDS"):
        return False
    return not after.is_symbol(":", ".")


def clause_end(query: Query, place: int) -> int:
    """Return the place after the clause that begins at `place`."""
    tokens, place = query.tokens, place + 1
    while place < len(tokens):
        token = tokens[place]
        if begins_clause(tokens, place) or token.is_symbol(")", "]", "}"):
            return place
        place = query.partners[place] if token.is_symbol("(", "[", "{") else place
        place += 1
    return place


def matches(query: Query) -> Iterator[Match]:
    """Yield every MATCH of a text, those of subqueries too, in order."""
    for place, token in enumerate(query.tokens):
        if token.says("MATCH") and begins_clause(query.tokens, place):
            where = end = clause_end(query, place)
            if end < len(query.tokens) and query.tokens[end].says("WHERE"):
                end = clause_end(query, end)
            yield Match(place, where, end)


def with_matches(query: Query) -> Query:
    """Return the query with a MATCH where a subquery is a bare pattern."""
    made: list[Token] = []
    for place, token in enumerate(query.tokens):
        made.append(token)
        before = at(query.tokens, place - 1)
        is_subquery = token.is_symbol("{") and before.says("EXISTS", "COUNT")
        if is_subquery and at(query.tokens, place + 1).is_symbol("("):
            made.extend(parse("MATCH"))
    return query.with_tokens(made)


def nodes(query: Query, match: Match) -> Iterator[Node]:
    """Yield the nodes of a MATCH in order; what stands in their maps is none."""
    place = match.start + 1
    while place < match.where:
        token, before = query.tokens[place], query.tokens[place - 1]
        called = before.says("SHORTESTPATH", "ALLSHORTESTPATHS")
        nested = at(query.tokens, place + 1).is_symbol("(")
        if token.is_symbol("(") and not called and not nested:
            yield _node(query, place)
        if token.is_symbol("[", "{") or (
            token.is_symbol("(") and not called and not nested
        ):
            place = query.partners[place]
        place += 1


def relationships(query: Query, start: int = 0, end: int = -1) -> list[Relationship]:
    """Return the relationships of patterns between two places, in order."""
    tokens = query.tokens
    found = []
    for place in range(start, len(tokens) if end < 0 else end):
        if tokens[place].is_symbol("[") and _is_dash(tokens, place - 1):
            closing = query.partners[place]
            if _is_dash(tokens, closing + 1):
                found.append(_relationship(query, place, closing))
        elif _is_bare(tokens, place):
            found.append(Relationship(-1, place, "", frozenset(), -1, -1))
    return found


def returned(query: Query) -> tuple[int, int]:
    """Return the places after the first RETURN and of the end of what it names.

    Raises QueryError where nothing is returned.
    """
    place = 0
    while place < len(query.tokens):
        token = query.tokens[place]
        if token.says("RETURN") and begins_clause(query.tokens, place):
            end = clause_end(query, place)
            if place + 1 < end:
                return place + 1, end
        place = query.partners[place] if token.is_symbol("(", "[", "{") else place
        place += 1
    raise QueryError("nothing is returned", hint="end the text with RETURN")


def columns(query: Query, text: str) -> tuple[str, ...]:
    """Return the names of the columns, as the text as given has them.

    Empty where it returns `*`. Raises QueryError where two have the same name.
    """
    start, end = returned(query)
    tokens = query.tokens
    if tokens[start].says("DISTINCT"):
        start += 1
    names: list[str] = []
    for first, last in items(query, start, end):
        if tokens[first].is_symbol("*"):
            return ()
        if last - first > 1 and tokens[last - 1].says("AS"):
            named = tokens[last]
            names.append(named.value if named.kind == "name" else named.text)
        else:
            names.append(text[tokens[first].start : tokens[last].end])
    for name in names:
        if names.count(name) > 1:
            raise QueryError(f"two columns are called {name}", hint="name one with AS")
    return tuple(names)


def capped(query: Query, limit: int) -> Query:
    """Return the query with a LIMIT where it has none of its own.

    An engine then stops early. A UNION keeps its rows: the limit of its last part
    would not be that of the whole.
    """
    tokens = query.tokens
    _, end = returned(query)
    rest = [token for place, token in enumerate(tokens) if place >= end]
    if any(token.says("LIMIT", "UNION") for token in rest):
        return query
    return query.with_tokens((*tokens, *parse(f"LIMIT {limit}")))


def items(query: Query, start: int, end: int) -> Iterator[tuple[int, int]]:
    """Yield the first and last place of what stands between commas."""
    first = place = start
    while place < end:
        token = query.tokens[place]
        if token.is_symbol(","):
            yield first, place - 1
            first = place + 1
        place = query.partners[place] if token.is_symbol("(", "[", "{") else place
        place += 1
    if first < end:
        yield first, end - 1


def _node(query: Query, place: int) -> Node:
    end = query.partners[place]
    colon = properties = -1
    for inner in range(place + 1, end):
        token = query.tokens[inner]
        if token.says("WHERE"):
            break
        if token.is_symbol(":") and colon < 0:
            colon = inner
        if token.is_symbol("{") or token.kind == "param":
            properties = inner
            break
    return Node(place, end, colon, properties)


def _relationship(query: Query, start: int, end: int) -> Relationship:
    name, types, star, properties = "", set(), -1, -1
    typed = False
    for place in range(start + 1, end):
        token = query.tokens[place]
        if token.says("WHERE"):
            break
        if token.is_symbol("{") or token.kind == "param":
            properties = place
            break
        if token.is_symbol("*"):
            star = place
        elif token.is_symbol(":"):
            typed = True
        elif token.kind in ("word", "name") and typed:
            types.add(token.value if token.kind == "name" else token.text)
        elif token.kind in ("word", "name"):
            name = token.text
    arrows = at(query.tokens, start - 2), at(query.tokens, end + 2)
    undirected = not (arrows[0].is_symbol("<") or arrows[1].is_symbol(">"))
    return Relationship(
        start, end, name, frozenset(types), star, properties, undirected
    )


def _is_dash(tokens: Sequence[Token], place: int) -> bool:
    return at(tokens, place).is_symbol("-")


def _is_bare(tokens: Sequence[Token], place: int) -> bool:
    """Say whether the second dash of `--`, `-->` or `<--` between nodes is here."""
    if not (_is_dash(tokens, place) and _is_dash(tokens, place - 1)):
        return False
    before = place - 3 if at(tokens, place - 2).is_symbol("<") else place - 2
    after = place + 2 if at(tokens, place + 1).is_symbol(">") else place + 1
    return at(tokens, before).is_symbol(")") and at(tokens, after).is_symbol("(")
