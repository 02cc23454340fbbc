"""Pairs of names that look alike and are of two bodies: none is ever joined."""

import csv
from pathlib import Path

import pytest

from graphkit.resolve import compare

with (Path(__file__).parent / "traps.csv").open(encoding="utf-8", newline="") as file:
    TRAPS = tuple(csv.DictReader(file))


def test_there_are_three_hundred_traps_most_written_by_hand() -> None:
    assert len(TRAPS) >= 300
    by_hand = [row for row in TRAPS if row["source"] == "written by hand"]
    assert len(by_hand) >= 120


@pytest.mark.parametrize("kind", sorted({row["kind"] for row in TRAPS}))
def test_no_trap_is_joined(kind: str) -> None:
    joined = [
        f"{row['a']} | {row['b']}"
        for row in TRAPS
        if row["kind"] == kind and compare(row["a"], row["b"]).verdict == "same"
    ]
    assert joined == []


def test_no_trap_is_joined_the_other_way_round() -> None:
    turned = [
        (row["a"], row["b"])
        for row in TRAPS
        if compare(row["a"], row["b"]) != compare(row["b"], row["a"])
    ]
    assert turned == []
