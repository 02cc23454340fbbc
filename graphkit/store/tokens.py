"""Cypher taken apart into tokens, and put together again.

What the guard looks at is exactly what a store runs: comments are dropped, and a
string is written anew, as a parameter where quotes or backslashes in it could be read
in two ways. So no engine can find a clause where this module sees a string.
"""

import re
import unicodedata
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Any, Literal

from graphkit.errors import QueryError

LONGEST = 100_000
"""Characters in a text; nobody types more."""

MOST = 5_000
"""Tokens in a text: an engine's parser needs seconds for more."""

Kind = Literal["word", "name", "string", "number", "param", "symbol"]

_SPACE = re.compile(r"(?:\s|//[^\r\n]*|/\*.*?\*/)+", re.DOTALL)
_TOKEN = re.compile(
    r"""
    (?P<string>'(?:[^'\\]|\\.)*'|"(?:[^"\\]|\\.)*")
    |(?P<name>`(?:[^`]|``)*`)
    |(?P<param>\$[^\W\d]\w*)
    |(?P<symbol>\.\.)
    |(?P<number>(?:\d+\.\d+|\.\d+|\d+)(?:[eE][+-]?\d+)?)
    |(?P<word>[^\W\d]\w*)
    |(?P<operator><>|<=|>=|=~|\|\||[-+*/%^=<>()\[\]{},.:;|!&])
    """,
    re.DOTALL | re.VERBOSE,
)
_WORDY = re.compile(r"\w")
_UNICODE_ESCAPE = re.compile(r"\\[uU]")
_ESCAPE = re.compile(r"\\(.)", re.DOTALL)
_ESCAPES = {c: c for c in "\\'\""} | {
    "n": "\n",
    "t": "\t",
    "r": "\r",
    "b": "\b",
    "f": "\f",
}
_UNCLOSED = {
    "'": "a string that does not end",
    '"': "a string that does not end",
    "`": "a name in backticks that does not end",
    "/": "a comment that does not end",
    "$": "a $ without the name of a parameter",
}


@dataclass(frozen=True)
class Token:
    """A piece of Cypher.

    `text` is what a store gets; `value` is what a string or a name in backticks says,
    and a word in capitals. `gap` tells that white space or a comment stood before it;
    `start` and `end` are places in the text as given.
    """

    kind: Kind
    text: str
    value: str
    gap: bool = False
    start: int = 0
    end: int = 0

    def says(self, *words: str) -> bool:
        """Say whether this is one of some bare words, given in capitals."""
        return self.kind == "word" and self.value in words

    def is_symbol(self, *symbols: str) -> bool:
        """Say whether this is one of some symbols."""
        return self.kind == "symbol" and self.text in symbols


NOTHING = Token("symbol", "", "")
"""What stands before the first token and after the last one."""


def at(tokens: Sequence[Token], place: int) -> Token:
    """Return the token at a place, NOTHING where there is none."""
    return tokens[place] if 0 <= place < len(tokens) else NOTHING


@dataclass(frozen=True)
class Query:
    """A text in tokens, and the values of its parameters."""

    tokens: tuple[Token, ...]
    params: Mapping[str, Any]

    @property
    def text(self) -> str:
        """The text as a store gets it."""
        return render(self.tokens)

    @cached_property
    def partners(self) -> Mapping[int, int]:
        """The place of each opening bracket's closing one, and the other way round."""
        return partners(self.tokens)

    def with_tokens(self, tokens: Sequence[Token]) -> "Query":
        """Return the query with other tokens and the same parameters."""
        return replace(self, tokens=tuple(tokens))


def tokenize(text: str) -> tuple[Token, ...]:
    """Return the tokens of a text.

    Raises QueryError for what is no Cypher at all, and for unicode escapes: Neo4j
    reads `\\u0027` as a quote before it looks for strings.
    """
    if len(text) > LONGEST:
        raise QueryError(f"a text of {len(text)} characters; {LONGEST} are the most")
    if _UNICODE_ESCAPE.search(text):
        raise QueryError(
            "unicode escapes are not read", hint="write the character itself"
        )
    tokens = tuple(_tokens(text))
    if len(tokens) > MOST:
        raise QueryError(f"a text of {len(tokens)} tokens; {MOST} are the most")
    return tokens


