"""Pages and pictures of the quotes of chains whose sources are PDFs.

They are computed from the kept bytes when a report is written; nothing is stored.
"""

from base64 import b64encode
from collections.abc import Iterable
from typing import Any

from graphkit.case.folder import Folder
from graphkit.case.generations import Generation
from graphkit.case.opened import rows
from graphkit.errors import SourceError
from graphkit.layers.pdf_mark import is_pdf_file
from graphkit.layers.pdf_picture import Picture, picture
from graphkit.layers.pdf_places import places
from graphkit.tables import parts
from graphkit.viz.library import picture_key

Row = dict[str, Any]
MOST = 120
"""Pictures in one file; chains name the page of every quote all the same."""


def with_pages(
    case: Folder, generation: Generation, chains: Iterable[Row]
) -> tuple[list[Row], dict[str, Row]]:
    """Return chains whose hops of PDFs carry a `page`, and pictures of their quotes.

    The pictures stand under `picture_key` of a hop, each as `png` (base 64), `width`
    and `height` in pixels, and `page`; MOST of them at most, in order of the chains.
    """
    seen = _Seen(case, generation)
    paged = [
        chain | {"hops": [seen.with_page(hop) for hop in chain["hops"]]}
        for chain in chains
    ]
    return paged, seen.pictures


class _Seen:
    """The pages of quotes that were looked up, and the pictures made of them."""

    def __init__(self, case: Folder, generation: Generation) -> None:
        self.case = case
        self.generation = generation
        self.pictures: dict[str, Row] = {}
        self._pages: dict[str, int] = {}
        self._pdfs: dict[str, bool] = {}

    def with_page(self, hop: Row) -> Row:
        """Return a hop with the page its quote begins on, if that is one of a PDF."""
        source, key = str(hop["source"]), picture_key(hop)
        if source not in self._pdfs:
            file = self.case.plain(source)
            self._pdfs[source] = bool(source) and is_pdf_file(file)
        if not self._pdfs[source] or not hop["quote"]:
            return hop
        if key not in self._pages:
            self._pages[key] = self._page(hop, key)
        page = self._pages[key]
        return hop | {"page": page} if page else hop

    def _page(self, hop: Row, key: str) -> int:
        """Return the page of a quote, 0 where it is not found, and keep its picture."""
        source, path, quote = str(hop["source"]), str(hop["path"]), str(hop["quote"])
        span = _span(self.case, self.generation, source, quote)
        if span is None:
            return 0
        file = self.case.plain(source)
        try:
            at = places(file, path, *span)
            if at and len(self.pictures) < MOST:
                made = picture(file, path, *span, shown=quote)
                if made is not None:
                    self.pictures[key] = _row(made)
        except SourceError:  # `verify` says what is wrong with the bytes
            return 0
        return at[0].page if at else 0


def _row(made: Picture) -> Row:
    return {
        "png": b64encode(made.png).decode("ascii"),
        "width": made.width,
        "height": made.height,
        "page": made.page,
    }


def _span(
    case: Folder, generation: Generation, source: str, quote: str
) -> tuple[int, int] | None:
    """Return where the first statement with these words stands in the text layer."""
    files = parts(case.reads / generation.reads.get(source, ""), "statements")
    if not files:
        return None
    query = (
        'SELECT start, "end" FROM read_parquet(?) '
        "WHERE coalesce(quote_shown, quote) = ? ORDER BY document, n LIMIT 1"
    )
    found = next(rows(query, [[*map(str, files)], quote]), None)
    return (found["start"], found["end"]) if found else None
