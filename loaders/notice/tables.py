"""Tables with a header row: which cell of which row is a supplier, an amount, an item.

A header is a row in which most cells are labels. Its rows give fields with the row as
their quote: the header itself stands elsewhere, so the quote cannot hold it.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache

from graphkit.layers.notice_text import Cell, Row, Table
from graphkit.loaders.notice import parts
from graphkit.loaders.notice.fields import Field
from graphkit.loaders.notice.labels import known_label, labels
from graphkit.loaders.notice.sections import Span, text_lines

_QUANTITY = re.compile(
    r"(?P<number>\d[\d,]*(?:\.\d+)?) ?[(]?(?P<unit>[^\d\s()]{0,6})[)]?"
)
_IN_BRACKETS = re.compile(r"[(](?!单位)([^()]{1,4})[)]")
_ABOVE = re.compile(r"同上|〃|同前")
_BESIDE = re.compile(r"[、/及和与,](?:联系)?(?:地址|方式|电话|统一社会信用代码)+\Z")
"""What a header asks for beside a name: 中标人名称、地址."""
_RANK = re.compile(r" *第[一二三四五1-5]名? *")
_MONEY_UNITS = frozenset(("元", "万元", "亿元", "人民币元", "美元", "万美元"))
_NAMES = frozenset(("supplier", "candidate", "bidder"))
_MOST_LOTS = 20
_LONGEST_HEADER = 40
_LONGEST_TEXT = 24
_LONGEST_LINE = 400
_LONGEST_SPACED = 16
_SPACED = re.compile(r"[^ |]+")


@dataclass(frozen=True, slots=True)
class Column:
    """A column of a table: the field of its header, and the header's words."""

    field: str
    header: str


@dataclass(frozen=True, slots=True)
class Line:
    """A row below a header: its cells by column, its lot, where it stands."""

    number: int
    columns: tuple[Column, ...]
    cells: Row
    part: str
    header: Span

    @property
    def span(self) -> Span:
        """The slice of the text from the first cell to the last."""
        own = [cell for cell in self.cells if cell.start >= self.header[1]]
        inside = own or list(self.cells)
        return min(c.start for c in inside), max(c.end for c in inside)


def lines(folded: str, tables: tuple[Table, ...]) -> Iterator[Line]:
    """Yield the rows below the headers of all tables, in order of the tables."""
    number = 0
    for table in tables:
        for line in _table_lines(folded, table):
            yield Line(number, line.columns, line.cells, line.part, line.header)
            number += 1


def spaced(folded: str) -> Iterator[Table]:
    """Yield the tables of a text whose cells are set off by single spaces.

    A header of three labels or more begins one; the lines below it that are cut into
    as many cells are its rows.
    """
    rows: list[Row] = []
    for start, end in text_lines(folded):
        row = _spaced_row(folded, start, end)
        if rows and len(row) == len(rows[0]):
            rows.append(row)
            continue
        if rows:
            yield tuple(rows)
        heads = all(len(folded[c.start : c.end]) <= _LONGEST_SPACED for c in row)
        rows = [row] if len(row) >= 3 and heads and _header(folded, row) else []
    if rows:
        yield tuple(rows)


def _spaced_row(folded: str, start: int, end: int) -> Row:
    if end - start > _LONGEST_LINE or "\t" in folded[start:end]:
        return ()
    words = _SPACED.finditer(folded, start, end)
    return tuple(Cell(match.start(), match.end()) for match in words)


def taken(found: Sequence[Line]) -> list[Span]:
    """Return the spans of headers and rows, merged and in order."""
    spans = sorted({line.header for line in found} | {line.span for line in found})
    merged: list[Span] = []
    for start, end in spans:
        if merged and start <= merged[-1][1] + 1:
            merged[-1] = (merged[-1][0], max(end, merged[-1][1]))
        else:
            merged.append((start, end))
    return merged


