"""PDFs written for tests: words and lines at places, with a font every reader knows.

The characters are Unicode under a predefined map (UniGB-UCS2-H), as producers in China
write them without embedding; each Han character is one em wide, Latin ones half.
"""

import itertools
from collections.abc import Sequence

Word = tuple[float, float, str]
"""Left, base line, text; points from the lower left of the page."""
Stroke = tuple[float, float, float, float]

SIZE = 10
WIDTH, HEIGHT = 595, 842
_FONT = (
    b"<</Type/Font/Subtype/Type0/BaseFont/STSong-Light/Encoding/UniGB-UCS2-H"
    b"/DescendantFonts[4 0 R]>>"
)
_DESCENDANT = (
    b"<</Type/Font/Subtype/CIDFontType0/BaseFont/STSong-Light/DW 1000/W[1 95 500]"
    b"/CIDSystemInfo<</Registry(Adobe)/Ordering(GB1)/Supplement 2>>"
    b"/FontDescriptor 5 0 R>>"
)
_DESCRIPTOR = (
    b"<</Type/FontDescriptor/FontName/STSong-Light/Flags 4/FontBBox[0 -120 1000 880]"
    b"/ItalicAngle 0/Ascent 880/Descent -120/CapHeight 880/StemV 80>>"
)
_TURNS = {
    0: b"",
    90: b"0 1 -1 0 595 0 cm\n",
    180: b"-1 0 0 -1 595 842 cm\n",
    270: b"0 -1 1 0 0 842 cm\n",
}


def pdf(*pages: tuple[Sequence[Word], Sequence[Stroke]], turned: int = 0) -> bytes:
    """Return a PDF of pages, each words and ruling lines.

    `turned` is their rotation; places are those that a reader sees.
    """
    objects = [b"<</Type/Catalog/Pages 2 0 R>>", b"", _FONT, _DESCENDANT, _DESCRIPTOR]
    kids = []
    for words, strokes in pages:
        content = _TURNS[turned] + b"".join(map(_word, words))
        content += b"".join(map(_stroke, strokes))
        objects.append(b"<</Length %d>>stream\n%s\nendstream" % (len(content), content))
        objects.append(
            b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 %d %d]/Rotate %d/Contents %d 0 R"
            b"/Resources<</Font<</F1 3 0 R>>>>>>"
            % (WIDTH, HEIGHT, turned, len(objects))
        )
        kids.append(b"%d 0 R" % len(objects))
    objects[1] = b"<</Type/Pages/Count %d/Kids[%s]>>" % (len(kids), b" ".join(kids))
    return _file(objects)


def table(
    xs: Sequence[float],
    ys: Sequence[float],
    cells: Sequence[Sequence[str]],
    missing: Sequence[Stroke] = (),
) -> tuple[list[Word], list[Stroke]]:
    """Return words and lines of a ruled table, rows from the top, `ys` falling.

    A cell's text may have several lines. `missing` are pieces of lines left out, so
    that cells are merged.
    """
    words = [
        (xs[column] + 3, ys[row] - SIZE - 2 - n * (SIZE + 2), line)
        for row, texts in enumerate(cells)
        for column, text in enumerate(texts)
        for n, line in enumerate(text.split("\n"))
        if line
    ]
    pieces = [(left, y, right, y) for y in ys for left, right in itertools.pairwise(xs)]
    pieces += [(x, high, x, low) for x in xs for high, low in itertools.pairwise(ys)]
    return words, [piece for piece in pieces if piece not in missing]


def _word(word: Word) -> bytes:
    left, line, text = word
    said = text.encode("utf-16-be").hex().encode()
    return b"BT /F1 %d Tf %g %g Td <%s> Tj ET\n" % (SIZE, left, line, said)


def _stroke(stroke: Stroke) -> bytes:
    return b"0.5 w %g %g m %g %g l S\n" % stroke


def _file(objects: Sequence[bytes]) -> bytes:
    out = b"%PDF-1.4\n"
    places = []
    for number, content in enumerate(objects, 1):
        places.append(len(out))
        out += b"%d 0 obj\n%s\nendobj\n" % (number, content)
    table = b"".join(b"%010d 00000 n \n" % place for place in places)
    return out + (
        b"xref\n0 %d\n0000000000 65535 f \n%strailer<</Size %d/Root 1 0 R>>\n"
        b"startxref\n%d\n%%%%EOF\n"
        % (len(objects) + 1, table, len(objects) + 1, len(out))
    )
