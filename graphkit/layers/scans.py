"""Whether a PDF is a scan: pages, and no text on any of them."""

from contextlib import closing

from graphkit.layers import pdf_text

MOST_PAGES = 2000


def is_scan(content: bytes) -> bool:
    """Say whether bytes are a PDF without text; False for a damaged or locked one."""
    if not pdf_text.is_pdf(content):
        return False
    import pypdfium2

    try:
        with closing(pypdfium2.PdfDocument(content)) as document:
            count = len(document)
            if not 0 < count <= MOST_PAGES:
                return False
            return not any(_has_text(document, number) for number in range(count))
    except pypdfium2.PdfiumError:
        return False


def _has_text(document: object, number: int) -> bool:
    with closing(document[number]) as page, closing(page.get_textpage()) as words:  # type: ignore[index]
        return bool(words.get_text_range().strip())
