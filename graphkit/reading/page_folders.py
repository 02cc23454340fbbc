"""Folders that browsers save beside a page: `page.html` and `page_files/`.

Its scripts, pictures and styles are part of the page and no records. What a notice
may have attached stays: documents, tables, archives, and a frame that is a notice.
"""

from collections.abc import Container
from pathlib import PurePosixPath

_ENDS = ("_files", ".files", "_文件")
_PAGES = (".html", ".htm", ".shtml", ".xhtml", ".mhtml", ".aspx", ".jsp", ".php")
_FRAMES = (".html", ".htm", ".shtml", ".xhtml", "")
_ATTACHED = (
    *(".pdf", ".doc", ".docx", ".wps", ".rtf", ".ofd", ".ceb", ".caj", ".txt"),
    *(".xls", ".xlsx", ".et", ".csv", ".zip", ".rar", ".7z", ".tar", ".gz"),
)
_MARKS = (b"%PDF-", b"PK\x03\x04", b"\xd0\xcf\x11\xe0", b"Rar!", b"7z\xbc\xaf")


def page_of(name: str, names: Container[str]) -> str:
    """Return the page whose folder a file lies in; '' where it lies in none.

    `names` are those of all files, as paths.
    """
    parts = name.split("/")
    for place in range(len(parts) - 2, -1, -1):
        stem = _stem(parts[place])
        before = "/".join((*parts[:place], stem))
        for suffix in _PAGES if stem else ():
            if before + suffix in names:
                return before + suffix
    return ""


def is_page_folder(name: str) -> bool:
    """Say whether a folder is called as those are that browsers save."""
    return bool(_stem(name))


def stays(name: str, head: bytes) -> bool:
    """Say whether a file of such a folder may be a record of its own."""
    return name.lower().endswith(_ATTACHED) or head.startswith(_MARKS)


def may_be_frame(name: str) -> bool:
    """Say whether a file of such a folder may be a page inside the page."""
    return PurePosixPath(name).suffix.lower() in _FRAMES


def belonging(count: int) -> str:
    """Say how many files belong to a page."""
    files = "1 file of its folder belongs" if count == 1 else ""
    files = files or f"{count:,} files of its folder belong"
    return f"{files} to the page (scripts, pictures, styles)"


def _stem(folder: str) -> str:
    end = next((end for end in _ENDS if folder.endswith(end)), "")
    return folder.removesuffix(end) if end else ""
