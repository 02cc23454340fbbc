"""Pictures with a palette as PNG files, the same bytes for the same picture."""

import struct
import zlib
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from numpy.typing import NDArray

Colour = tuple[int, int, int]


def png(pixels: "NDArray[Any]", palette: tuple[Colour, ...]) -> bytes:
    """Return a PNG; `pixels` are rows of numbers of colours, at most 256 of them."""
    height, width = pixels.shape
    lines = b"".join(b"\0" + row.tobytes() for row in pixels.astype("uint8"))
    head = struct.pack(">IIBBBBB", width, height, 8, 3, 0, 0, 0)
    colours = bytes(part for colour in palette for part in colour)
    chunks = (
        (b"IHDR", head),
        (b"PLTE", colours),
        (b"IDAT", zlib.compress(lines, 9)),
        (b"IEND", b""),
    )
    return b"\x89PNG\r\n\x1a\n" + b"".join(_chunk(*chunk) for chunk in chunks)


def _chunk(kind: bytes, content: bytes) -> bytes:
    check = zlib.crc32(kind + content)
    return struct.pack(">I", len(content)) + kind + content + struct.pack(">I", check)
