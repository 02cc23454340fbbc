"""Read files as `graphkit statements FILE` does: nothing is stored."""

import json
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pytest

from graphkit import reading
from graphkit.reading import Reading, intake
from graphkit.reading.intake import Quarantined
from graphkit.source import Source

SHARED = Path(__file__).parents[2] / "shared" / "data"


def shared(name: str) -> Path:
    """Return a folder or file of real records; skip where it is absent."""
    path = SHARED / name
    if not path.exists():
        pytest.skip(f"../shared/data/{name} is not present")
    return path


def readings(
    folder: Path, *paths: Path, maps: Path | None = None
) -> tuple[list[Reading], list[Quarantined]]:
    """Return what each source gave, and every file and record that was not read."""
    taken = list(intake.look(paths, folder / "looked"))
    sources = [item for item in taken if isinstance(item, Source)]
    refused = [item for item in taken if isinstance(item, Quarantined)]
    found = reading.read(sources, folder / "read", None, maps or folder / "looked/maps")
    refused += [problem for one in found for problem in one.problems]
    return found, refused


def statements(
    folder: Path, *paths: Path, maps: Path | None = None
) -> list[dict[str, Any]]:
    """Return everything that files say, as JSON objects in file order."""
    found, _ = readings(folder, *paths, maps=maps)
    return [said for one in found for said in reading.statements_json(one)]


def quarantined(folder: Path, *paths: Path) -> list[tuple[str, str, str]]:
    """Return (path below the folder, locator, reason) of what was not read."""
    _, refused = readings(folder, *paths)
    top = f"{folder.as_posix()}/"
    return [(one.path.removeprefix(top), one.locator, one.reason) for one in refused]


def of_type(said: Sequence[dict[str, Any]], kind: str) -> list[dict[str, Any]]:
    """Return the statements of one type."""
    return [one for one in said if one["type"] == kind]


def printed(
    file: Path, *, seconds: float | None = None
) -> tuple[int, list[dict[str, Any]], str]:
    """Return exit status, statements and messages of the command itself.

    One that takes longer than some seconds is ended, and an error.
    """
    done = subprocess.run(
        [sys.executable, "-m", "graphkit", "statements", str(file), "--json"],
        capture_output=True,
        timeout=seconds,
        check=False,
    )
    lines = done.stdout.decode("utf-8").split("\n")
    said = [json.loads(line) for line in lines if line]
    return done.returncode, said, done.stderr.decode("utf-8", "replace")