def fields(folded: str, found: Sequence[Line]) -> Iterator[Field]:
    """Yield a field for each cell with something in it under a known header.

    A cell that says 同上 names the same as the one above it.
    """
    above: dict[tuple[Span, str], Cell] = {}
    for line in found:
        start, end = line.span
        unit = _money_unit(folded, line)
        seen: set[tuple[Cell, str]] = set()
        for column, cell in zip(line.columns, line.cells, strict=False):
            if (
                not column.field
                or cell.start == cell.end
                or (cell, column.field) in seen
            ):
                continue
            seen.add((cell, column.field))
            if column.field in _NAMES:
                same = _ABOVE.fullmatch(folded, cell.start, cell.end)
                cell = above.get((line.header, column.header), cell) if same else cell
                above[line.header, column.header] = cell
            yield Field(
                column.field,
                cell.start,
                cell.end,
                min(start, cell.start),
                max(end, cell.end),
                part=line.part,
                unit=f"{column.header} {unit}",
                row=line.number,
                label=column.header,
                text=folded[cell.start : min(cell.end, cell.start + _LONGEST_TEXT)],
            )


def _money_unit(folded: str, line: Line) -> str:
    """Return the unit of a row's amounts where a column of its own says it: 元."""
    cell = cell_of(line, "unit")
    words = folded[cell.start : cell.end].strip() if cell else ""
    return words if words in _MONEY_UNITS else ""


def _upright(folded: str, table: Table) -> Table:
    """Return a table whose labels stand in its first column turned by a quarter.

    中标人 | A | B over 中标价 | 1 | 2: one column for each lot or candidate.
    """
    if len(table) < 2 or any(
        len(row) != len(table[0]) or len(row) < 3 for row in table
    ):
        return table
    words = [
        [folded[cell.start : cell.end] for cell in row[:_MOST_LOTS]] for row in table
    ]
    named = {column.field for column in _header(folded, table[0])}
    ranked = _ranks(words[0][1:])
    if len(named - {"", "rank", "serial"}) > 1 and not ranked:
        return table
    heads = [_column_field(row[0]) for row in words]
    if ranked:
        heads = ["candidate" if head == "name" else head for head in heads]
    beside = [_column_field(word) for row in words[1:] for word in row[1:]]
    apart = any(len({*row[1:]}) > 1 for row in table[1:])
    known = sum(map(bool, heads))
    enough = known * 2 >= len(table) if ranked else known * 3 >= len(table) * 2
    if not apart or any(beside) or not enough or not _NAMES & {*heads}:
        return table
    return tuple(zip(*table, strict=True))


def _ranks(words: Sequence[str]) -> bool:
    """Say whether a row heads a column for each candidate: 第一中标候选人 | 第二名."""
    return all(
        _column_field(word) == "candidate" or _RANK.fullmatch(word) for word in words
    )


def _of_candidates(columns: tuple[Column, ...]) -> tuple[Column, ...]:
    """Return the columns of a table of candidates: 单位名称 is who they are."""
    if not any(column.field == "name" for column in columns):
        return columns
    known = {"name": "candidate", "candidate": "rank"}
    return tuple(
        replace(column, field=known.get(column.field, column.field))
        for column in columns
    )


def _table_lines(folded: str, table: Table) -> Iterator[Line]:
    columns: tuple[Column, ...] = ()
    header: Span = (0, 0)
    part, fresh = "", False
    heads = [folded[cell.start : cell.end] for cell in table[0][1:]] if table else []
    ranked = len(heads) > 1 and _ranks(heads)
    upright = _upright(folded, table)
    for number, row in enumerate(upright):
        following = upright[number + 1] if number + 1 < len(upright) else ()
        named = _header(folded, row) or (
            _lower_header(folded, columns, row) if fresh else ()
        )
        if named and _pairs(folded, following):
            columns, fresh = (), False
            continue
        if named:
            first = header[0] if fresh else row[0].start
            columns = _of_candidates(named) if ranked else named
            header, part = (first, row[-1].end), ""
            fresh = True
            continue
        fresh = False
        if not columns or not row:
            continue
        if len(set(row)) == 1 and len(columns) > 1:
            part = parts.part(folded[row[0].start : row[0].end]) or part
            continue
        if abs(len(row) - len(columns)) > 1:
            columns = ()
            continue
        lot = _lot(folded, columns, row) or part or _planned(folded, columns, row)
        lot = lot or _lot_of_amount(folded, columns, row)
        yield Line(0, columns, row, lot, header)


