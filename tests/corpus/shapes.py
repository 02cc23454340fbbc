"""Shapes of pages: tables, paragraphs, and the dirt that editors leave in them."""

from collections.abc import Iterable, Sequence
from html import escape

from tests.corpus.chance import Chance

Row = Sequence[str]


def page(title: str, body: str, encoding: str = "utf-8", head: str = "") -> bytes:
    """Return a page whose head names its encoding."""
    meta = f'<meta http-equiv="Content-Type" content="text/html; charset={encoding}">'
    text = (
        f"<!DOCTYPE html>\n<html><head>{meta}<title>{escape(title)}</title>{head}"
        f"</head>\n<body>\n{body}\n</body></html>\n"
    )
    return text.encode(encoding, "xmlcharrefreplace")


def p(text: str, style: str = "") -> str:
    """Return a paragraph."""
    return (
        f"<p{f' style={chr(34)}{style}{chr(34)}' if style else ''}>{escape(text)}</p>"
    )


def paragraphs(lines: Iterable[str]) -> str:
    """Return a paragraph for each line."""
    return "\n".join(p(line) for line in lines)


def table(rows: Iterable[Row], attributes: str = 'border="1"', head: str = "td") -> str:
    """Return a table; its first row in cells of the kind `head`."""
    lines = []
    for number, row in enumerate(rows):
        cell = "td" if number else head
        cells = "".join(f"<{cell}>{escape(text)}</{cell}>" for text in row)
        lines.append(f"<tr>{cells}</tr>")
    return f"<table {attributes}>\n{chr(10).join(lines)}\n</table>"


def residue(chance: Chance, text: str) -> str:
    """Return a paragraph as Word leaves it: words cut into spans, empty tags."""
    cut, pieces = 0, []
    while cut < len(text):
        step = chance.between(2, 9)
        piece = escape(text[cut : cut + step])
        style = chance.one(
            (
                "font-family:宋体;mso-ascii-font-family:Calibri",
                "font-size:14.0pt;mso-bidi-font-size:10.5pt",
                "mso-spacerun:'yes';color:#000",
            )
        )
        tag = f'<span style="{style}">{piece}</span>' if chance.happens(70) else piece
        pieces.append(tag + ("<o:p></o:p>" if chance.happens(15) else ""))
        cut += step
    return f'<p class="MsoNormal">{"".join(pieces)}<o:p></o:p></p>'


def spread(label: str, gap: str = "　") -> str:
    """Return a label of two characters with a gap between them, as editors align."""
    return gap.join(label) if len(label) == 2 else label


def numbered(lines: Iterable[str], sign: str = "、") -> list[str]:
    """Return headed lines with Chinese numerals before them."""
    numerals = "一二三四五六七八九十"
    return [f"{numerals[n]}{sign}{line}" for n, line in enumerate(lines)]
