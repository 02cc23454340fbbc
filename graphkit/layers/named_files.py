"""Files that a notice names as attached to it: by the name or the text of a link.

`href="/upload/采购文件.pdf"`, `附件1：采购文件.pdf（1.2MB）`. A name is what a file
must be called to be that attachment; nothing else binds the two.
"""

import re
import unicodedata
from collections.abc import Iterator
from html import unescape
from urllib.parse import unquote, urljoin

from selectolax.lexbor import LexborHTMLParser

from graphkit.errors import SourceError
from graphkit.layers import docx_page, mhtml, pdf_text
from graphkit.layers.encoded_bodies import bodies
from graphkit.layers.notice_encoding import decode
from graphkit.layers.notice_text import is_html
from graphkit.layers.saved_page import address, web_address

MOST = 200
"""Names taken of one notice."""

_SUFFIX = (
    "pdf|docx?|wps|rtf|ofd|ceb|caj|xlsx?|et|csv|zip|rar|7z|tar|txt|jpe?g|png|tiff?"
)
_NAME = re.compile(rf"[^/\\\x00-\x1f\x7f]{{1,200}}\.(?:{_SUFFIX})", re.I)
_SIZE = re.compile(r"\s*[(（\[【][\d.,]+\s*[KMG]?B?[)）\]】]\s*\Z", re.I)
_LABEL = re.compile(
    r"\A\s*(?:相关|下载)?附件(?:下载)?\s*[\d一二三四五六七八九十]{0,2}\s*[:：.、\s]\s*"
    r"|\A\s*\d{1,2}\s*[.、]\s*"
)
_LINE = re.compile(r"附件[^\n]{0,8}[:：]\s*([^\n]{1,200})")


def named(content: bytes, path: str) -> frozenset[str]:
    """Return the keys of the files, and the addresses, that a notice links to.

    Empty for what is no page or plain text. See `file_key`.
    """
    if pdf_text.is_pdf(content) or docx_page.is_docx(content):
        return frozenset()
    try:
        if mhtml.is_mhtml(content):
            saved = mhtml.saved(content, path)
            return _of_page(saved.html, saved.url)
        text = decode(content, path)
    except SourceError:
        return frozenset()
    return _of_page(text, address(text)) if is_html(text) else _of_lines(text)


def file_key(name: str) -> str:
    """Return a file's name as it is compared: form and case of letters are alike."""
    return unicodedata.normalize("NFKC", name).strip().casefold()


def _of_page(html: str, url: str) -> frozenset[str]:
    found: dict[str, None] = {}
    for source in (html, *bodies(html)):
        parser = LexborHTMLParser(source)
        for link in parser.css("a[href]"):
            href = unescape(link.attributes.get("href") or "")
            found.update(dict.fromkeys(_of_link(href, link.text(), url)))
            if len(found) >= MOST:
                return frozenset(found)
    return frozenset(found)


def _of_link(href: str, words: str, url: str) -> Iterator[str]:
    if name := _file_name(words):
        yield file_key(name)
    try:
        to = urljoin(url, href)
    except ValueError:  # http://[ is no address
        return
    if linked := _NAME.fullmatch(unquote(to.partition("?")[0]).rpartition("/")[2]):
        yield file_key(linked[0])
    if web_address(to):
        yield to


def _of_lines(text: str) -> frozenset[str]:
    names = (_file_name(match[1]) for match in _LINE.finditer(text))
    return frozenset(file_key(name) for name in names if name)


def _file_name(words: str) -> str:
    """Return the file that the words of a link name; '' where they name none."""
    said = _LABEL.sub("", _SIZE.sub("", " ".join(words.split())))
    return said if _NAME.fullmatch(said) else ""
