"""Verification: every quote read again from the stored bytes.

Nothing that was read before is trusted but the locators: bytes are hashed, text layers
are made anew, and every span must hold the words the tables say it holds.
"""

import os
from collections.abc import Iterator, Mapping, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from hashlib import file_digest
from itertools import groupby
from multiprocessing import get_context
from pathlib import Path
from typing import Any, NamedTuple

from graphkit import layers, tables
from graphkit.case import generations
from graphkit.case.folder import Folder
from graphkit.case.generations import Generation
from graphkit.case.ledger import Ledger
from graphkit.case.opened import Opened, Row, open_source, rows
from graphkit.errors import SourceError
from graphkit.reading.archives import kind_of, unpacked
from graphkit.reading.workers import end_with_parent, hidden_main
from graphkit.source import Source

SHARE = 20_000
"""Statements that one process takes at a time."""

ALONE = 60_000
"""Up to this many statements, starting other processes takes longer than it saves."""

MISSING = "source missing"
CHANGED_BYTES = "bytes do not match their hash"
CHANGED_TEXT = "plain bytes are not those of the source"
CHANGED_LAYER = "text layer changed"
OTHER_QUOTE = "quote differs"

_SAID = (
    ("s", "s_text"),
    ("o", "o_text"),
    ("amount", "amount_said"),
    ("tax", "tax_said"),
    ("date", "date_said"),
    ("address", "address_said"),
)
"""Prefixes of the columns that say where words stand, and the column of the words."""


@dataclass(frozen=True, slots=True)
class Differing:
    """One thing that is not as the tables say; `key` is '' for a whole source."""

    key: str
    path: str
    locator: str
    reason: str


@dataclass(frozen=True, slots=True)
class VerifyResult:
    """How many spans were read again, and those that differ, by path and locator."""

    checked: int
    differing: tuple[Differing, ...]

    def to_json(self) -> dict[str, Any]:
        """Return it as JSON values."""
        return {
            "checked": self.checked,
            "differing": [
                {
                    "key": one.key,
                    "path": one.path,
                    "locator": one.locator,
                    "reason": one.reason,
                }
                for one in self.differing
            ],
        }


class Span(NamedTuple):
    """Words that stand at `start:end` of the text layer at a locator."""

    locator: str
    start: int
    end: int
    words: str


class Taken(NamedTuple):
    """One file of statements (None where a source has none) and its source."""

    source: Source
    layer: str
    file: Path | None
    is_first: bool


class Portion(NamedTuple):
    """What one process checks at a time: files of statements, and their sources.

    Each source comes with the layer of its loader; the bytes of those in `hashed`
    are hashed as well, so that a source in several portions is hashed once.
    """

    case: Folder
    sources: tuple[tuple[Source, str], ...]
    hashed: frozenset[str]
    files: tuple[Path, ...]


def verify(case: Path, *, workers: int | None = None) -> VerifyResult:
    """Read every quote, name, amount and date of a case again from the stored bytes.

    Takes about as long as reading the sources did. Amended statements are checked
    like others; notes without a source have nothing to check.
    """
    from graphkit.case import verify_lists  # it says what differs in our words

    with generations.held(case) as generation, Ledger.open(case) as ledger:
        rows = generation.manifest["sources"]
        sources = {source.sha256: source for source in ledger.sources()}
        shown = [row for row in rows if row["source"] in sources]
        portions = list(_portions(ledger.folder, shown, sources))
        total = sum(row["statements"] for row in shown)
        results = list(_checked(portions, total, workers))
        results.append(_check_amended(ledger, generation, sources))
        results.append(verify_lists.check(ledger, generation))
    return VerifyResult(
        sum(result.checked for result in results),
        tuple(
            sorted(
                (one for result in results for one in result.differing),
                key=lambda one: (one.path, one.locator, one.key, one.reason),
            )
        ),
    )


def _portions(
    case: Folder, shown: Sequence[Row], sources: Mapping[str, Source]
) -> Iterator[Portion]:
    """Cut what was read into portions of about SHARE statements, whole files each."""
    taken: list[Taken] = []
    size = 0
    for row in shown:
        files = tables.parts(case.reads / row["key"], "statements")
        for number, file in enumerate(files or [None]):
            source = sources[row["source"]]
            taken.append(Taken(source, row["layer"], file, is_first=number == 0))
            size += row["statements"] // max(1, len(files)) + 1
            if size >= SHARE:
                yield _portion(case, taken)
                taken, size = [], 0
    if taken:
        yield _portion(case, taken)


def _portion(case: Folder, taken: Sequence[Taken]) -> Portion:
    return Portion(
        case,
        tuple({one.source.sha256: (one.source, one.layer) for one in taken}.values()),
        frozenset(one.source.sha256 for one in taken if one.is_first),
        tuple(one.file for one in taken if one.file is not None),
    )


def _checked(
    portions: Sequence[Portion], statements: int, workers: int | None
) -> Iterator[VerifyResult]:
    number = min(workers or os.cpu_count() or 1, len(portions))
    if number < 2 or statements <= ALONE:
        yield from map(_check, portions)
        return
    pool = ProcessPoolExecutor(
        number, mp_context=get_context("spawn"), initializer=end_with_parent
    )
    with pool, hidden_main():
        yield from pool.map(_check, portions)


