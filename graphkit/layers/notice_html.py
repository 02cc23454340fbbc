"""HTML notices as a reader sees them: lines, table cells apart, nothing hidden.

The parser's tree is marked with control characters where blocks, rows and cells begin,
its text taken at once, and the marks turned into lines, tabs and tables.
"""

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from html import unescape
from urllib.parse import urljoin

from selectolax.lexbor import LexborHTMLParser, LexborNode

from graphkit.layers import hidden_styles
from graphkit.layers.encoded_bodies import bodies
from graphkit.layers.notice_page import Cell, Page, Row, Table, joined
from graphkit.layers.saved_page import address, saved_at

MAX_COLUMNS = 100
MAX_ROWS = 10_000
"""What one cell may span; more is a broken page."""
MAX_DEPTH = 400
"""Nested blocks kept. The parser's time grows with the square of the depth."""
_LINES_COMPARED = 200
FEW_TAGS = 4000
"""Pages with no more tags than this are parsed quickly however they nest."""

BLOCK, CELL, ROW, TABLE, TABLE_END, SPAN = map(chr, (11, 31, 30, 29, 28, 14))
_OURS = (BLOCK, CELL, ROW, TABLE, TABLE_END, SPAN)
_MARKS = re.compile("[\x0b\x0e\x1c-\x1f]")
_SPLIT = re.compile("([\x1c-\x1f])")
_SPANNED = re.compile("\x0e(\\d{1,5}),(\\d{1,3})\x0e")
_SPACES = re.compile(r"[ \t\r\n\f]+")
_BREAKS = re.compile(" ?\x0b[ \x0b]*")

_UNSEEN = (
    "script,style,noscript,template,iframe,object,xml,head,[hidden],[aria-hidden=true]"
)
_BLOCK_TAG = (
    r"<(?=/?(?:address|article|aside|blockquote|br|caption|center|d[dlt]|div|fieldset|"
    r"footer|form|h[1-6r]|header|li|main|nav|ol|option|p|pre|section|ul)[\s>/])"
)
_BLOCK = re.compile(_BLOCK_TAG)
_BLOCK_ANY_CASE = re.compile(_BLOCK_TAG, re.I)
_APART = re.compile(r"<(?=/?(?:p|div|br|h[1-6]|li|table|tr|t[dh]|title)[\s>/])", re.I)
_CODE = re.compile(r"<(?:script|style)\b[^<>]*>(?:[^<]++|<(?!/s))*+", re.I)
_ANY_TAG = re.compile(r"<[^<>]{0,2000}>")
_LOUD = ("<P", "<DIV", "<BR", "<LI", "<H")
_OPENING = {"table": TABLE, "tr": ROW, "td": CELL, "th": CELL}
_HIDES: tuple[str, ...] = (
    "isplay",
    "ISPLAY",
    "isibility",
    "ISIBILITY",
    "ont-size",
    "ONT-SIZE",
)
_HIDES += ("ackground", "ACKGROUND")
_TAG = re.compile(r"<(/?)([a-zA-Z][^\s/<>]*)")
_FLAT = frozenset(
    ("html", "head", "body", "p", "li", "dt", "dd", "option", "tr", "td", "th", "tbody")
)
_FLAT |= {"thead", "tfoot", "colgroup", "caption", "br", "hr", "img", "input", "meta"}
_FLAT |= {"link", "col", "area", "base", "embed", "param", "source", "track", "wbr"}
"""Tags that end by themselves, or close the one before of their kind."""
_PRE = re.compile(r"(</?pre\b[^<>]{0,200}>)", re.I)
_SPEAKS_OF = re.compile("(?:原|首次|本项目|关联)[^\n。;,，；:：]{0,12}(?:公告|项目)")


def html_page(source: str) -> Page:
    """Return what a reader of an HTML page sees, title first.

    What it carries as base64 comes after it, where the page does not show it as well.
    """
    page = _shown(source)
    for body in bodies(source):
        inner = _shown(body) if _ANY_TAG.search(body) else Page(body)
        if not _stands_in(inner.text, page.text):
            page = joined(page, inner)
    return page