def _header(folded: str, row: Row) -> tuple[Column, ...]:
    """Return the columns a header row names; () for a row that is no header."""
    words = [folded[cell.start : cell.end] for cell in row]
    if len(set(row)) < 2 or any(len(word) > _LONGEST_HEADER for word in words):
        return ()
    columns = tuple(Column(_column_field(word), word) for word in words)
    known = sum(bool(column.field) for column in columns)
    if any(column.field == "old" for column in columns[:-1]):
        return columns
    filled = sum(bool(word.strip()) for word in words)
    return (
        columns
        if known >= 2 and known * 5 > filled * 3 and known * 2 > len(row)
        else ()
    )


def _pairs(folded: str, row: Row) -> bool:
    """Say whether a row is of labels and their values: 采购单位 | A | 采购方式 | B."""
    cells = list(dict.fromkeys(row))
    if len(cells) < 4 or len(cells) % 2:
        return False
    known = [bool(_column_field(folded[cell.start : cell.end])) for cell in cells]
    return all(known[::2]) and not any(known[1::2])


def _lower_header(
    folded: str, columns: tuple[Column, ...], row: Row
) -> tuple[Column, ...]:
    """Return the columns of a header in two rows: 中标情况 over 中标金额 and 工期."""
    if len(row) != len(columns):
        return ()
    words = [folded[cell.start : cell.end].strip() for cell in row]
    below = [Column(_column_field(word), word) for word in words]
    new = [column for column in below if column.header]
    if not new or not all(column.field for column in new):
        return ()
    return tuple(
        lower if lower.header else upper
        for lower, upper in zip(below, columns, strict=True)
    )


def column_label(words: str) -> str:
    """Return the label by which a header is known, '' for none.

    包1中标金额 is known by 中标金额, 中标人名称、地址 by 中标人名称.
    """
    said = _BESIDE.sub("", words.strip())
    label = known_label(said)
    if not label and "包" in said and len(said) <= 12:
        label = known_label(said.partition("包")[2])
    return label


@lru_cache(maxsize=4096)
def _column_field(words: str) -> str:
    """Return a header's field.

    评审结果 heads a section, but over a column it says who won.
    """
    said = _BESIDE.sub("", words.strip())
    if said == "原":
        return "old"
    field = labels().get(column_label(words), "")
    if field == "award":
        return "item" if said.endswith(("内容", "标的", "产品")) else "outcome"
    return field


def _lot(folded: str, columns: tuple[Column, ...], row: Row) -> str:
    for column, cell in zip(columns, row, strict=False):
        if column.field == "lot":
            named = parts.named_part(folded[cell.start : cell.end])
            if named or column is columns[-1]:
                return named
    first = folded[row[0].start : row[0].end]
    return parts.part(first) if parts.is_lot(first) else ""


def _lot_of_amount(folded: str, columns: tuple[Column, ...], row: Row) -> str:
    """Return the lot that an amount's cell begins with: 标项1:报价:1580000(元)."""
    for column, cell in zip(columns, row, strict=False):
        if column.field in ("amount", "total"):
            return parts.leading(folded, cell.start, cell.end)
    return ""


def _planned(folded: str, columns: tuple[Column, ...], row: Row) -> str:
    """Return the part of a row of a purchasing plan: each row is a tender to come."""
    names = [column.field for column in columns]
    if "serial" not in names or not {"title", "budget"} <= set(names):
        return ""
    place = names.index("serial")
    cell = row[place] if place < len(row) else None
    return parts.part(folded[cell.start : cell.end]) if cell else ""


def cell_of(line: Line, *wanted: str) -> Cell | None:
    """Return the first filled cell of a row under one of the headers, else None."""
    for field in wanted:
        for column, cell in zip(line.columns, line.cells, strict=False):
            if column.field == field and cell.end > cell.start:
                return cell
    return None


def quantities(folded: str, line: Line) -> tuple[str, str]:
    """Return quantity and unit of an item row, as said; '' where not.

    50张 under 数量 is both; a unit may stand in the header, 数量（台）.
    """
    amount, unit = cell_of(line, "quantity"), cell_of(line, "unit")
    said = folded[amount.start : amount.end].strip() if amount else ""
    of = folded[unit.start : unit.end].strip() if unit else ""
    match = _QUANTITY.fullmatch(said)
    if match is None:
        return "", of
    if not of:
        header = next(c.header for c in line.columns if c.field == "quantity")
        bracket = _IN_BRACKETS.search(header)
        of = match["unit"] or (bracket[1] if bracket else "")
    return match["number"].replace(",", ""), of
