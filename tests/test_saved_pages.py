"""What a saved page says of itself, carries as base64, and hides."""

import base64
from urllib.parse import quote

import pytest

from graphkit.layers.notice_text import extract, page
from graphkit.layers.saved_page import web_address
from tests import saved

AT = "http://a.example/cggg/1.html"
BODY = "".join(f"<p>{line}</p>" for line in saved.text().split("\n"))


def coded(text: str, encoding: str = "utf-8") -> str:
    return base64.b64encode(text.encode(encoding)).decode()


# --- address and moment ---


@pytest.mark.parametrize(
    ("html", "url", "moment"),
    [
        (f"<!-- saved from url=(0037){AT} -->", AT, ""),
        ("<!-- saved from url=(0026)file:///C:/Users/Anna/a.html -->", "", ""),
        (
            "<!--\n Page saved with SingleFile \n url: https://a.example/n?id=3 \n"
            " saved date: Tue May 07 2024 10:00:00 GMT+0800 (China Standard Time)\n-->",
            "https://a.example/n?id=3",
            "2024-05-07T10:00:00+08:00",
        ),
        (
            "<!-- Mirrored from a.example/n.html by HTTrack Website Copier/3.x "
            "[XR&CO'2014], Tue, 07 May 2024 02:00:00 GMT -->",
            "http://a.example/n.html",
            "2024-05-07T02:00:00+00:00",
        ),
        (f'<link rel="canonical" href="{AT}">', AT, ""),
        ('<meta property="og:url" content="//a.example/1">', "", ""),
        (f'<base href="{AT}">', AT, ""),
        ('<base href="http://a.example/">', "", ""),
        ('<base href="http://a.example/cggg/">', "", ""),
    ],
)  # fmt: skip
def test_a_page_says_where_and_when_it_was_saved(
    html: str, url: str, moment: str
) -> None:
    read = page(f"<html><head>{html}</head><p>公告</p></html>".encode(), "a.html")
    assert (read.url, read.captured_at) == (url, moment)


@pytest.mark.parametrize(
    ("text", "address"),
    [
        ("http://anna:secret@a.example/1", "http://a.example/1"),
        ("file:///folder/a.html", ""),
        ("C:\\Users\\Anna\\a.html", ""),
        ("javascript:alert(1)", ""),
        ("http://a.example/\x00", ""),
        ("http://a.example/" + "x" * 3000, ""),
    ],
)
def test_only_an_address_on_the_web_is_one(text: str, address: str) -> None:
    assert web_address(text) == address


# --- encodings ---


@pytest.mark.parametrize("stated", ["utf-8", "gb2312", "big5", "utf-16", "nonsense"])
@pytest.mark.parametrize("encoding", ["utf-8", "gb18030", "utf-16", "utf-16-le"])
def test_the_bytes_tell_the_encoding_whatever_the_meta_says(
    stated: str, encoding: str
) -> None:
    html = saved.page(head=f'<meta charset="{stated}">')
    assert extract(html.encode(encoding), "a.html").endswith(saved.text())


# --- base64 ---


@pytest.mark.parametrize(
    "html",
    [
        '<div data-body="{0}"></div>',
        "<script>var content = '{0}';</script>",
        '<script type="application/json">{{"content": "{0}"}}</script>',
        '<iframe src="data:text/html;charset=utf-8;base64,{0}"></iframe>',
    ],
)
@pytest.mark.parametrize("encoding", ["utf-8", "gb18030"])
def test_a_body_in_base64_is_read(html: str, encoding: str) -> None:
    text = f"<title>公告</title>{html.format(coded(BODY, encoding))}"
    assert extract(text.encode(), "a.html") == f"公告\n{saved.text()}"


def test_a_body_in_base64_may_be_wrapped_and_escaped() -> None:
    wrapped = base64.encodebytes(BODY.encode()).decode()
    escaped = coded(BODY).replace("/", "\\/").replace("=", "\\u003d")
    quoted = coded(quote(BODY))
    for written in (wrapped, escaped, quoted):
        html = f'<p>公告</p><script>a = "{written}"</script>'
        assert extract(html.encode(), "a.html") == f"公告\n{saved.text()}"


def test_a_body_that_the_page_shows_as_well_is_read_once() -> None:
    html = f'{BODY}<script>a = "{coded(BODY)}"</script>'
    assert extract(html.encode(), "a.html") == saved.text()