def _shown(source: str) -> Page:
    parser = LexborHTMLParser(_marked(_flattened(source)))
    heading = parser.css_first("title")
    title = _SPACES.sub(" ", _unmarked(heading.text())) if heading else ""
    hidden = _hidden(parser, source)
    for node in (*hidden, *parser.css(_UNSEEN)):
        node.decompose()
    _mark_tables(parser)
    raw = _SPACES.sub(" ", parser.body.text()) if parser.body else ""
    builder = _Builder(title.strip(" "))
    for token in _SPLIT.split(_BREAKS.sub("\n", raw)):
        if token:
            builder.take(token)
    text, url = builder.text(), address(source)
    links = _links(parser, url) if _SPEAKS_OF.search(text) else ()
    return Page(text, tuple(builder.tables), url, links, captured_at=saved_at(source))


def _stands_in(text: str, shown: str) -> bool:
    """Say whether most lines of a text, of its first ones, are shown already."""
    lines = [line for line in text.split("\n") if line.strip()][:_LINES_COMPARED]
    return sum(line in shown for line in lines) * 2 > len(lines)


def rough_text(source: str) -> str:
    """Return about what a page shows, without parsing it: to tell what it is.

    Hidden text is in it, and tables have lost their rows.
    """
    texts = (_CODE.sub("", source), *bodies(source))
    shown = "\n".join(_SPACES.sub(" ", text) for text in texts)
    return unescape(_ANY_TAG.sub("", _APART.sub("\n<", shown)))


def _links(parser: LexborHTMLParser, url: str) -> tuple[tuple[str, str], ...]:
    """Return the words of links and the addresses on the web that they lead to."""
    found: list[tuple[str, str]] = []
    for node in parser.css("a[href]"):
        words = _SPACES.sub(" ", _unmarked(node.text())).strip()
        try:
            to = urljoin(url, node.attributes.get("href") or "")
        except ValueError:  # http://[ is no address
            continue
        if words and to.startswith(("http://", "https://")):
            found.append((words, to))
    return tuple(found)


def _flattened(source: str) -> str:
    """Return HTML with line breaks of `pre` kept and blocks below MAX_DEPTH cut."""
    if "<pre" in source:
        source = _broken(source)
    if source.count("<") <= FEW_TAGS:
        return source
    pieces: list[str] = []
    done = 0
    for start, end in _deep_tags(source):
        pieces += (source[done:start], "br")
        done = end
    return "".join((*pieces, source[done:])) if pieces else source


def _broken(source: str) -> str:
    """Return HTML in which the line ends inside `pre` are tags."""
    pieces = _PRE.split(source)
    inside = (piece[:4] == "<pre" for piece in ("", *pieces))
    return "".join(
        piece.replace("\n", "<br>") if kept else piece
        for kept, piece in zip(inside, pieces, strict=False)
    )


def _deep_tags(source: str) -> Iterator[tuple[int, int]]:
    """Yield the names of tags that would nest deeper than MAX_DEPTH."""
    depth = 0
    opened: Counter[str] = Counter()
    dropped: Counter[str] = Counter()
    for match in _TAG.finditer(source):
        name = match[2].lower()
        if name in _FLAT:
            continue
        if not match[1]:
            kept = depth < MAX_DEPTH
            depth += kept
            (opened if kept else dropped)[name] += 1
            if not kept:
                yield match.span(2)
        elif dropped[name]:
            dropped[name] -= 1
            yield match.span(2)
        elif opened[name]:
            opened[name] -= 1
            depth -= 1


def _marked(source: str) -> str:
    """Return HTML with a mark before every tag that begins or ends a block."""
    # Ignoring case triples the time, and old pages alone need it.
    loud = any(tag in source for tag in _LOUD)
    pattern = _BLOCK_ANY_CASE if loud else _BLOCK
    return pattern.sub(f"{BLOCK}<", _unmarked(source))


def _unmarked(text: str) -> str:
    """Return text in which none of our marks stands."""
    return _MARKS.sub(" ", text) if any(mark in text for mark in _OURS) else text


def _hidden(parser: LexborHTMLParser, source: str) -> list[LexborNode]:
    """Return the elements that a style hides, their own or one of the page's sheets."""
    if not any(word in source for word in _HIDES):
        return []
    found = hidden_styles.hidden(parser)
    found += [n for n in parser.css("[style]") if hidden_styles.hides_inline(n)]
    return found


