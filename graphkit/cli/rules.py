"""`graphkit rules`, `whatif`: which rules held when, and what others would change."""

from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from graphkit.cli.options import (
    as_json,
    case_folder,
    found,
    in_case,
    min_grade,
    pending,
)
from graphkit.cli.printing import print_json, print_rows, visible

if TYPE_CHECKING:
    from graphkit.case import Case

as_of = click.option(
    "--as-of",
    type=click.DateTime(["%Y-%m-%d"]),
    help="On this day instead of today; of chains, instead of the tender's.",
)


@click.command()
@as_of
@click.option(
    "--rules",
    "file",
    type=click.Path(path_type=Path, exists=True, dir_okay=False),
    help="Rules switched or moved by this file.",
)
@as_json
@case_folder
def rules(
    folder: Path, as_of: datetime | None, file: Path | None, as_json: bool
) -> int:
    """List the control rules with their status on a day; the case's, else ours."""
    from graphkit.case import supposing

    day = as_of.date() if as_of else date.today()
    results = supposing.table(supposing.rules_of(folder, file), day)
    print_rows(results, results.columns, as_json=as_json)
    return found(results)


@click.command()
@click.argument("supposition", metavar="FILE|NAME")
@min_grade
@as_of
@click.option("--limit", type=click.IntRange(min=1), default=10_000, show_default=True)
@as_json
@in_case()
def whatif(
    case: "Case", supposition: str, as_json: bool, as_of: Any, **given: Any
) -> int:
    """List the chains whose review changes under the rules of FILE.

    NAME is one of ours: remote-access (use over a network counts as export) or
    ownership-50 (the 50 percent rule had been in force all along).
    """
    pending(case)
    day = as_of.date() if as_of else None
    results = case.whatif(supposition, as_of=day, **given)
    if as_json:
        print_json(results)
    else:
        for row in results:
            parts = (row[place] for place in results.columns[1:5])
            print(" -> ".join(visible(part) for part in parts if part))
            print(f"  {row['date'] or 'no date'}, {row['grade']}, {row['provenance']}")
            print(f"  now:     {visible(row['before'])}")
            print(f"  what if: {visible(row['after'])}\n")
    return found(results)
