"""`graphkit amend`, `forget`: what a person adds, doubts or takes out."""

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

import click

from graphkit.cli.options import as_json, in_case, why
from graphkit.cli.printing import print_rows

if TYPE_CHECKING:
    from graphkit.case import Case

Command = TypeVar("Command", bound=Callable[..., Any])

WORDS = (
    ("--text", "The name within the words; all of them where left out."),
    ("--to", "The name at the other end, of a LINKED."),
    ("--quote", "The words, as they stand in the source."),
    ("--source", "The source's SHA-256, its beginning, or its path."),
    ("--locator", "Where in the source."),
    ("--tender", "The tender's uid."),
    ("--part", "The lot or award."),
    ("--stage", "How far the tender has come."),
    ("--modality", "How the record speaks of the item."),
    ("--entry", "The catalogue entry's uid."),
    ("--amount", "A decimal number."),
    ("--amount-said", "The words within the quote that say the amount."),
    ("--currency", "ISO 4217."),
    ("--date", "YYYY-MM-DD, or less."),
    ("--date-said", "The words within the quote that say the date."),
    ("--quantity", "How many."),
    ("--unit", "Of what."),
)


def addition(command: Command) -> Command:
    """Give a command the options that say what is added."""
    decorated: Any = command
    for name, about in reversed(WORDS):
        decorated = click.option(name, metavar="TEXT", help=about)(decorated)
    for name in ("--end", "--start"):
        decorated = click.option(name, type=click.IntRange(min=0))(decorated)
    chosen: Command = decorated
    return chosen


@click.group()
def amend() -> None:
    """Add, reject or replace what records say, with the reason; see `undo`."""


@amend.command()
@click.argument("kind", metavar="TYPE")
@addition
@why
@in_case(write=True)
def add(case: "Case", kind: str, why: str, **said: Any) -> int:
    """Say what words of a source mean, as a statement of TYPE (`AWARDED_TO`)."""
    from graphkit.case.additions import Addition

    print(case.add(Addition(kind, **_given(said)), why=why))
    return 0


@amend.command()
@click.argument("key")
@why
@in_case(write=True)
def reject(case: "Case", key: str, why: str) -> int:
    """Say that the statement of KEY is wrong; it stays visible as rejected."""
    print(case.reject(key, why=why))
    return 0


@amend.command()
@click.argument("key")
@click.argument("kind", metavar="TYPE")
@addition
@why
@in_case(write=True)
def replace(case: "Case", key: str, kind: str, why: str, **said: Any) -> int:
    """Say that the statement of KEY should be one of TYPE, about the same words."""
    from graphkit.case.additions import Addition

    print(case.replace(key, Addition(kind, **_given(said)), why=why))
    return 0


@amend.command("import")
@click.argument("file", type=click.Path(path_type=Path, exists=True, dir_okay=False))
@click.option("--why", default="", help="The reason, where a row has none of its own.")
@as_json
@in_case(write=True)
def take_edits(case: "Case", file: Path, why: str, as_json: bool) -> int:
    """Take what was edited in an exported workbook FILE (XLSX) as amendments."""
    edits = case.take_edits(file, why=why)
    print_rows(
        [edit.to_json() for edit in edits],
        ("place", "was", "now", "taken", "problem"),
        as_json=as_json,
    )
    if not edits:
        return 1
    return 3 if any(edit.problem for edit in edits) else 0


def _given(said: dict[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in said.items() if value is not None}


@click.command()
@click.argument("key")
@click.option("--text", required=True, metavar="TEXT", help="The translation.")
@click.option("--language", default="en", show_default=True, help="As in BCP 47.")
@why
@in_case(write=True)
def translate(case: "Case", key: str, text: str, language: str, why: str) -> int:
    """Keep a translation of what the statement of KEY quotes; see `undo`.

    It is shown beside the quote, never instead of it.
    """
    print(case.translate(key, text, why=why, language=language))
    return 0


@click.command()
@click.argument("source")
@click.option("--erase", is_flag=True, help="The bytes go too, for good.")
@why
@in_case(write=True)
def forget(case: "Case", source: str, erase: bool, why: str) -> int:
    """Take a SOURCE's statements out of the case; `undo` brings them back."""
    print(case.forget(source, why=why, erase=erase))
    return 0
