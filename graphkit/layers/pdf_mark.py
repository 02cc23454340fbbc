"""How a PDF is known, and what stands between its pages in the text layer."""

from pathlib import Path

MARK = b"%PDF-"
JOINT = "\n\f\n"
"""What stands between two pages."""
_HEAD = 1024


def is_pdf(content: bytes) -> bool:
    """Say whether bytes are a PDF; some have a few bytes before the mark."""
    return MARK in content[:_HEAD]


def is_pdf_file(file: Path) -> bool:
    """Say the same of a file; one that is gone is none."""
    try:
        with file.open("rb") as stream:
            return is_pdf(stream.read(_HEAD))
    except OSError:
        return False
