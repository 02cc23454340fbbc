"""`graphkit judge`, `judgements`, `undo`: who is who, as a person decided."""

from pathlib import Path
from typing import TYPE_CHECKING

import click

from graphkit.cli.options import as_json, case_folder, found, in_case, why
from graphkit.cli.printing import json_line, print_rows, say

if TYPE_CHECKING:
    from graphkit.case import Case
    from graphkit.case.preview import Preview

SHOWN = ("id", "verdict", "a", "b", "by", "at", "why")

dry_run = click.option(
    "--dry-run", is_flag=True, help="Say what would change, and write nothing."
)
a_file = click.argument("file", type=click.Path(path_type=Path, dir_okay=False))


@click.command()
@click.argument(
    "verdict", type=click.Choice(["same", "different", "part-of", "unsure"])
)
@click.argument("a")
@click.argument("b")
@why
@click.option(
    "--evidence",
    multiple=True,
    metavar="KEY|SOURCE#PLACE:START-END",
    help="A statement's key, or words of a source; may be given again.",
)
@dry_run
@as_json
@case_folder
def judge(
    folder: Path,
    verdict: str,
    a: str,
    b: str,
    why: str,
    evidence: tuple[str, ...],
    dry_run: bool,
    as_json: bool,
) -> int:
    """Say that A and B are the same, different, A part of B, or unsure; keep why."""
    from graphkit.case import Case
    from graphkit.case.judging import pointed

    with Case.open(folder, write=not dry_run) as case:
        if dry_run:
            return shown(case.preview(verdict, a, b), as_json=as_json)
        print(case.judge(verdict, a, b, why=why, evidence=[*map(pointed, evidence)]))
    return 0


def shown(preview: "Preview", *, as_json: bool) -> int:
    """Print what would change; rows on standard output, the sum beside them."""
    if as_json:
        print(json_line(preview.to_json()))
        return 0
    for rows in (preview.nodes, preview.edges, preview.chains):
        if rows:
            columns = [name for name in rows[0] if name not in ("uid", "key")]
            print_rows(rows, columns, as_json=False)
            print()
    say(str(preview))
    if preview.truncated:
        say("There were more inferred chains than could be looked at.")
    return 0


@click.group(invoke_without_command=True)
@as_json
@case_folder
@click.pass_context
def judgements(context: click.Context, as_json: bool, folder: Path) -> int:
    """List the judgements that stand, oldest first, and what contradicts what."""
    if context.invoked_subcommand:
        return 0
    from graphkit.case import Case

    with Case.open(folder) as case:
        results = case.judgements()
    print_rows(results, results.columns if as_json else SHOWN, as_json=as_json)
    return found(results)


@judgements.command("export")
@a_file
@in_case()
def export_file(case: "Case", file: Path) -> int:
    """Write the judgements to FILE, a line of JSON each, with what undid them."""
    say(f"{case.export_judgements(file):,} lines written")
    return 0


@judgements.command("import")
@a_file
@in_case(write=True)
def import_file(case: "Case", file: Path) -> int:
    """Take in the judgements of FILE; what is known changes nothing."""
    taken = case.import_judgements(file)
    for problem in taken.problems:
        say(f"{file.name}, {problem}")
    say(f"{taken.new:,} new, {taken.known:,} known, {len(taken.problems):,} left out")
    for note in case.judgements().notes:
        say(note)
    return 3 if taken.problems else 0


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
