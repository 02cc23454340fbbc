"""`graphkit judge`, `judgements`, `undo`: who is who, as a person decided."""

from typing import TYPE_CHECKING

import click

from graphkit.cli.options import as_json, in_case, why
from graphkit.cli.printing import print_rows, say

if TYPE_CHECKING:
    from graphkit.case import Case


@click.command()
@click.argument(
    "verdict", type=click.Choice(["same", "different", "part-of", "unsure"])
)
@click.argument("a")
@click.argument("b")
@why
@in_case(write=True)
def judge(case: "Case", verdict: str, a: str, b: str, why: str) -> int:
    """Say that A and B are the same, different, A part of B, or unsure; keep why."""
    print(case.judge(verdict, a, b, why=why))
    return 0


@click.command()
@as_json
@in_case()
def judgements(case: "Case", as_json: bool) -> int:
    """List the judgements that stand, oldest first."""
    results = case.judgements()
    print_rows(results, results.columns, as_json=as_json)
    return 0 if results else 1


@click.command("why")
@click.argument("name")
@as_json
@in_case()
def why_one(case: "Case", name: str, as_json: bool) -> int:
    """Say why the names of the organisation NAME are one: each tie, with reasons."""
    results = case.why(name)
    print_rows(results, results.columns, as_json=as_json)
    return 0 if results else 1


@click.command()
@click.argument("uid", metavar="[ID]", required=False)
@in_case(write=True)
def undo(case: "Case", uid: str | None) -> int:
    """Take back a judgement, amendment or forget: the newest, or the one of ID."""
    row = case.undo(uid or "")
    say(f"undone: {row.kind} {row.uid}")
    return 0
