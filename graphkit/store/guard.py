"""Only reading: what Cypher may say before a store sees it.

A text is taken apart into tokens and passes if it begins with a clause that reads,
names no clause that writes, loads or administers anywhere outside strings and
backticks, and calls only functions of a list. Stores then open for reading only: a
second wall, not the first.
"""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date
from difflib import get_close_matches
from itertools import pairwise
from typing import Any

from graphkit.errors import QueryError
from graphkit.store.tokens import Query, Token, partners, tokenize, words

BEGINNINGS = words("MATCH OPTIONAL UNWIND WITH RETURN")

FORBIDDEN = words(
    """ALTER ATTACH CALL COPY CREATE DELETE DETACH DROP EXPORT FOREACH IMPORT INSERT
    INSTALL LOAD MERGE NODETACH PERIODIC REMOVE SET TRANSACTIONS UNINSTALL USE"""
)
"""Words that begin a clause which does more than read, in either engine."""

PORTABLE = words(
    """ABS ACOS ALL ALLSHORTESTPATHS ANY ASIN ATAN ATAN2 AVG CEIL COALESCE COLLECT COS
    COT COUNT DATE DEGREES ENDNODE EXISTS FLOOR HEAD LABELS LAST LEFT LENGTH LOG LOG10
    LOWER LTRIM MAX MIN NODES NONE NULLIF PI RADIANS RANGE RELATIONSHIPS REPLACE REVERSE
    RIGHT ROUND RTRIM SHORTESTPATH SIGN SIN SINGLE SIZE SPLIT SQRT STARTNODE SUBSTRING
    SUM TAN TOBOOLEAN TOFLOAT TOINTEGER TOLOWER TOUPPER TRIM TYPE UPPER"""
)
"""Functions that give the same on every store."""

DEEPEST = 50
"""Brackets within brackets: an engine's parser dies of a few thousand."""

DEEPEST_CASE = 8
"""CASE within CASE: an engine's parser needs twice as long for each."""

BEFORE_BRACKET = words(
    """AND BY CASE CONTAINS DISTINCT ELSE IN LIMIT MATCH NOT OR RETURN SKIP THEN UNWIND
    WHEN WHERE WITH XOR"""
)
"""Words after which a bracket is no call and no index."""

_LARGEST = 2**63


def read_only(
    text: str,
    params: Mapping[str, Any],
    functions: frozenset[str] = PORTABLE,
) -> Query:
    """Return a text that only reads, ready to run, with its parameters.

    Raises QueryError for anything else, for a function that is not among `functions`
    and for parameters that are missing, superfluous or of no type a graph knows.
    """
    tokens = _single(tokenize(text))
    if not tokens[0].says(*BEGINNINGS):
        raise QueryError(
            f"a text that only reads does not begin with {tokens[0].text}",
            hint="it begins with MATCH, OPTIONAL MATCH, UNWIND, WITH or RETURN",
        )
    for token in tokens:
        if token.says(*FORBIDDEN):
            raise QueryError(
                f"{token.text} does more than read",
                hint="a name that looks like a clause goes into `backticks`",
            )
    _check_calls(tokens, functions)
    _check_depth(tokens)
    partners(tokens)
    return _with_strings(tokens, _checked(tokens, params))


def _single(tokens: Sequence[Token]) -> tuple[Token, ...]:
    kept = list(tokens)
    while kept and kept[-1].is_symbol(";"):
        kept.pop()
    if not kept:
        raise QueryError("there is no Cypher to run")
    if any(token.is_symbol(";") for token in kept):
        raise QueryError("one statement at a time", hint="leave out the ; in between")
    return tuple(kept)


def _check_calls(tokens: Sequence[Token], functions: frozenset[str]) -> None:
    for place, (token, following) in enumerate(pairwise(tokens)):
        if not following.is_symbol("(") or token.kind not in ("word", "name"):
            continue
        name = _dotted(tokens, place)
        if token.kind == "word" and name in BEFORE_BRACKET:
            continue
        if token.kind == "name" or name not in functions:
            raise _unknown(token, name, functions)


def _dotted(tokens: Sequence[Token], place: int) -> str:
    name = tokens[place].value
    while place > 1 and tokens[place - 1].is_symbol("."):
        name = f"{tokens[place - 2].value}.{name}"
        place -= 2
    return name


def _unknown(token: Token, name: str, functions: frozenset[str]) -> QueryError:
    shown = name.lower() if "." in name else token.text
    near = get_close_matches(name, sorted(functions), n=1)
    return QueryError(
        f"{shown}() is not among the functions that may be called",
        hint=f"did you mean {near[0].lower()}()?" if near else "",
    )


def _check_depth(tokens: Sequence[Token]) -> None:
    depth = cases = 0
    for token in tokens:
        depth += token.is_symbol("(", "[", "{") - token.is_symbol(")", "]", "}")
        cases += token.says("CASE") - token.says("END")
        if depth > DEEPEST or cases > DEEPEST_CASE:
            raise QueryError(
                f"more than {DEEPEST} brackets or {DEEPEST_CASE} CASE in each other"
            )


def _checked(tokens: Sequence[Token], params: Mapping[str, Any]) -> dict[str, Any]:
    asked = {token.value for token in tokens if token.kind == "param"}
    for name in sorted(asked - params.keys()):
        raise QueryError(f"${name} has no value", hint=f"give one: -p {name}=VALUE")
    for name in sorted(params.keys() - asked):
        raise QueryError(f"the text has no parameter ${name}")
    for name, value in params.items():
        if name.startswith("_") or not _is_value(value):
            raise QueryError(f"${name} cannot be {value!r}")
    return dict(params)


def _is_value(value: object) -> bool:
    """Say whether a value means the same to every store.

    A list has elements of one type, because one engine turns others into text.
    """
    if isinstance(value, list | tuple):
        kinds = {type(item) for item in value}
        return len(kinds) < 2 and all(map(_is_scalar, value))
    return value is None or _is_scalar(value)


def _is_scalar(value: object) -> bool:
    if isinstance(value, str):
        return not any("\ud800" <= letter <= "\udfff" for letter in value)
    if isinstance(value, int):
        return -_LARGEST <= value < _LARGEST
    return type(value) in (float, date)


def _with_strings(tokens: Sequence[Token], params: dict[str, Any]) -> Query:
    """Return the query with every string in a form that cannot be misread."""
    made: list[Token] = []
    for token in tokens:
        if token.kind == "string":
            token = _string(token, params)
        made.append(token)
    return Query(tuple(made), params)


def _string(token: Token, params: dict[str, Any]) -> Token:
    for quote in "'\"":
        unsafe = {quote, "\\"} & set(token.value)
        if not unsafe and all(letter.isprintable() for letter in token.value):
            return replace(token, text=f"{quote}{token.value}{quote}")
    name = f"_text{len(params)}"
    params[name] = token.value
    return replace(token, kind="param", text=f"${name}", value=name)