def _check(portion: Portion) -> VerifyResult:
    damaged = [
        Differing("", source.path, "", problem)
        for source, _ in portion.sources
        if source.sha256 in portion.hashed
        and (problem := bytes_problem(portion.case, source))
    ]
    there = {
        source.sha256: (source, layer)
        for source, layer in portion.sources
        if source.file.is_file()
    }
    checked = 0
    differing: list[Differing] = []
    for statements in _documents(portion.files):
        first = statements[0]
        if first["source"] in there:
            source, layer = there[first["source"]]
            number, found = _check_document(source, layer, statements)
            checked += number
            differing += found
    return VerifyResult(checked, (*damaged, *differing))


def _check_document(
    source: Source, layer: str, statements: Sequence[Row]
) -> tuple[int, list[Differing]]:
    first = statements[0]
    named = [(row["key"], span) for row in statements for span in spans(row)]
    named += [(first["key"], span) for span in _tender_spans(first)]
    try:
        text = layers.record_text(
            source, layer, first["record"], first["offset"], first["length"]
        )
    except SourceError as error:
        problem = _changed(error)
        return len(named), [
            Differing(key, source.path, span.locator, problem) for key, span in named
        ]
    differing = []
    for key, span in named:
        try:
            problem = _problem(text.text_at(span.locator), span)
        except SourceError as error:
            problem = _changed(error)
        if problem:
            differing.append(Differing(key, source.path, span.locator, problem))
    return len(named), differing


def _check_amended(
    ledger: Ledger, generation: Generation, sources: Mapping[str, Source]
) -> VerifyResult:
    file = generation.tables / "amended.parquet"
    query = "SELECT * FROM read_parquet(?) ORDER BY source"
    checked = 0
    differing: list[Differing] = []
    amended = rows(query, [str(file)])
    for sha256, statements in groupby(amended, key=lambda row: row["source"]):
        if sha256 in sources and sources[sha256].file.is_file():
            opened = open_source(ledger, generation, sha256)
            for row in statements:
                for span in spans(row):
                    checked += 1
                    differing += _amended_problem(opened, row["key"], span)
    return VerifyResult(checked, tuple(differing))


def _amended_problem(opened: Opened, key: str, span: Span) -> Iterator[Differing]:
    try:
        problem = _problem(opened.text(span.locator), span)
    except SourceError as error:
        problem = _changed(error)
    if problem:
        yield Differing(key, opened.source.path, span.locator, problem)


def spans(statement: Row) -> Iterator[Span]:
    """Yield every span a statement names: its quote, its mentions, amount and date."""
    place = statement["locator"]
    yield Span(place, statement["start"], statement["end"], statement["quote"])
    for side, words in _SAID:
        if statement[f"{side}_start"] is not None and statement[words]:
            yield Span(
                statement[f"{side}_locator"] or place,
                statement[f"{side}_start"],
                statement[f"{side}_end"],
                statement[words],
            )


def _tender_spans(record: Row) -> Iterator[Span]:
    for name in ("number", "title"):
        words, start = record[name], record[f"{name}_start"]
        if words:
            locator = record[f"{name}_locator"] or record["record"]
            yield Span(locator, start, start + len(words), words)


def _problem(text: str, span: Span) -> str:
    if text[span.start : span.end] == span.words:
        return ""
    where = text.find(span.words)
    if where >= 0:
        return f"{CHANGED_LAYER}: the words now stand at {where}, not {span.start}"
    return f"{OTHER_QUOTE}: {text[span.start : span.end]!r} stands there"


def _changed(error: SourceError) -> str:
    return f"{CHANGED_LAYER}: {error.problem}"


def bytes_problem(case: Folder, source: Source) -> str:
    """Say what is wrong with the kept bytes of a source; '' for nothing."""
    kept = case.sources / source.sha256
    if not kept.is_file():
        return MISSING
    with kept.open("rb") as stream:
        if file_digest(stream, "sha256").hexdigest() != source.sha256:
            return CHANGED_BYTES
        stream.seek(0)
        kind = kind_of(stream)
        if kind and not _holds(case.texts / source.sha256, unpacked(stream, kind)):
            return CHANGED_TEXT
    return ""


def _holds(file: Path, pieces: Iterator[bytes]) -> bool:
    """Say whether a file's bytes are those pieces, and no more."""
    if not file.is_file():
        return False
    with file.open("rb") as stream:
        return all(stream.read(len(piece)) == piece for piece in pieces) and not (
            stream.read(1)
        )


def _documents(files: Sequence[Path]) -> Iterator[list[Row]]:
    """Yield the statements of each record, with where the record lies."""
    if not files:
        return
    records = [
        file.with_name(file.name.replace(".statements.", ".records.")) for file in files
    ]
    query = (
        'SELECT s.*, r.locator AS record, r."offset", r.length, r.number, r.title,'
        " r.number_locator, r.number_start, r.title_locator, r.title_start"
        " FROM read_parquet(?) s JOIN read_parquet(?) r USING (document)"
        ' ORDER BY s.source, r."offset", document, n'
    )
    found = rows(query, [[*map(str, files)], [*map(str, records)]])
    for _, statements in groupby(found, key=lambda row: row["document"]):
        yield list(statements)
