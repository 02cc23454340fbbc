"""What every stretch of a name is, with the place where it stands.

>>> [(part.role, part.text) for part in take_apart("深圳云达科技有限公司")]
[('place', '深圳'), ('trade', '云达'), ('industry', '科技'), ('form', '有限公司')]
"""

import re
import unicodedata
from collections.abc import Iterator
from typing import NamedTuple

from graphkit.folding import has_han
from graphkit.identity import simplified
from graphkit.resolve.names.chinese import BRANCH, FORM, Unit, heads, segment, trade
from graphkit.resolve.names.latin import tokens
from graphkit.resolve.names.latin_forms import inner
from graphkit.resolve.names.latin_words import common, is_number, is_own, place_of
from graphkit.resolve.words import words_of

ROLES = ("place", "trade", "industry", "head", "word", "number", "form", "branch")
"""`trade` is what is a body's own, `head` the word that says what it is."""
_WORD = re.compile(r"[^\W_]+(?:['’.&-][^\W_]+)*\.?")
_BRACKETS = "()[]【】 "
_NUMBER = re.compile("第?(?:[0-9]+|[一二三四五六七八九十百零〇]+)")


class Part(NamedTuple):
    """A stretch of a name: `name[start:end]` is `text`."""

    role: str
    text: str
    start: int
    end: int


def take_apart(name: str) -> tuple[Part, ...]:
    """Return the parts of a name in order; brackets and blanks are in none."""
    return tuple(_chinese(name) if has_han(name) else _latin(name))


def _chinese(name: str) -> Iterator[Part]:
    text = _narrowed(name)
    form = FORM.search(text)
    end = form.start() if form else len(text)
    branch = BRANCH.search(text) if not form else None
    units = tuple(u for u in segment(text[:end]) if u.text.strip(_BRACKETS))
    last = _end_of_trade(units) if form else -1
    for number, unit in enumerate(units):
        role = _role(unit, text, number <= last, bool(form))
        if branch and unit.start >= branch.start():
            role = "branch"
        yield from _pieces(role, name, unit.start, unit.end)
    if form:
        yield Part("form", name[end : form.end()], end, form.end())
        yield from _pieces("branch", name, form.end(), len(name))


def _narrowed(name: str) -> str:
    """Return a name narrowed and simplified, of exactly the same length."""
    text = "".join(
        wide if len(narrow := unicodedata.normalize("NFKC", wide)) != 1 else narrow
        for wide in name
    )
    simple = simplified(text)
    return simple if len(simple) == len(text) else "".join(map(simplified, text))


def _end_of_trade(units: tuple[Unit, ...]) -> int:
    """Return the number of the last unit of a company's trade name."""
    own = trade(units)[0]
    return max(
        (n for n, unit in enumerate(units) if own and own.endswith(unit.text)),
        default=-1,
    )


def _role(unit: Unit, text: str, in_trade: bool, is_company: bool) -> str:
    if unit.role == "place":
        return "place"
    if unit.role == "own" or in_trade:
        written = text[unit.start : unit.end]
        return "number" if _NUMBER.fullmatch(written) else "trade"
    if is_company:
        return "industry"
    return "head" if unit.text in heads() else "word"


def _pieces(role: str, name: str, start: int, end: int) -> Iterator[Part]:
    """Yield the stretches between blanks and brackets."""
    for found in re.finditer(r"[^\s()（）【】\[\]、,，;；]+", name[start:end]):
        first, last = start + found.start(), start + found.end()
        yield Part(role, name[first:last], first, last)


def _latin(name: str) -> Iterator[Part]:
    first, last = _bounds(name)
    for found in _WORD.finditer(name):
        text, start, end = found[0], found.start(), found.end()
        if start < first or end > last:
            yield Part("form", text, start, end)
        elif role := _latin_role(common("".join(tokens(text)) or "_")):
            yield Part(role, text, start, end)


def _bounds(name: str) -> tuple[int, int]:
    """Return where a Latin name begins and ends without its legal forms."""
    words: list[str] = []
    spans: list[tuple[int, int]] = []
    alone = False
    for found in re.finditer(r"[^\W_]+", name):
        word = "".join(tokens(found[0]))
        single = len(word) == 1 and word.isalpha()
        if single and alone:  # S.A. is one word, as it is for a comparison.
            words[-1] += word
            spans[-1] = (spans[-1][0], found.end())
        elif word:
            words.append(word)
            spans.append(found.span())
        alone = single
    first, last, _ = inner(tuple(words))
    if not words:
        return 0, 0
    end = spans[last][0] if last < len(spans) else len(name)
    return spans[first][0], end


def _latin_role(word: str) -> str:
    if word in words_of("stop"):
        return ""
    if is_number(word):
        return "number"
    if place_of(word):
        return "place"
    if is_own(word):
        return "trade"
    if word in ("branch", "division", "subsidiary"):
        return "branch"
    return "head" if word in words_of("unit") | words_of("organ") else "word"
