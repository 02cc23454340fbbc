"""`graphkit chains`, `paths`, `find`: what connects, and in whose words."""

from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from graphkit.cli.options import (
    as_json,
    found,
    in_case,
    min_grade,
    on_store,
    pending,
    seconds,
)
from graphkit.cli.printing import print_json, print_rows, visible
from graphkit.statements import STAGES

if TYPE_CHECKING:
    from graphkit.case import Case

DAY = click.DateTime(["%Y-%m-%d"])
with_parts = click.option(
    "--with-parts", is_flag=True, help="Institutions with their schools (PART_OF)."
)


@click.command()
@click.option("--institution", default="", metavar="NAME", help="Who issued it.")
@click.option("--intermediary", default="", metavar="NAME", help="Who supplies.")
@click.option("--provider", default="", metavar="NAME", help="Whose cloud.")
@click.option("--item", default="", metavar="NAME", help="Chip, model or product.")
@min_grade
@click.option(
    "--as-of",
    type=DAY,
    help="Evaluate the rules on this day instead of the tender's.",
)
@click.option(
    "--rules",
    type=click.Path(path_type=Path, exists=True, dir_okay=False),
    help="Rules switched or moved by this file.",
)
@click.option("--limit", type=click.IntRange(min=1), default=1000, show_default=True)
@with_parts
@click.option(
    "--in",
    "currency",
    default="",
    metavar="CODE",
    help="Also amounts in this currency, by the rates in catalogue/rates.csv.",
)
@on_store
@as_json
@in_case()
def chains(case: "Case", as_json: bool, as_of: Any, currency: str, **given: Any) -> int:
    """List chains institution, intermediary, provider, item of one tender."""
    pending(case)
    results = case.chains(as_of=as_of.date() if as_of else None, **given)
    if currency:
        from graphkit.case import money

        results = money.converted(case.folder, results, currency.upper())
    if as_json:
        print_json(results)
    else:
        for chain in results:
            print_chain(chain)
    return found(results)


def print_chain(chain: Any) -> None:
    """Print a chain for a person: its parts, then every hop with its quote."""
    item = chain["item"]["name"] if chain["item"] else None
    named = (chain["institution"], chain["intermediary"], chain["provider"], item)
    print(" -> ".join(visible(name) for name in named if name))
    inferred = (
        f", inferred across {len(chain['tenders'])} tenders"
        if chain["inferred"]
        else ""
    )
    print(f"  {visible(chain['sentence'])}")
    print(f"  {chain['grade']}{inferred}, {chain['provenance']}, {chain['stage']}")
    if worth := chain.get("amount_in"):
        print(
            f"  {worth['value']} {worth['currency']} at {worth['rate']} of "
            f"{worth['day']} ({visible(worth['source'])})"
        )
    for hop in chain["hops"]:
        print(f"  {hop['type']:<12} {visible(hop['from'])} -> {visible(hop['to'])}")
        words = " ".join(visible(hop["quote"]).split())
        print(f"    “{words}”  {visible(hop['path'])} {visible(hop['locator'])}")
        for made in hop.get("translations", ()):
            said = " ".join(visible(made["text"]).split())
            print(f"    = {said}  (translated by {visible(made['by'])})")
    print()


@click.command()
@click.argument("start", metavar="FROM")
@click.argument("end", metavar="TO")
@click.option("--max-hops", type=click.IntRange(1, 12), default=6, show_default=True)
@click.option("--limit", type=click.IntRange(min=1), default=10, show_default=True)
@min_grade
@click.option(
    "--avoid", multiple=True, metavar="NAME", help="Not through this; @Product is all."
)
@click.option(
    "--hub",
    type=click.IntRange(min=1),
    default=2_000,
    show_default=True,
    help="Connections above which an organisation joins no tenders.",
)
@click.option("--since", type=DAY, help="Tenders of this day or later.")
@click.option("--until", type=DAY, help="Tenders of this day or earlier.")
@click.option("--forward", is_flag=True, help="No tender earlier than one before it.")
@click.option(
    "--stage",
    "stages",
    multiple=True,
    type=click.Choice(STAGES),
    help="Tenders that came so far.",
)
@click.option("--min-amount", type=float, help="Awards of so much or more.")
@click.option(
    "--pattern",
    default="",
    metavar="TEXT",
    help="Hops as in Cypher: (Organization)-[:ISSUED]->(Tender)-[:VIA]->().",
)
@click.option("--diverse", is_flag=True, help="Paths that are unlike each other.")
@with_parts
@seconds
@on_store
@as_json
@in_case()
def paths(case: "Case", as_json: bool, **given: Any) -> int:
    """Find how two things connect, best grade first.

    FROM and TO are names, or many things at once: @university, @listed+university,
    @controlled, @Chip.
    """
    pending(case)
    days = {name: given[name] and given[name].date() for name in ("since", "until")}
    results = case.paths(given.pop("start"), given.pop("end"), **(given | days))
    if as_json:
        print_json(results)
    else:
        for path in results:
            print(f"{path['grade']}  " + " -> ".join(map(visible, path["nodes"])))
            for hop in path["hops"]:
                words = " ".join(visible(hop["quote"]).split())
                print(f"    {hop['type']:<12} “{words}”  {visible(hop['path'])}")
    return found(results)


@click.command()
@click.argument("text")
@click.option("--limit", type=click.IntRange(min=1), default=50, show_default=True)
@as_json
@in_case()
def find(case: "Case", text: str, limit: int, as_json: bool) -> int:
    """Search names, identifiers and the text of records."""
    pending(case)
    results = case.find(text, limit=limit)
    print_rows(results, results.columns, as_json=as_json)
    return found(results)
