"""In which encoding a table is written: what no file of cells says of itself.

A byte order mark decides; else UTF-8 where the bytes are that for the most part. What
else they are, their own habits say: letters of other scripts come in runs, and a wrong
reading has letters and signs together that no language has.
"""

import codecs
import re
from collections.abc import Iterable

_RUNS = 2000
_FEW = 100
"""Text with fewer broken places than one in so many is UTF-8 with broken rows."""

MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_HIGH = re.compile(rb"[\x80-\xff]+")
_SAMPLE = 1 << 16

_SCRIPTS = ("gb18030", "big5", "cp932", "euc_jp", "euc_kr", "cp1251", "koi8_r")
"""Encodings of scripts whose letters come in runs of high bytes."""

_MIXED = ("big5", "cp932")
"""Encodings in which the second half of a letter may be an ASCII sign."""

_LATIN = ("cp1250", "cp1252")

_LETTER = rb"[A-Za-z\x8a\x8c\x8e\x9a\x9c\x9e\xc0-\xff]"
_SIGN_IN_WORD = re.compile(
    rb"(?:(?<=" + _LETTER + rb")[\xb3\xb9\xbf]|[\xbc\xbe])" + _LETTER
)
"""In Windows-1252 a sign such as ³ or ¿ inside a word; in Windows-1250 a letter."""


def encoding_of(chunks: Iterable[bytes]) -> str:
    """Return the encoding of a text, as Python calls it.

    Windows-1252 where nothing else is seen: every byte sequence may be that.
    """
    runs: list[bytes] = []
    held = sample = b""
    for number, chunk in enumerate(chunks):
        if number == 0 and (found := _marked(chunk)):
            return found
        if len(sample) < _SAMPLE:
            sample += b"\n".join(ln for ln in chunk.splitlines() if not ln.isascii())
        found_runs = _HIGH.findall(held + chunk)
        held = found_runs.pop() if chunk[-1:] >= b"\x80" else b""
        runs += found_runs
        if len(runs) >= _RUNS:
            break
    broken = [run for run in runs if not _is_utf8(run)]
    if len(broken) * _FEW <= len(runs):
        return "utf-8"
    in_runs = sum(len(run) > 1 for run in broken)
    if in_runs * 2 >= len(broken):
        best = next(iter(_likely(sample, (*_SCRIPTS, *_LATIN))), "gb18030")
        return best if best in _SCRIPTS else _latin(sample)
    likely = _likely(sample, (*_MIXED, *_LATIN))
    is_mixed = likely[:1] and likely[0] in _MIXED and not set(_LATIN) & set(likely)
    return likely[0] if is_mixed else _latin(sample)


def mark_length(head: bytes) -> int:
    """Return how many bytes a file's byte order mark takes; 0 for none."""
    return next((len(mark) for mark, _ in MARKS if head.startswith(mark)), 0)


def _likely(sample: bytes, among: Iterable[str]) -> list[str]:
    """Return which encodings give a text that somebody could have written, best first.

    Of readings that are as good, the one named first is first.
    """
    from charset_normalizer import from_bytes  # slow to load

    order = list(among)
    found = from_bytes(sample[:_SAMPLE], cp_isolation=order)
    known = [one for one in found if one.encoding in order]
    known.sort(key=lambda one: (one.chaos, -one.coherence, order.index(one.encoding)))
    return [one.encoding for one in known]


def _latin(sample: bytes) -> str:
    return "cp1250" if _is_central(sample) else "cp1252"


def _is_central(sample: bytes) -> bool:
    """Say whether single letters are those of Polish, Czech, Slovak or Hungarian."""
    letters = set(sample)
    is_czech = 0xF8 in letters and letters & {0xE8, 0xEC} and not letters & {0xE5, 0xE6}
    is_hungarian = 0xF5 in letters and letters & {0xF6, 0xFC}
    return bool(
        _SIGN_IN_WORD.search(sample)
        or is_czech
        or (is_hungarian and not letters & {0xE3, 0xE4})
    )


def _marked(head: bytes) -> str:
    for mark, name in MARKS:
        if head.startswith(mark):
            return name
    pairs = head[:400]
    if pairs[1::2].count(0) * 2 > len(pairs[1::2]):
        return "utf-16-le"
    return "utf-16-be" if pairs[::2].count(0) * 2 > len(pairs[::2]) else ""


def _is_utf8(run: bytes) -> bool:
    try:
        run.decode()
    except UnicodeDecodeError:
        return False
    return True
