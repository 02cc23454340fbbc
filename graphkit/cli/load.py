"""`graphkit load`, `statements`, `open`: from files to a case."""

from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click
from msgspec import to_builtins

from graphkit.cli.loaded import say_unread
from graphkit.cli.options import as_json, case_folder, hide_persons
from graphkit.cli.printing import print_json, print_rows, say
from graphkit.source import PROVENANCES

if TYPE_CHECKING:
    from graphkit.case import LoadSummary

existing = click.Path(path_type=Path)


@click.command()
@click.argument("paths", nargs=-1, required=True, type=existing)
@click.option(
    "--provenance",
    type=click.Choice([name for name in PROVENANCES if name != "catalogue"]),
    default="primary",
    show_default=True,
    help="What the files are; `invented` never mixes with records unasked.",
)
@click.option("--restricted", is_flag=True, help="Leave out of push and exports.")
@click.option("--mix", is_flag=True, help="Allow invented beside other records.")
@click.option("--strict", is_flag=True, help="Stop at the first record not read.")
@click.option("--url", default="", help="Where the file was found on the web.")
@click.option("--captured-at", default="", metavar="TIME", help="When it was saved.")
@click.option("--by", default="", metavar="NAME", help="Who saved it; stays here.")
@click.option(
    "--attach",
    multiple=True,
    type=existing,
    metavar="FILE",
    help="A file that belongs to the notice PATH.",
)
@click.option("--workers", type=click.IntRange(min=1), help="Processes that read.")
@click.option("--dask", default="", metavar="ADDRESS", help="A cluster that reads.")
@as_json
@case_folder
def load(
    folder: Path,
    paths: tuple[Path, ...],
    provenance: str,
    restricted: bool,
    mix: bool,
    strict: bool,
    url: str,
    captured_at: str,
    by: str,
    attach: tuple[Path, ...],
    workers: int | None,
    dask: str,
    as_json: bool,
) -> int:
    """Read files, folders and archives into the case, and build it."""
    from graphkit.case import Case
    from graphkit.cli.progress import bar
    from graphkit.reading import sidecars

    with Case.create(folder) as case, bar("reading") as advance:
        summary = case.load(
            paths,
            provenance=provenance,
            restricted=restricted,
            mix=mix,
            strict=strict,
            stated=sidecars.stated(url, captured_at, by, "load"),
            attach=attach,
            workers=workers,
            dask=dask,
            progress=advance,
        )
    news = _news(folder)
    if as_json:
        print_json([{**summary.to_json(), "news": news}])
    say_summary(summary)
    for row in news:
        for change in ("new", "changed", "gone"):
            if count := row[change]:
                say(f"watch {row['watch']}: {count} {change}; see `graphkit watch`")
    return 3 if summary.quarantined else 0


def _news(folder: Path) -> list[dict[str, Any]]:
    """Return how much is new, changed and gone in each watch; `watch` lists it."""
    from graphkit.case import Case, news

    with Case.open(folder) as case:
        found = case.news() if case.watches() else None
    for note in found.notes if found else ():
        say(note)
    return news.counts(found) if found else []


def say_summary(summary: "LoadSummary") -> None:
    """Say what was read and what was not, on standard error."""
    grades = ", ".join(f"{count} {grade}" for grade, count in summary.chains.items())
    say(
        f"{summary.sources} new sources, {summary.records} records, "
        f"{summary.statements} statements; chains: {grades or 'none'}"
    )
    for note in summary.notes[:20]:
        say(f"{note.path}: {note.text}")
    if len(summary.notes) > 20:
        say(f"… and {len(summary.notes) - 20} more such lines; --json lists them all")
    say_unread(to_builtins(summary.quarantined))
    if summary.quarantined:
        say("mend them, then `graphkit retry`; `graphkit loaded` shows all this again")


@click.command()
@click.argument("paths", nargs=-1, type=existing)
@click.option("--rejected", is_flag=True, help="Only those a person rejected.")
@as_json
@hide_persons
@case_folder
def statements(
    folder: Path,
    paths: tuple[Path, ...],
    rejected: bool,
    hide_persons: bool | None,
    as_json: bool,
) -> int:
    """Print what records say, a statement a line; with PATHS nothing is stored."""
    from graphkit.case import Case, said

    if paths:
        with said.look(paths, hide_persons=bool(hide_persons)) as seen:
            count = _print_statements(seen.rows, as_json=as_json)
            say_unread(to_builtins(seen.quarantined))
        return 3 if seen.quarantined else 0 if count else 1
    with Case.open(folder, hide_persons=hide_persons) as case:
        rows = case.statements(rejected=rejected)
        return 0 if _print_statements(rows, as_json=as_json) else 1


def _print_statements(rows: Iterable[Mapping[str, Any]], *, as_json: bool) -> int:
    if as_json:
        return print_json(rows)
    listed = [_shortened(row) for row in rows]
    columns = ("type", "subject", "object", "quote", "path", "locator")
    print_rows(listed, columns, as_json=False)
    return len(listed)


def _shortened(row: Mapping[str, Any]) -> Mapping[str, Any]:
    sides = {side: (row[side] or {}).get("text", "") for side in ("subject", "object")}
    return {**row, **sides}


@click.command("open")
@click.argument("source", type=click.Path(path_type=Path, exists=True))
@click.option("--no-browser", is_flag=True, help="Write a report, open nothing.")
def open_folder(source: Path, no_browser: bool) -> int:
    """Make a case beside a folder of records, load it, and open the explorer."""
    from graphkit.case import Case
    from graphkit.cli.progress import bar
    from graphkit.cli.serve import run
    from graphkit.web import InFolder

    folder = source.with_name(f"{source.name}.case")
    with Case.create(folder) as case:
        with bar("reading") as advance:
            summary = case.load([source], progress=advance)
        say_summary(summary)
        if no_browser:
            print(case.export("html", folder / "report.html"))
    if not no_browser:
        run(InFolder(folder))
    return 3 if summary.quarantined else 0
