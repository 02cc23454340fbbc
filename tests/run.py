"""`python -m tests.run`: start a Neo4j where there is Java, run pytest, stop it.

Arguments go to pytest. Without any all tests run: on every core those that need no
Neo4j, and beside them, one after another, those that share it. With CI=true a Neo4j
that does not start is an error; elsewhere its tests skip and say so.
"""

import os
import shutil
import subprocess
import sys
from collections.abc import Iterator, Mapping, Sequence
from contextlib import ExitStack, contextmanager
from pathlib import Path
from tempfile import TemporaryFile
from typing import IO

from tests.neo4j import neo4j_server

ROOT = Path(__file__).parents[1]
HOME = ROOT / ".neo4j"


@contextmanager
def server() -> Iterator[dict[str, str]]:
    """Give the environment that names a running Neo4j; empty where there is none."""
    is_ci = os.environ.get("CI") == "true"
    is_given = "GRAPHKIT_TEST_NEO4J" in os.environ
    if is_given or not (is_ci or all(map(shutil.which, ("java", "mvn")))):
        yield {}
        return
    try:
        yield {
            "GRAPHKIT_TEST_NEO4J": neo4j_server.start(HOME),
            "GRAPHKIT_TEST_NEO4J_PASSWORD": neo4j_server.PASSWORD,
        }
    finally:
        neo4j_server.stop(HOME)


def main(*commands: Sequence[str]) -> int:
    """Run Python modules at once beside the server; return the first status but 0.

    What the first one says is shown at once, what the others say after its end.
    """
    first, *others = commands
    with server() as named, ExitStack() as stack:
        environment = {**os.environ, "PYTHONUTF8": "1", **named}
        said = [stack.enter_context(TemporaryFile()) for _ in others]
        running = [started(first, environment)]
        running += [
            started(command, environment, file)
            for command, file in zip(others, said, strict=True)
        ]
        codes = [process.wait() for process in running]
        for file in said:
            file.seek(0)
            shutil.copyfileobj(file, sys.stdout.buffer)
            sys.stdout.flush()
    return next((code for code in codes if code), 0)


def started(
    command: Sequence[str], environment: Mapping[str, str], to: IO[bytes] | None = None
) -> "subprocess.Popen[bytes]":
    """Start a Python module, which says what it says into a file where one is given."""
    return subprocess.Popen(
        [sys.executable, "-m", *command],
        cwd=ROOT,
        env=environment,
        stdout=to,
        stderr=subprocess.STDOUT if to else None,
    )


CORES = str(os.cpu_count() or 1)
SHOWN = ("-q", "--durations=30")
"""The slowest tests are named: a full run is to take 20 minutes."""

SPREAD = ("-n", CORES, "--dist", "loadfile", "--no-loadscope-reorder")
"""A file stays on one core; tests/conftest.py says which files come first."""

ALL = (
    ("pytest", *SHOWN, *SPREAD, "-m", "not neo4j"),
    ("pytest", *SHOWN, "-m", "neo4j"),
)

if __name__ == "__main__":
    given = sys.argv[1:]
    sys.exit(main(("pytest", *given)) if given else main(*ALL))