@pytest.mark.parametrize(
    "written",
    [
        base64.b64encode(b"\x89PNG\r\n\x1a\n" + bytes(range(256)) * 9).decode(),
        base64.b64encode(b"function a(){return 1};" * 40).decode(),
        base64.b64encode(bytes(range(128, 256)) * 9).decode(),
        "A" * 5000,
        "x/" * 5000,
    ],
)
def test_pictures_programs_and_noise_are_no_body(written: str) -> None:
    html = f'<p>公告</p><img src="data:image/png;base64,{written}">'
    assert extract(html.encode(), "a.html") == "公告"


def test_cells_of_a_body_in_base64_stand_where_they_say() -> None:
    table = "<table><tr><td>采购人</td><td>示例大学</td></tr></table>" * 3
    read = page(f'<p>公告</p><b data-x="{coded(table)}"></b>'.encode(), "a.html")
    (row,) = read.tables[0]
    said = [read.text[cell.start : cell.end] for cell in row]
    assert said == ["采购人", "示例大学"]


def test_megabytes_of_base64_are_no_notice() -> None:
    html = f'<p>公告</p><b data-x="{coded(BODY * 30_000)}"></b>'
    assert extract(html.encode(), "a.html") == "公告"


# --- hidden text ---


@pytest.mark.parametrize(
    ("style", "element"),
    [
        (".h{display:none}", '<p class="h">隐</p>'),
        (".a , .h { color:red; display : NONE }", '<p class="x h">隐</p>'),
        ("#h{visibility:hidden}", '<p id="h">隐</p>'),
        ("s{font-size:0}", "<s>隐</s>"),
        ("div.h > p{display:none!important}", '<div class="h"><p>隐</p></div>'),
        (".h{display:block}.h{display:none}", '<p class="h">隐</p>'),
        ("@media screen{.x{}} .h{display:none}", '<p class="h">隐</p>'),
        ("", "<p hidden>隐</p>"),
        ("", '<p aria-hidden="true">隐</p>'),
        ("", '<p style="font-size:0px">隐</p>'),
        ("", '<p style="color:#fff;background:#FFFFFF">隐</p>'),
        ("", '<p style="background-color:white; color:rgb(255,255,255)">隐</p>'),
    ],
)
def test_what_a_page_hides_is_not_read(style: str, element: str) -> None:
    html = f"<style>{style}</style><p>公告</p>{element}<p>附注</p>"
    assert extract(html.encode(), "a.html") == "公告\n附注"


@pytest.mark.parametrize(
    ("style", "element"),
    [
        ("@media print{.h{display:none}}", '<p class="h">显</p>'),
        (".h{display:none}.h{display:block}", '<p class="h">显</p>'),
        (".t{display:none}.t.on{display:block}", '<p class="t on">显</p>'),
        ("#h{display:block}.h{display:none}", '<p id="h" class="h">显</p>'),
        (".h{display:none}", '<p class="h" style="display:block">显</p>'),
        (".h:hover{display:none}", '<p class="h">显</p>'),
        ("body{display:none}", "<p>显</p>"),
        (".g{font-size:0}", '<p class="g"><b style="font-size:14px">显</b></p>'),
        ("", '<p style="color:#fff">显</p>'),
        ("", '<p style="color:#fff;background:#c00">显</p>'),
        ("", '<p style="font-size:0.8em">显</p>'),
        (".h{display:none", "<p>显</p>"),
        ("}}{{.;display:none;@", "<p>显</p>"),
    ],
)
def test_what_a_page_shows_is_read(style: str, element: str) -> None:
    html = f"<style>{style}</style><p>公告</p>{element}<p>附注</p>"
    assert extract(html.encode(), "a.html") == "公告\n显\n附注"


def test_a_sheet_of_a_hundred_thousand_rules_ends() -> None:
    style = "".join(f".c{n}{{display:none}}" for n in range(100_000))
    html = (
        f"<html><style>{style}</style>"
        + '<p class="c1">公告</p>' * 1000
        + "<p>附注</p>"
    )
    assert extract(html.encode(), "a.html") == "附注"


@pytest.mark.parametrize("media", ["print", "print and (min-width: 1px)"])
def test_a_sheet_for_paper_hides_nothing(media: str) -> None:
    html = f'<html><style media="{media}">p{{display:none}}</style><p>公告</p>'
    assert extract(html.encode(), "a.html") == "公告"


def test_sheets_never_closed_end() -> None:
    html = "<html><p>公告</p>display:none" + "<style>" * 100_000
    assert extract(html.encode(), "a.html") == "公告\ndisplay:none"
