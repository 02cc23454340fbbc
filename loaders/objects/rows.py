"""The objects of a JSON file as the rows of a table."""

import re
from collections.abc import Iterator, Mapping
from itertools import islice

import msgspec

from graphkit.errors import SourceError
from graphkit.evidence import escaped
from graphkit.loaders.json_documents import (
    ENCODING_MARK,
    Content,
    Document,
    decode,
    documents,
    elements,
    is_lines,
    mapped,
    not_json,
    value_start,
)
from graphkit.loaders.table.grids import Grid, Row, header_names
from graphkit.source import Part, Source

FEWEST = 3
"""Members that an object has at least, to be a row of a table."""

_SAMPLE = 5000
_BYTES = 1 << 24
_LIST = re.compile(rb'"([^"\\]{1,100})"\s*:\s*\[\s*\{')
_START = re.compile(rb"\s*([\[{])")
_OTHERS = frozenset(("ocid", "schema", "@context", "$schema"))
"""Members of formats that have meanings of their own."""

_OCDS = re.compile(rb'"(?:ocid|releases|(?:compiled|versioned)Release)"\s*:')
_SECTIONS = frozenset(("awards", "contracts", "items", "lots", "parties", "records"))
"""Lists within a release of OCDS, also of one that does not call itself so."""


def is_table(head: bytes) -> bool:
    """Say whether a file that starts with `head` is a list of plain objects."""
    text = head.removeprefix(ENCODING_MARK)
    start = _START.match(text)
    if not start or _OCDS.search(text):
        return False
    if start[1] == b"[":
        return _is_row(_first(text, ""))
    first, *others = (line for line in text.split(b"\n") if line.strip())
    if _is_row(first) and others:
        return _is_row(others[0]) or len(others) == 1
    return bool(_member(text))


def grid(part: Part) -> Grid:
    """Return the table of a part; SourceError where no object can be read.

    Its columns are the members of the first objects of the whole source.
    """
    source, names = part.source, dict[str, None]()
    for _, _, value in islice(_objects(_beginning(source)), _SAMPLE):
        if isinstance(value, Mapping):
            names |= dict.fromkeys(k for k, v in value.items() if _is_plain(v))
    if not names:
        raise SourceError(source.path, "", "it holds no object with plain members")
    header_names(tuple(names), source.path)
    return Grid("", tuple(names), lambda: _rows(part, tuple(names)))


def _beginning(source: Source) -> Part:
    size = source.file.stat().st_size
    return Part(source, 0, min(size, _BYTES) if is_lines(source) else size)


def _rows(part: Part, names: tuple[str, ...]) -> Iterator[Row]:
    for number, (at, (offset, content), value) in enumerate(_objects(part), 1):
        if isinstance(value, Mapping):
            cells = tuple(_text(value.get(name)) for name in names)
            if any(cells):
                yield Row(number, offset, len(content), cells, at=at)
        else:
            yield Row(number, offset, len(content), (), str(value), at)


def _objects(part: Part) -> Iterator[tuple[str, tuple[int, bytes], object]]:
    """Yield (locator, where its bytes are, object), or what is wrong with it."""
    if not is_lines(part.source):
        yield from _listed(part.source)
        return
    for found in documents(part):
        if isinstance(found, Document):
            place = found.offset, bytes(found.content[:])
            yield found.locator, place, _decoded(found.locator, place[1])
        else:
            yield found.locator, (0, b""), found.reason


def _listed(source: Source) -> Iterator[tuple[str, tuple[int, bytes], object]]:
    content = mapped(source)
    mark = ENCODING_MARK if content[: len(ENCODING_MARK)] == ENCODING_MARK else b""
    start = _START.match(content, len(mark))
    key = "" if start and start[1] == b"[" else _member(source.head())
    steps = f"/{escaped(key)}" if key else ""
    for number, place in enumerate(_elements(content, mark, key)):
        at = f"{steps}/{number}"
        yield at, place, _decoded(at, place[1])


def _elements(content: Content, mark: bytes, key: str) -> Iterator[tuple[int, bytes]]:
    if mark:
        bare = content[len(mark) :]
        return ((at + len(mark), one) for at, one in elements(bare, key))
    return elements(content, key)


def _decoded(at: str, content: bytes) -> object:
    try:
        value: object = decode(content)
    except (ValueError, RecursionError) as error:
        return not_json(at, content, error).reason
    return value if isinstance(value, dict) else "it is no object"


def _member(head: bytes) -> str:
    """Return the name of the first member of a document that is a list of rows."""
    for found in _LIST.finditer(head):
        name = found[1].decode("utf-8", "replace")
        if name in _SECTIONS:
            continue
        start = value_start(head, name)
        if head[start : start + 1] == b"[" and _is_row(_first(head, name)):
            return name
    return ""


def _first(head: bytes, key: str) -> bytes:
    return next((one for _, one in elements(head, key)), b"")


def _is_row(content: bytes) -> bool:
    try:
        value = msgspec.json.decode(content)
    except (ValueError, RecursionError):
        return False
    if not isinstance(value, dict) or _OTHERS & value.keys():
        return False
    plain = sum(map(_is_plain, value.values()))
    return plain >= FEWEST and plain * 2 > len(value)


def _is_plain(value: object) -> bool:
    return not isinstance(value, (dict, list))


def _text(value: object) -> str:
    """Return a member as text; '' for none, and for what is no text or number."""
    if isinstance(value, bool) or not isinstance(value, (str, int)):
        return ""
    return str(value)
