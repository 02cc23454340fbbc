"""The words at a place of a source, read again from its bytes.

The evidence panel and `verify` open a record by a seek to its bytes and follow the
locator, without asking the loader that read it.
"""

import json
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

import msgspec

from graphkit.errors import SourceError
from graphkit.evidence import NAME_OF, escaped, unescaped
from graphkit.source import Source

# A number is quoted by its token in the file: 100.00 stays 100.00.
_decode = msgspec.json.Decoder(float_hook=str).decode


@dataclass(frozen=True, slots=True)
class RecordText:
    """The text layer of one record; `at` is the record's locator.

    At `/@name` behind a place stands what it is called: a column, a member.

    `content` is a JSON value, a mapping of column names to cells, or a text.
    """

    path: str
    at: str
    content: object

    def text_at(self, locator: str) -> str:
        """Return the text that offsets at `locator` count.

        Raises SourceError where nothing stands there, or no text or number.
        """
        pointer = locator.removeprefix(self.at)
        if not locator.startswith(self.at) or pointer[:1] not in ("", "/"):
            raise self._missing(locator, f"it lies outside the record {self.at}")
        value, names = self.content, list(map(unescaped, pointer.split("/")[1:]))
        asks_name = len(names) > 1 and names[-1] == NAME_OF
        for name in names[:-1] if asks_name else names:
            value = self._inner(value, name, locator)
        if asks_name:
            return names[-2]
        if isinstance(value, bool):
            return str(value).lower()
        if isinstance(value, str):
            return value
        if isinstance(value, int):
            return str(value)
        raise self._missing(locator, "neither text nor a number stands there")

    def _inner(self, value: object, name: str, locator: str) -> object:
        if isinstance(value, dict) and name in value:
            inner: object = value[name]
            return inner
        if isinstance(value, list) and name.isdecimal() and int(name) < len(value):
            element: object = value[int(name)]
            return element
        raise self._missing(locator, f"there is no {name!r}")

    def _missing(self, locator: str, problem: str) -> SourceError:
        return SourceError(self.path, locator, problem)


class XmlText(RecordText):
    """The text layer of a record in XML; `content` is the root of its document."""

    def text_at(self, locator: str) -> str:
        """Return the text of the element or attribute at a locator."""
        from graphkit.layers import xml_page

        found = xml_page.text_at(self.content, locator)
        if found is None:
            raise self._missing(locator, "there is no such element")
        return found


class LinesText(RecordText):
    """The text layer of a file of lines, any of them; `content` is the file."""

    def text_at(self, locator: str) -> str:
        """Return the text at a place of whatever line the locator names."""
        from graphkit.layers import json_lines

        assert isinstance(self.content, Path)
        number = json_lines.line_of(locator)
        line = f"{json_lines.PREFIX}{number}"
        content = json_lines.value_at(self.content, self.path, number)
        return RecordText(self.path, line, content).text_at(locator)


def record_text(
    source: Source, layer: str, locator: str, offset: int, length: int
) -> RecordText:
    """Return the text layer of the record at `locator`, `length` bytes at `offset`.

    `layer` is that of the source's loader: `json`, `lines`, `table`, `workbook`,
    `text` or `xml`.
    Raises SourceError where the bytes are gone or no longer read as what they were.
    """
    if layer == "text":
        return RecordText(source.path, locator, _text(source.file, source.path))
    if layer == "xml":
        return XmlText(source.path, locator, _xml(source))
    if layer == "workbook":
        return RecordText(source.path, locator, _sheet_cells(source, locator))
    if layer == "lines":
        return LinesText(source.path, locator, source.file)
    content = _bytes(source, locator, offset, length)
    if layer == "json":
        return RecordText(source.path, locator, _json(source, locator, content))
    if layer == "table":
        return RecordText(source.path, locator, _cells(source, locator, content))
    raise SourceError(source.path, locator, f"there is no text layer {layer!r}")


def _bytes(source: Source, locator: str, offset: int, length: int) -> bytes:
    try:
        with source.file.open("rb") as stream:
            stream.seek(offset)
            content = stream.read(length)
    except OSError as error:
        problem = f"the source could not be read: {error.strerror}"
        raise SourceError(source.path, locator, problem) from error
    if len(content) < length:
        raise SourceError(source.path, locator, "the source ends before the record")
    return content


def _json(source: Source, locator: str, content: bytes) -> object:
    try:
        return _decode(content)
    except (ValueError, RecursionError):
        return _odd_json(source, locator, content)


def _odd_json(source: Source, locator: str, content: bytes) -> object:
    """Return a JSON value with odd bytes in members that its loader passes over."""
    try:
        text = content.decode("utf-8", "replace")
        value: object = json.loads(text, strict=False, parse_float=str)
        return value
    except (ValueError, RecursionError) as error:
        problem = f"the record is no JSON any more: {error}"
        raise SourceError(source.path, locator, problem) from error


@lru_cache(maxsize=16)
def _text(file: Path, path: str) -> str:
    """Return a text's layer. A stored source never changes, so it is kept at hand."""
    from graphkit.layers.notice_text import extract

    return extract(file.read_bytes(), path)


def _xml(source: Source) -> object:
    from graphkit.layers import xml_page

    return xml_page.stored(source.file, source.path)


def _cells(source: Source, locator: str, content: bytes) -> dict[str, str]:
    """Return the cells of a row by the names of their columns."""
    from graphkit.loaders.table.cells import cells, sheet

    return cells(sheet(source), content, source.path, locator)


def _sheet_cells(source: Source, locator: str) -> dict[str, str]:
    """Return the cells of a row of a workbook or Parquet file by their columns."""
    from graphkit.loaders.table import parquet, workbooks

    if source.head(4) == parquet.MARK:
        return parquet.cells_at(source, locator)
    return workbooks.cells_at(source, locator)


def leaves(value: object, at: str = "") -> Iterator[tuple[str, object]]:
    """Yield what stands in a JSON value or a row, each with its locator, in order."""
    if isinstance(value, dict):
        for name, inner in value.items():
            yield from leaves(inner, f"{at}/{escaped(str(name))}")
    elif isinstance(value, list):
        for number, inner in enumerate(value):
            yield from leaves(inner, f"{at}/{number}")
    else:
        yield at, value