def _mark_tables(parser: LexborHTMLParser) -> None:
    """Put a mark where a table, a row or a cell begins, and where a table ends."""
    for node in parser.css("table,tr,td,th"):
        opening = _OPENING[node.tag or ""]
        node.insert_before(opening)
        if opening == TABLE:
            node.insert_after(TABLE_END)
    for node in parser.css("td[rowspan],td[colspan],th[rowspan],th[colspan]"):
        down = _span(node, "rowspan", MAX_ROWS)
        across = _span(node, "colspan", MAX_COLUMNS)
        node.insert_before(f"{SPAN}{down},{across}{SPAN}")


def _span(node: LexborNode, name: str, most: int) -> int:
    said = (node.attributes.get(name) or "1")[:6]
    return min(int(said), most) if said.isascii() and said.isdigit() else 1


@dataclass(slots=True)
class _Open:
    """A table being read: its rows so far, and the cell that is open, from `start`."""

    rows: list[list[tuple[Cell, int, int]]]
    start: int = -1
    span: tuple[int, int] = (1, 1)


class _Builder:
    """Puts the text together mark by mark and notes where the cells are."""

    def __init__(self, title: str) -> None:
        self.pieces: list[str] = []
        self.length = 0
        self.gap = ""
        self.floor = 0
        self.tables: list[Table] = []
        self.open: list[_Open] = []
        if title:
            self._write(title)
            self.gap = "\n"

    def text(self) -> str:
        """Return the text, after the last mark was taken."""
        while self.open:
            self._close_table()
        return "".join(self.pieces)

    def take(self, token: str) -> None:
        """Take the next mark, or the words between two marks."""
        if token == CELL:
            self._close_cell()
            self._open_cell()
        elif token == ROW:
            self._close_cell()
            self._break()
            if self.open:
                self.open[-1].rows.append([])
        elif token == TABLE:
            self._break()
            self.open.append(_Open([]))
        elif token == TABLE_END:
            self._close_table()
        else:
            self._words(token)

    def _words(self, token: str) -> None:
        if SPAN in token:
            for match in _SPANNED.finditer(token):
                if self.open:
                    self.open[-1].span = (int(match[1]), int(match[2]))
            token = _SPANNED.sub("", token)
        words = token.strip(" \n")
        if token[:1] == "\n":
            self._break()
        if words:
            self._write(self.gap + words)
            self.gap = ""
            if token[-1] == "\n":
                self._break()

    def _write(self, text: str) -> None:
        self.pieces.append(text)
        self.length += len(text)

    def _break(self) -> None:
        """Ask for a line end before the next words, unless a cell begins here."""
        if self.length > self.floor:
            self.gap = "\n"

    def _open_cell(self) -> None:
        if not self.open:
            self._break()
            return
        table = self.open[-1]
        if not table.rows:
            table.rows.append([])
        self._write("\t" if table.rows[-1] else self.gap)
        self.gap = ""
        table.start = self.floor = self.length

    def _close_cell(self) -> None:
        if not self.open or self.open[-1].start < 0:
            return
        table = self.open[-1]
        table.rows[-1].append((Cell(table.start, self.length), *table.span))
        table.start, table.span = -1, (1, 1)
        self.gap = ""

    def _close_table(self) -> None:
        if not self.open:
            return
        self._close_cell()
        self.tables.append(_grid(self.open.pop().rows))
        self._break()


def _grid(rows: list[list[tuple[Cell, int, int]]]) -> Table:
    """Return rows in which a cell stands in every row and column it spans."""
    above: dict[int, tuple[Cell, int]] = {}
    grid: list[Row] = []
    for cells in rows:
        row: list[Cell] = []
        waiting = iter(cells)
        while len(row) < MAX_COLUMNS:
            cell, left = above.pop(len(row), (None, 0))
            if cell is not None:
                if left > 1:
                    above[len(row)] = (cell, left - 1)
                row.append(cell)
                continue
            following = next(waiting, None)
            if following is None:
                break
            cell, down, across = following
            for _ in range(max(1, across)):
                if down > 1:
                    above[len(row)] = (cell, down - 1)
                row.append(cell)
        grid.append(tuple(row))
    return tuple(grid)
