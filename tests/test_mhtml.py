"""Pages saved as MHTML are read as the page inside."""

import base64
from contextlib import suppress

import pytest

from graphkit.errors import SourceError
from graphkit.layers import mhtml
from graphkit.layers.notice_text import extract, page
from tests import saved

LINES = f"海外算力租用中标公告\n{saved.text()}"


def test_a_page_saved_as_mhtml_is_read_as_the_page_inside() -> None:
    content = saved.mhtml(
        saved.part(saved.page().encode(), Content_Location=saved.ADDRESS),
        saved.part(b"p{color:red}", "text/css"),
    )
    read = page(content, "a.mhtml")
    assert (read.text, read.url, read.captured_at) == (
        LINES,
        saved.ADDRESS,
        "2024-05-07T10:00:00+08:00",
    )
    assert extract(saved.page().encode(), "a.html") == read.text


@pytest.mark.parametrize(
    ("charset", "stated"), [("gb18030", "gb2312"), ("gb18030", "utf-8"), ("utf-8", "")]
)
def test_the_bytes_of_a_part_decide_whatever_its_header_says(
    charset: str, stated: str
) -> None:
    kind = f'text/html; charset="{stated}"' if stated else "text/html"
    content = saved.mhtml(saved.part(saved.page().encode(charset), kind))
    assert extract(content, "a.mht") == LINES


def test_a_body_in_base64_without_boundary_is_read() -> None:
    content = (
        b"MIME-Version: 1.0\nContent-Type: text/html; charset=gb2312\n"
        b"Content-Transfer-Encoding: base64\n\n"
        + base64.encodebytes(saved.page().encode("gbk"))
    )
    assert extract(content, "a.mht") == LINES


def test_a_frame_is_read_where_it_is_shown() -> None:
    main = '<p>采购公告</p><iframe src="cid:frame-1@mhtml.blink"></iframe><p>附注</p>'
    content = saved.mhtml(
        saved.part(main.encode()),
        saved.part(
            "<p>采购人：示例大学</p>".encode(), Content_ID="<frame-1@mhtml.blink>"
        ),
        saved.part("<p>广告</p>".encode(), Content_ID="<frame-2@mhtml.blink>"),
    )
    assert extract(content, "a.mhtml") == "采购公告\n采购人：示例大学\n附注"


def test_an_address_on_a_disk_is_no_address() -> None:
    content = saved.mhtml(
        saved.part(
            saved.page().encode(), Content_Location="file:///C:/Users/Anna/a.html"
        ),
        address="file:///C:/Users/Anna/a.html",
    )
    assert page(content, "a.mhtml").url == ""


@pytest.mark.parametrize(
    ("content", "problem"),
    [
        (saved.mhtml(saved.part(b"p{}", "text/css")), "there is no page in it"),
        (
            b"MIME-Version: 1.0\n"
            + b"".join(
                b'Content-Type: multipart/related; boundary="%d"\n\n--%d\n' % (n, n)
                for n in range(1000)
            ),
            "its parts are nested too deeply",
        ),
        (
            b"MIME-Version: 1.0\nContent-Type: text/html\n"
            b"Content-Transfer-Encoding: base64\n\n" + b"QUFB" * (25 << 18),
            "the page in it is larger than 16 MB",
        ),
        (
            saved.mhtml(*[saved.part(b"", "text/css")] * 5001),
            "it has more than 5,000 parts",
        ),
        (
            b"MIME-Version: 1.0\nContent-Type: text/html\n\n" + b"x" * mhtml.MOST_BYTES,
            "it is larger than 128 MB",
        ),
    ],
    ids=[
        "no page",
        "a thousand levels",
        "one line of base64",
        "many parts",
        "too large",
    ],
)
def test_what_is_no_page_is_refused_with_what_to_do(
    content: bytes, problem: str
) -> None:
    with pytest.raises(SourceError) as caught:
        extract(content, "a.mhtml")
    assert caught.value.problem == problem
    assert caught.value.hint == "open it in a browser and save it as HTML"


@pytest.mark.parametrize(
    "content",
    [b"", b"Title: a text\n\nwords", b"<html>MIME-Version: 1.0</html>", b"\xff" * 99],
)
def test_other_files_are_no_mhtml(content: bytes) -> None:
    assert not mhtml.is_mhtml(content)


def test_any_cut_of_a_file_is_read_or_refused() -> None:  # nothing else is raised
    whole = saved.mhtml(saved.part(saved.page().encode()))
    for size in range(0, len(whole), 37):
        with suppress(SourceError):
            extract(whole[:size], "a.mhtml")
