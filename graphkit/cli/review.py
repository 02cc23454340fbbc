"""`graphkit review`: unsure pairs, two sides next to each other, one key each."""

import shutil
import sys
import textwrap
from itertools import zip_longest
from typing import TYPE_CHECKING

import click
from rich.cells import chop_cells

from graphkit.cli.options import as_json, case_folder
from graphkit.cli.printing import print_json, say, visible
from graphkit.errors import CaseError
from graphkit.terminal import padded

if TYPE_CHECKING:
    from pathlib import Path

    from graphkit.case.review import Face, Item, Review

ANSWERS = {
    "s": ("same", False),
    "d": ("different", False),
    "p": ("part-of", False),
    "w": ("part-of", True),
    "n": ("unsure", False),
}
"""What a key says, and whether of the right side about the left one."""

KEYS = (
    "(s)ame  (d)ifferent  (p) left is part of right  (w) right is part of left  "
    "(n)ot sure  (k) skip  (u)ndo last  (q)uit"
)
WIDEST = 120


@click.command()
@as_json
@case_folder
def review(folder: "Path", as_json: bool) -> int:
    """Judge the unsure pairs one by one; every answer is saved at once.

    In a pipe each line is a key, with the reason behind it.
    """
    from graphkit.case import Case
    from graphkit.case.review import Review

    with Case.open(folder, write=not as_json) as case:
        pairs = Review(case)
        if as_json:
            items = (pairs.item(place).to_json() for place in range(len(pairs)))
            return 0 if print_json(items) else 1
        if not pairs:
            say("no pair is unsure")
            return 1
        try:
            answered = ask(pairs)
        finally:
            if pairs.answers:
                pairs.close()
    say(f"{answered:,} answered, {len(pairs) - answered:,} left")
    return 0


def ask(pairs: "Review") -> int:
    """Put the pairs before a person until they quit; return how many were answered."""
    place = 0
    while place < len(pairs):
        item = pairs.item(place)
        draw(item, f"{place + 1} of {len(pairs)}")
        key, why = pressed()
        if key == "q":
            break
        if key == "u":
            row = pairs.undo()
            say(f"undone: {row.uid}" if row else "nothing to undo")
            place -= 1 if row and place else 0
        elif key == "k":
            place += 1
        elif key in ANSWERS:
            place += 1 if answered(pairs, item, key, why) else 0
        else:
            say(f"{key!r} is no answer: {KEYS}")
    return len(pairs.answers)


def answered(pairs: "Review", item: "Item", key: str, why: str) -> bool:
    """Keep an answer; a contradiction is said, and the pair stays."""
    verdict, is_turned = ANSWERS[key]
    try:
        say(f"saved: {pairs.answer(item, verdict, why, is_turned=is_turned)}")
    except CaseError as error:
        say(f"{error}\n  hint: {error.hint}")
        return False
    return True


def pressed() -> tuple[str, str]:
    """Return the key a person pressed and the reason, '' for the one that is shown."""
    if sys.stdin.isatty():
        key = click.getchar().lower()
        why = ""
        if key in ANSWERS:
            why = click.prompt("why", default="", show_default=False, err=True)
        return key, why
    line = sys.stdin.readline()
    if not line:
        return "q", ""
    key, _, why = line.strip().partition(" ")
    return key.lower(), why.strip()


def draw(item: "Item", title: str) -> None:
    """Print both sides next to each other, as wide as the terminal is."""
    width = min(shutil.get_terminal_size((80, 24)).columns, WIDEST)
    half = (width - 3) // 2
    print(f"\n{item.label} {title}, {item.chains:,} chains hang on it".ljust(width))
    print("=" * width)
    for left, right in zip_longest(
        lines(item.a, half), lines(item.b, half), fillvalue=""
    ):
        print(f"{padded(left, half)} | {right}".rstrip())
    print("-" * width)
    for reason in item.reasons:
        for line in wrapped(reason, width):
            print(line)
    for line in wrapped(KEYS, width):
        print(line)
    sys.stdout.flush()


def lines(face: "Face", width: int) -> list[str]:
    """Return what is known of a side, folded to a width."""
    said = [face.name, *face.facts]
    said += [f"{role} {count:,}x" for role, count in face.roles]
    for one in face.mentions:
        said += ["", " ".join(filter(None, (one.date, one.role, one.amount)))]
        said += [one.tender, f"“{one.quote}”" if one.quote else ""]
    return [line for text in said for line in wrapped(text, width) or [""]]


def wrapped(text: str, width: int) -> list[str]:
    """Return text folded to columns of a terminal; Chinese takes two each."""
    pieces = textwrap.wrap(" ".join(visible(text).split()), width)
    return [line for piece in pieces for line in chop_cells(piece, width)][:6]
