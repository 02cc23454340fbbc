"""The texts of all records: gathered for searching, and searched.

Records of JSON and tables are searched in their sources' bytes; the text layers of
others (HTML, PDF ...) were kept when they were read, and are gathered in one table.
"""

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from mmap import ACCESS_READ, mmap
from pathlib import Path
from typing import TYPE_CHECKING

from graphkit.errors import SourceError
from graphkit.layers import leaves, record_text
from graphkit.loaders.table.cells import sheet
from graphkit.personal import masked
from graphkit.search.spelling import Wanted
from graphkit.source import Source
from graphkit.tables import connect, literal, parts, read_parts

if TYPE_CHECKING:
    from duckdb import DuckDBPyConnection

FILE = "texts.parquet"
AROUND = 40
SEEN = 200
"""Characters beyond a snippet by which personal data in it are known."""

MANY = 2_000
"""Records that are ranked by how often they hold a text; of more, the first ones."""

_WIDE = re.compile(rb"\xef\xbc[\x81-\xbf]|\xef\xbd[\x80-\x9e]")
_COLUMNS = "document, source, locator"


LAYERS = ("json", "table")
"""Text layers of records that are found again by a seek, and so searched in place."""


@dataclass(frozen=True, slots=True)
class Searched:
    """A source whose bytes are searched; `folder` holds what was read from it."""

    source: Source
    layer: str
    folder: Path


@dataclass(frozen=True, slots=True)
class Hit:
    """A record that holds a text: how often, and the first place with words around."""

    document: str
    source: str
    locator: str
    count: int
    text: str


def gather(reads: Sequence[Path], out: Path, spill: Path) -> None:
    """Write the texts of what was read into a folder, in the order of the sources."""
    files = [file for folder in reads for file in parts(folder, "records")]
    if not files:
        return
    query = f"SELECT {_COLUMNS}, text FROM {read_parts(files)} WHERE text <> ''"
    with connect(spill) as connection:
        connection.execute(
            f"COPY ({query}) TO {literal(out / FILE)} "
            # Small groups, so that every thread has some to look through.
            "(FORMAT parquet, COMPRESSION zstd, ROW_GROUP_SIZE 8192)"
        )


def kept(
    connection: "DuckDBPyConnection", file: Path, wanted: Wanted, limit: int
) -> Iterator[Hit]:
    """Yield the gathered texts that hold what is wanted, most often first."""
    if not file.is_file():
        return
    found = connection.execute(
        f"""SELECT {_COLUMNS}, {_number(wanted)} AS n, text FROM (
            SELECT * FROM read_parquet({literal(file)})
            WHERE {_holds(wanted)} LIMIT {MANY})
        ORDER BY n DESC, document LIMIT ?""",
        [limit],
    ).fetchall()
    for document, source, locator, count, text in found:
        yield Hit(document, source, locator, count, snippet(text, wanted))


def seek(
    connection: "DuckDBPyConnection", sources: Sequence[Searched], wanted: Wanted
) -> Iterator[Hit]:
    """Yield the records of sources that hold what is wanted, in file order."""
    for searched in sources:
        files = parts(searched.folder, "records")
        if files:
            records = connection.execute(
                f"""SELECT document, locator, "offset", length FROM {read_parts(files)}
                WHERE length > 0"""
            ).fetchall()
            yield from _sought(searched.source, searched.layer, records, wanted)


def _sought(
    source: Source,
    layer: str,
    records: Sequence[tuple[str, str, int, int]],
    wanted: Wanted,
) -> Iterator[Hit]:
    pattern = re.compile(wanted.pattern)
    try:
        encoding = sheet(source).encoding if layer == "table" else "utf-8"
        opened = source.file.open("rb")
    except (SourceError, OSError):
        return  # `verify` says what became of it
    with opened, mmap(opened.fileno(), 0, access=ACCESS_READ) as content:
        may_hold = _rough(wanted, encoding)
        for document, locator, offset, length in records:
            if not may_hold(content[offset : offset + length]):
                continue
            hit = Hit(document, source.sha256, locator, 0, "")
            yield from _verified(hit, source, layer, (offset, length), pattern)


def _rough(wanted: Wanted, encoding: str) -> Callable[[bytes], bool]:
    """Return what says of the bytes of a record whether it is worth decoding."""
    plain = {probe.encode(encoding, "ignore").lower() for probe in wanted.probes}
    escaped = {  # as JSON may write them
        probe.encode("ascii", "backslashreplace").lower() for probe in wanted.probes
    }
    said, written = sorted(plain - {b""}), sorted(escaped - plain)

    def may_hold(raw: bytes) -> bool:
        low = raw.lower()
        return (
            any(probe in low for probe in said)
            or (b"\\u" in raw and any(probe in low for probe in written))
            or (wanted.has_latin_probe and _WIDE.search(raw) is not None)
        )

    return may_hold


def _verified(
    hit: Hit,
    source: Source,
    layer: str,
    place: tuple[int, int],
    pattern: re.Pattern[str],
) -> Iterator[Hit]:
    try:
        content = record_text(source, layer, hit.locator, *place).content
    except SourceError:
        return  # `verify` says what became of it
    count, first, at = 0, "", ""
    for steps, leaf in leaves(content):
        if isinstance(leaf, bool) or not isinstance(leaf, str | int):
            continue
        text = str(leaf)
        found = sum(1 for _ in pattern.finditer(text))
        if found and not count:
            first, at = text, steps
        count += found
    if count:
        locator = f"{hit.locator}{at}"
        shown = _around(first, pattern)
        yield Hit(hit.document, hit.source, locator, count, shown)


def snippet(text: str, wanted: Wanted) -> str:
    """Return the place that was found with some words around it, persons masked."""
    return _around(text, re.compile(wanted.pattern))


def _around(text: str, pattern: re.Pattern[str]) -> str:
    found = pattern.search(text)
    if not found:
        return masked(text[: SEEN + AROUND])[: 2 * AROUND]
    start, end = max(found.start() - AROUND, 0), found.end() + AROUND
    first = max(start - SEEN, 0)
    shown = masked(text[first : end + SEEN])[start - first : end - first]
    return f"{'...' * (start > 0)}{shown}{'...' * (end < len(text))}"


def _holds(wanted: Wanted) -> str:
    if wanted.spellings:
        return " OR ".join(f"contains(text, {literal(s)})" for s in wanted.spellings)
    return f"regexp_matches(text, {literal(wanted.pattern)})"


def _number(wanted: Wanted) -> str:
    return f"len(regexp_extract_all(text, {literal(wanted.pattern)}))"
