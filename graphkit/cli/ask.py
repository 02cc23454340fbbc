"""`graphkit queries`, `ask`, `cypher`: questions in Cypher."""

import sys
from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING

import click

from graphkit.cli.options import as_json, found, in_case, on_store, pending, seconds
from graphkit.cli.printing import print_rows, say
from graphkit.errors import QueryError

if TYPE_CHECKING:
    from graphkit.case import Case

parameters = click.option(
    "-p",
    "--param",
    "given",
    multiple=True,
    metavar="NAME=VALUE",
    help="A parameter of the question.",
)


def read_parameters(given: Iterable[str]) -> dict[str, str]:
    """Return NAME=VALUE pairs as a mapping; the question says what type each is."""
    pairs = [pair.partition("=") for pair in given]
    for name, equals, _ in pairs:
        if not equals:
            raise QueryError(f"{name!r} is no parameter", hint="write -p NAME=VALUE")
    return {name: value for name, _, value in pairs}


@click.command()
@click.option("--text", "name", default="", metavar="NAME", help="Print its Cypher.")
@as_json
@in_case()
def queries(case: "Case", name: str, as_json: bool) -> int:
    """List the named questions, ours and the case's own."""
    if name:
        print(case.question(name).text)
        return 0
    results = case.questions()
    print_rows(results, results.columns, as_json=as_json)
    return 0 if results else 1


@click.command()
@click.argument("question")
@parameters
@click.option("--expect-empty", is_flag=True, help="0 where nothing is found.")
@on_store
@as_json
@in_case()
def ask(
    case: "Case",
    question: str,
    given: tuple[str, ...],
    expect_empty: bool,
    store: str,
    as_json: bool,
) -> int:
    """Run a named QUESTION, as `graphkit queries` lists it, and print its rows."""
    pending(case)
    results = case.ask(question, store=store, **read_parameters(given))
    print_rows(results, results.columns, as_json=as_json)
    status = found(results)
    return 1 - status if expect_empty else status


@click.command()
@click.argument("text", required=False)
@click.option(
    "-f", "file", type=click.Path(path_type=Path, exists=True, dir_okay=False)
)
@parameters
@seconds
@click.option("--limit", type=click.IntRange(min=1), default=1000, show_default=True)
@on_store
@as_json
@in_case()
def cypher(
    case: "Case",
    text: str | None,
    file: Path | None,
    given: tuple[str, ...],
    seconds: float,
    limit: int,
    store: str,
    as_json: bool,
) -> int:
    """Run Cypher that only reads: TEXT, `-` for standard input, or -f FILE."""
    if (text is None) == (file is None):
        raise QueryError("give one Cypher text", hint="as TEXT, as -, or with -f FILE")
    if file is not None:
        text = file.read_text(encoding="utf-8")
    elif text == "-":
        text = sys.stdin.read()
    pending(case)
    results = case.cypher(
        text or "",
        read_parameters(given),
        seconds=seconds,
        limit=limit,
        store=store,
    )
    if not results:
        say("no rows")
    print_rows(results, results.columns, as_json=as_json)
    return found(results)
