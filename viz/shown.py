"""Text from sources as it may be shown: nothing in it acts, nothing hides.

Also what a drawing must know of a text before a browser is at hand: about how wide it
is, and where its lines break.
"""

import re
import unicodedata
from functools import lru_cache

_ACTING = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f"  # controls, but for tab and line feed
    "\u2028\u2029"
    "\u202a-\u202e\u2066-\u2069"  # embeddings, overrides and isolates of direction
    "\ud800-\udfff\ufffe\uffff]"  # no character, in no encoding and no XML
)
_HAN = re.compile("[\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff]")
_KANA = re.compile("[\u3040-\u30ff]")
_NARROW = frozenset("iljtfrI.,:;'!|()[]{}/\\ -")
_BREAKABLE = re.compile(r"\s+|(?<=[/_\-.,;:，。、；：）】》])(?=\S)")


def shown(text: str) -> str:
    """Return a text that can stand in any page, XML file or table.

    Control characters become the pictures of themselves, overrides of the writing
    direction their code, and what is no character U+FFFD. Marks that belong to Arabic
    or Hebrew stay; the page isolates every text from its surroundings.
    """
    if not _ACTING.search(text):
        return text
    return _ACTING.sub(_picture, text.replace("\r\n", "\n"))


def _picture(match: re.Match[str]) -> str:
    code = ord(match[0])
    if code in (0x0D, 0x85, 0x2028, 0x2029):
        return "\n"
    if code < 0x20:
        return chr(0x2400 + code)
    if code == 0x7F:
        return "\u2421"
    if 0x202A <= code <= 0x2069:
        return f"\u27e8U+{code:04X}\u27e9"
    return "\ufffd"


@lru_cache(maxsize=65536)
def one_line(text: str) -> str:
    """Return a shown text without line breaks and runs of space."""
    return " ".join(shown(text).split())


def language(text: str) -> str:
    """Return `zh` or `ja` where a text is written so, else ''.

    A browser picks the shapes of Han characters by it.
    """
    if text.isascii():
        return ""
    if _KANA.search(text):
        return "ja"
    return "zh" if _HAN.search(text) else ""


@lru_cache(maxsize=65536)
def _advance(char: str) -> float:
    if unicodedata.combining(char):
        return 0.0
    if unicodedata.east_asian_width(char) in "WF":
        return 1.0
    if char in _NARROW:
        return 0.36
    if char.isupper() or char in "mwMW@%&—…":
        return 0.77
    return 0.61


def width(text: str) -> float:
    """Return about how wide a text is, in units of its font size; rather too wide."""
    return sum(map(_advance, text))


def clip(text: str, most: float) -> str:
    """Return a text cut to a width, with an ellipsis where something is missing."""
    if width(text) <= most:
        return text
    room, kept = most - _advance("…"), 0
    for char in text:
        room -= _advance(char)
        if room < 0:
            break
        kept += 1
    return f"{text[:kept].rstrip()}…"


def wrap(text: str, most: float, lines: int) -> tuple[str, ...]:
    """Return a text in at most so many lines of a width; the last one is clipped.

    Lines break at spaces and after marks, and within Chinese anywhere.
    """
    rest, done = one_line(text), list[str]()
    while rest and len(done) < lines - 1 and width(rest) > most:
        cut = _cut(rest, most)
        done.append(rest[:cut].rstrip())
        rest = rest[cut:].lstrip()
    return (*done, clip(rest, most)) if rest else tuple(done)


def _cut(text: str, most: float) -> int:
    room, fits = most, 0
    for char in text:
        room -= _advance(char)
        if room < 0:
            break
        fits += 1
    fits = max(fits, 1)
    if _HAN.match(text[fits]) or _HAN.match(text[fits - 1]):
        return fits
    breaks = [m.end() for m in _BREAKABLE.finditer(text, 0, fits + 1) if m.end() > 1]
    late = [place for place in breaks if fits * 0.4 < place <= fits]
    return late[-1] if late else fits
