"""`graphkit funnel`, `sample`, `fragility`, `absence`: what was left out, and how."""

from pathlib import Path
from typing import TYPE_CHECKING

import click

from graphkit.cli.options import as_json, found, in_case, pending
from graphkit.cli.printing import print_json, print_rows, say, visible

if TYPE_CHECKING:
    from graphkit.case import Case


@click.command()
@as_json
@in_case()
def funnel(case: "Case", as_json: bool) -> int:
    """Count from files to chains, with samples of what each step dropped."""
    pending(case)
    results = case.funnel()
    if as_json:
        print_json(results)
        return found(results)
    for row in results:
        print(f"{row['count']:>9,} of {row['of']:>9,}  {row['step']}")
        for one in row["dropped"]:
            print(f"{'':24}not: {visible(one['name'])}  ({visible(one['what'])})")
    return found(results)


@click.command()
@click.option("--n", type=click.IntRange(min=1), default=50, show_default=True)
@click.option("--seed", type=int, default=1, show_default=True)
@click.option("-o", "--out", type=click.Path(path_type=Path, dir_okay=False))
@click.option(
    "--marked",
    type=click.Path(path_type=Path, exists=True, dir_okay=False),
    help="Read the verdicts in this file and print error rates.",
)
@as_json
@in_case()
def sample(
    case: "Case",
    n: int,
    seed: int,
    out: Path | None,
    marked: Path | None,
    as_json: bool,
) -> int:
    """Draw statements to mark right or wrong, evenly over types.

    `-o FILE.csv` writes them with an empty column verdict (right, wrong, unsure);
    `--marked FILE.csv` reads it back and prints the error rate of each type with its 95
    percent interval.
    """
    from graphkit.case import methods

    if marked:
        results = methods.rates(marked)
    else:
        pending(case)
        results = case.sample(n, seed)
    if out and not marked:
        methods.write(results, out)
        say(f"{len(results)} statements are in {out}: fill in verdict, then --marked")
    else:
        print_rows(results, results.columns, as_json=as_json)
    return found(results)


@click.command()
@click.argument("key")
@as_json
@in_case()
def fragility(case: "Case", key: str, as_json: bool) -> int:
    """Say what the chain of KEY leans on: one document, merges, contradictions, age."""
    pending(case)
    results = case.fragility(key)
    print_rows(results, results.columns, as_json=as_json)
    return found(results)


@click.command()
@click.argument("name", default="")
@as_json
@in_case()
def absence(case: "Case", name: str, as_json: bool) -> int:
    """Say what was searched, by source and month, and how many tenders NAME is in.

    Exit status 1 where no tender names it, or nothing was loaded.
    """
    pending(case)
    results = case.absence(name)
    print_rows(results, results.columns, as_json=as_json)
    status = found(results)
    return status if not name or any(row["named"] for row in results) else 1
