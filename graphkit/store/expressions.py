"""Expressions of the common subset, as the embedded engine says them.

It counts from 1 where Neo4j counts from 0, and knows some functions by other names.
What it would read in another sense, and cannot be put in its words, is refused: never
another answer.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from typing import Any

from graphkit.errors import QueryError
from graphkit.store.guard import BEFORE_BRACKET
from graphkit.store.tokens import Query, Token, parse, partners, render

DATE_PARTS = ("YEAR", "MONTH", "DAY", "QUARTER", "WEEK")
LONGEST_RANGE = 1_000_000
"""Elements of a range: the engine makes the whole list, outside its memory limit."""

Arguments = Sequence[Sequence[Token]]


def rewrite(query: Query) -> Query:
    """Return a query whose expressions give here what they give in Neo4j."""
    return query.with_tokens(_rewrite(query.tokens, query.params))


def _rewrite(tokens: Sequence[Token], params: Mapping[str, Any]) -> list[Token]:
    halves, made, place = partners(tokens), list[Token](), 0
    while place < len(tokens):
        token = tokens[place]
        if token.is_symbol("(", "[", "{"):
            inner = tokens[place + 1 : halves[place]]
            closing = tokens[halves[place]]
            _bracket(made, token, inner, closing, params)
            place = halves[place]
        elif token.says(*DATE_PARTS) and made and made[-1].is_symbol("."):
            _date_part(made, token)
        else:
            made.append(token)
        place += 1
    return made


def _bracket(
    made: list[Token],
    opening: Token,
    inner: Sequence[Token],
    closing: Token,
    params: Mapping[str, Any],
) -> None:
    """Append a bracket: a call, an index, a list made of another, or just itself."""
    before = made[-1] if made else None
    if opening.text == "(" and before and before.kind == "word":
        rule = CALLS.get(before.value)
        if rule is not None:
            made.pop()
            arguments = [_rewrite(argument, params) for argument in split(inner)]
            made.extend(_spaced(rule(arguments, params), before.gap))
            return
    if opening.text == "[" and before and _is_value(before):
        made.extend((opening, *_index(inner, params), closing))
        return
    if opening.text == "[" and _is_comprehension(inner):
        made.extend(_spaced(_comprehension(inner, params), opening.gap))
        return
    made.extend((opening, *_rewrite(inner, params), closing))


def _is_value(before: Token) -> bool:
    if before.kind == "word":
        return before.value not in BEFORE_BRACKET
    return before.kind in ("name", "param") or before.is_symbol(")", "]", "}")


# --- functions ---


def _call(name: str) -> Callable[[Arguments, Mapping[str, Any]], list[Token]]:
    def renamed(arguments: Arguments, params: Mapping[str, Any]) -> list[Token]:
        return _written(f"{name}({', '.join(map(render, arguments))})")

    return renamed


def _form(
    *forms: str,
) -> Callable[[Arguments, Mapping[str, Any]], list[Token]]:
    """Return a rule that fills arguments into the form for their number."""

    def filled(arguments: Arguments, params: Mapping[str, Any]) -> list[Token]:
        for form in forms:
            if form.count("{") and f"{{{len(arguments) - 1}}}" in form:
                return _written(form.format(*map(render, arguments)))
        raise QueryError(f"a function takes no {len(arguments)} arguments")

    return filled


def _date(arguments: Arguments, params: Mapping[str, Any]) -> list[Token]:
    given = f"date({render(arguments[0])})" if arguments else "current_date()"
    return _written(given)


def _range(arguments: Arguments, params: Mapping[str, Any]) -> list[Token]:
    values = [_number(argument, params) for argument in arguments]
    if len(values) not in (2, 3) or None in values:
        raise QueryError("range() takes whole numbers or parameters here")
    first, last, step = (*values, 1)[:3]
    if first is None or last is None or not step:
        raise QueryError("range() takes a step that is not 0")
    if (last - first) // step > LONGEST_RANGE:
        raise QueryError(f"range() makes at most {LONGEST_RANGE} numbers")
    return _written(f"range({first}, {last}, {step})")


CALLS: Mapping[str, Callable[[Arguments, Mapping[str, Any]], list[Token]]] = {
    "TYPE": _call("label"),
    "LABELS": _form("[label({0})]"),
    "STARTNODE": _call("start_node"),
    "ENDNODE": _call("end_node"),
    "SPLIT": _call("string_split"),
    "TOFLOAT": _call("to_double"),
    "TOBOOLEAN": _call("to_bool"),
    # Its own rounds to the even number; the sign keeps what is cut off towards 0.
    "TOINTEGER": _form("to_int64(sign(to_double({0})) * floor(abs(to_double({0}))))"),
    "ROUND": _form("floor(({0}) + 0.5)", "round({0}, {1})"),
    "HEAD": _form("list_extract({0}, 1)"),
    "LAST": _form("list_extract({0}, -1)"),
    "SUBSTRING": _form(
        "substring({0}, ({1}) + 1, 2147483647)", "substring({0}, ({1}) + 1, {2})"
    ),
    "DATE": _date,
    "RANGE": _range,
}


# --- indexes, parts of a date, lists made of lists ---


def _index(inner: Sequence[Token], params: Mapping[str, Any]) -> list[Token]:
    """Return an index counted from 1, or a slice that names its last element."""
    for place, token in enumerate(inner):
        if token.is_symbol(".."):
            first, last = inner[:place], inner[place + 1 :]
            start = str(_place(first, params) + 1) if first else ""
            end = str(_place(last, params)) if last else ""
            return _written(f"{start}:{end}")
    if len(inner) == 1 and inner[0].kind == "string":
        return list(inner)
    number = _number(inner, params)
    if number is None:
        raise QueryError("a list is indexed by a whole number or a parameter here")
    return _written(str(number if number < 0 else number + 1))


def _place(tokens: Sequence[Token], params: Mapping[str, Any]) -> int:
    number = _number(tokens, params)
    if number is None or number < 0:
        raise QueryError("a part of a list is cut at whole numbers from 0 on here")
    return number


def _number(tokens: Sequence[Token], params: Mapping[str, Any]) -> int | None:
    """Return the whole number that a literal or a parameter is, else None."""
    sign = 1
    if len(tokens) == 2 and tokens[0].is_symbol("-"):
        sign, tokens = -1, tokens[1:]
    if len(tokens) != 1:
        return None
    if tokens[0].kind == "param":
        value = params.get(tokens[0].value)
        return sign * value if type(value) is int else None
    return sign * int(tokens[0].text) if tokens[0].text.isdecimal() else None


def _date_part(made: list[Token], part: Token) -> None:
    """Turn `x.day.year` into a call; no property of a graph is called like a part."""
    made.pop()
    start = len(made) - 1
    if made[start].is_symbol(")"):
        start = partners(made)[start] - 1
    while start > 1 and made[start - 1].is_symbol("."):
        start -= 2
    whole = made[start:]
    del made[start:]
    called = _written(f"date_part('{part.value.lower()}', {render(whole)})")
    made.extend(_spaced(called, whole[0].gap))


def _is_comprehension(inner: Sequence[Token]) -> bool:
    return len(inner) > 2 and inner[0].kind == "word" and inner[1].says("IN")


def _comprehension(inner: Sequence[Token], params: Mapping[str, Any]) -> list[Token]:
    """Return `[x IN list WHERE test | value]` as a filter and a transformation."""
    name, rest = inner[0].text, inner[2:]
    rest, value = _cut(rest, lambda token: token.is_symbol("|"))
    rest, test = _cut(rest, lambda token: token.says("WHERE"))
    made = render(_rewrite(rest, params))
    if test:
        made = f"list_filter({made}, {name} -> {render(_rewrite(test, params))})"
    if value:
        made = f"list_transform({made}, {name} -> {render(_rewrite(value, params))})"
    return _written(made)


# --- pieces ---


def split(tokens: Sequence[Token]) -> list[Sequence[Token]]:
    """Return what stands between commas outside brackets; nothing for nothing."""
    parts, rest = [], tokens
    while rest:
        part, rest = _cut(rest, lambda token: token.is_symbol(","))
        parts.append(part)
    return parts


def _cut(
    tokens: Sequence[Token], at: Callable[[Token], bool]
) -> tuple[Sequence[Token], Sequence[Token]]:
    """Return what is before and after the first such token outside brackets."""
    halves, place = partners(tokens), 0
    while place < len(tokens):
        if at(tokens[place]):
            return tokens[:place], tokens[place + 1 :]
        place = halves.get(place, place) if place not in halves else halves[place]
        place += 1
    return tokens, ()


def _written(text: str) -> list[Token]:
    first, *rest = parse(text)
    return [replace(first, gap=False), *rest]


def _spaced(tokens: Sequence[Token], gap: bool) -> list[Token]:
    return [replace(tokens[0], gap=gap), *tokens[1:]]
