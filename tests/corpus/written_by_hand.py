"""Notices written by hand, with their gold rows, one file each."""

import json
from collections.abc import Iterator
from pathlib import Path

from tests.corpus.gold import Invented, from_row

HOME = Path(__file__).parent / "written"


def written() -> Iterator[Invented]:
    """Yield the notices of `written/gold.jsonl`, in its order."""
    gold = HOME / "gold.jsonl"
    if not gold.is_file():
        return
    for line in gold.read_text(encoding="utf-8").split("\n"):
        if line.strip():
            row = from_row(json.loads(line))
            yield Invented(row.file, (HOME / row.file).read_bytes(), row)
