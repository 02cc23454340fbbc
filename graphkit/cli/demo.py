"""`graphkit demo`: the bundled records, from file to report."""

from pathlib import Path

import click


@click.command()
@click.option(
    "--out",
    type=click.Path(path_type=Path, file_okay=False),
    default=Path("demo"),
    show_default=True,
    help="Where the case and report.html go.",
)
def demo(out: Path) -> int:
    """Load the bundled records, print the main chain, write OUT/report.html."""
    from graphkit import demo as bundled

    bundled.run(out, say=print)
    return 0
