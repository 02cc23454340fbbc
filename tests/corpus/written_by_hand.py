"""Notices written by hand, with their gold rows, one file each, in two sets."""

import json
from collections.abc import Iterator
from pathlib import Path

from tests.corpus.gold import Invented, from_row

HOME = Path(__file__).parent


def written() -> Iterator[Invented]:
    """Yield the notices that were looked at while rules were made, in their order."""
    yield from _notices(HOME / "written")


def second_set() -> Iterator[Invented]:
    """Yield notices whose gold was made before any reading; the rules know them now."""
    yield from _notices(HOME / "written2")


def _notices(home: Path) -> Iterator[Invented]:
    for line in (home / "gold.jsonl").read_text(encoding="utf-8").split("\n"):
        if line.strip():
            row = from_row(json.loads(line))
            yield Invented(row.file, (home / row.file).read_bytes(), row)