def render(tokens: Sequence[Token]) -> str:
    """Return tokens as one text that has the same tokens."""
    made = ""
    for token in tokens:
        runs_on = _WORDY.match(made[-1:]) and _WORDY.match(token.text)
        made += f" {token.text}" if made and (token.gap or runs_on) else token.text
    return made


def word(text: str) -> Token:
    """Return a bare word or operator of our own, with space before it."""
    return Token("word", text, text.upper(), gap=True)


def symbol(text: str) -> Token:
    """Return a symbol of our own."""
    return Token("symbol", text, text)


def parse(text: str) -> tuple[Token, ...]:
    """Return the tokens of Cypher that we write ourselves, with space before them."""
    first, *rest = _tokens(text)
    return (replace(first, gap=True), *rest)


def words(text: str) -> frozenset[str]:
    """Return the words of a text as a set."""
    return frozenset(text.split())


def fold(text: str) -> str:
    """Return a word in capitals, as no engine could take it for another one.

    Letters such as `ſ` and `K` turn into S and K in some engines' capitals.
    """
    return unicodedata.normalize("NFKC", text).upper()


def partners(tokens: Sequence[Token]) -> Mapping[int, int]:
    """Return the place of each bracket's other half.

    Raises QueryError where brackets do not match.
    """
    closing = {"(": ")", "[": "]", "{": "}"}
    found: dict[int, int] = {}
    waiting: list[int] = []
    for place, token in enumerate(tokens):
        if token.is_symbol(*closing):
            waiting.append(place)
        elif token.is_symbol(*closing.values()):
            if not waiting or closing[tokens[waiting[-1]].text] != token.text:
                raise QueryError(f"a {token.text} closes nothing")
            opening = waiting.pop()
            found |= {opening: place, place: opening}
    if waiting:
        raise QueryError(f"a {tokens[waiting[-1]].text} is not closed")
    return found


def _tokens(text: str) -> Iterator[Token]:
    place = 0
    while place < len(text):
        gap = _SPACE.match(text, place)
        place = gap.end() if gap else place
        if place == len(text):
            return
        found = _TOKEN.match(text, place)
        if found is None:
            raise QueryError(_unreadable(text, place))
        yield _token(found, gap is not None)
        place = found.end()


def _token(found: re.Match[str], gap: bool) -> Token:
    kind, text = found.lastgroup, found.group()
    start, end = found.span()
    if kind == "string":
        return Token("string", text, _unescaped(text[1:-1]), gap, start, end)
    if kind == "name":
        return Token("name", text, _plain(text[1:-1]), gap, start, end)
    if kind == "number":
        follower = found.string[end : end + 1]
        if follower.isalnum() or follower == "_":
            raise QueryError(f"{text}{follower}… is no number")
        return Token("number", text, text, gap, start, end)
    if kind == "word":
        return Token("word", text, fold(text), gap, start, end)
    if kind == "param":
        return Token("param", text, text[1:], gap, start, end)
    return Token("symbol", text, text, gap, start, end)


def _unescaped(inner: str) -> str:
    def read(found: re.Match[str]) -> str:
        letter = found[1]
        if letter not in _ESCAPES:
            raise QueryError(
                f"\\{letter} in a string means nothing", hint="a backslash is \\\\"
            )
        return _ESCAPES[letter]

    return _ESCAPE.sub(read, inner)


def _plain(inner: str) -> str:
    if "`" in inner or "\\" in inner or not inner.isprintable() or not inner:
        raise QueryError(f"`{inner}` is no name that every store can have")
    return inner


def _unreadable(text: str, place: int) -> str:
    line = text.count("\n", 0, place) + 1
    what = _UNCLOSED.get(text[place], f"an unexpected {text[place]!r}")
    return f"line {line} has {what}"
