"""`graphkit map`: what the columns of a table may mean, before it is read."""

from pathlib import Path
from typing import TYPE_CHECKING

import click

from graphkit.cli.options import as_json, case_folder
from graphkit.cli.printing import print_json, say
from graphkit.errors import CaseError

if TYPE_CHECKING:
    from graphkit.case.mapping import Mapped

_MOST_NAMED = 12


@click.command("map")
@click.argument("file", type=click.Path(path_type=Path, exists=True, dir_okay=False))
@click.option("--save", is_flag=True, help="Write the map into the case's maps/.")
@click.option("--name", default="", help="The map's name; else the file's.")
@click.option("--rows", type=click.IntRange(min=0), default=5, show_default=True)
@as_json
@case_folder
def map_columns(
    folder: Path, file: Path, save: bool, name: str, rows: int, as_json: bool
) -> int:
    """Print the column map of a table, and what its first rows would make.

    A map that is there for FILE is shown; else one is proposed from its headings and
    cells. Nothing is written without --save.
    """
    from graphkit.case import mapping

    maps = folder / "maps"
    how = mapping.Look(rows=rows)
    found = mapping.look(file, maps if maps.is_dir() else None, how)
    if as_json:
        print_json(one.to_json() for one in found)
    for one in found:
        if not as_json:
            _show(one)
    if save:
        _save(folder, [one for one in found if not one.known], name or file.stem)
    return 0 if any(one.edges for one in found) or rows == 0 else 1


def _show(one: "Mapped") -> None:
    place = f"{one.path}, {one.table}" if one.table else one.path
    say(f"{place}: {'there is a map' if one.known else 'a proposal'}")
    for doubt in one.doubts:
        say(f"  in doubt: {doubt}")
    print(one.map, end="")
    for edge in one.edges:
        beside = " ".join(filter(None, (edge["amount"], edge["currency"])))
        more = ", ".join(filter(None, (beside, edge["date"])))
        shown = f"  {edge['from']} -{edge['type']}-> {edge['to']}"
        say(f"{edge['row']}:{shown}{f' ({more})' if more else ''}")
    for problem in one.problems:
        say(f"not read: {problem}")
    if one.unused:
        named = ", ".join(one.unused[:_MOST_NAMED])
        others = len(one.unused) - _MOST_NAMED
        say(f"not used: {named}{f' and {others} more' if others > 0 else ''}")


def _save(folder: Path, proposed: list["Mapped"], name: str) -> None:
    from graphkit.case import Case, mapping

    if not proposed:
        raise CaseError("there is a map for this table already", hint="correct that")
    with Case.create(folder):
        for file in mapping.save(folder, proposed, name):
            say(f"written: maps/{file.name}; load or `graphkit build` reads by it")
