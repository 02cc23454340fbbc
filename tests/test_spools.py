"""Bytes are unpacked ahead of who takes them, and no further."""

from collections.abc import Generator, Iterator

import pytest

from graphkit.reading.spools import ahead


def test_pieces_made_ahead_come_in_order_up_to_what_is_broken() -> None:
    def pieces() -> Iterator[bytes]:
        yield from (b"a", b"", b"b")
        raise EOFError("cut off")

    made = ahead(pieces())
    assert [next(made), next(made), next(made)] == [b"a", b"", b"b"]
    with pytest.raises(EOFError, match="cut off"):
        next(made)
    assert list(ahead(iter(()))) == []


def test_nobody_makes_pieces_that_nobody_takes() -> None:
    ended = []

    def pieces() -> Generator[bytes, None, None]:
        try:
            while True:
                yield b"a"
        finally:
            ended.append(True)

    source = pieces()
    made = ahead(source)
    assert next(made) == b"a"
    made.close()
    source.close()  # it would raise where a thread was still at it
    assert ended == [True]
