"""`python -m tests.run`: start a Neo4j where there is Java, run pytest, stop it.

Arguments go to pytest. Without any all tests run: on every core those that need no
Neo4j, then one after another those that share it. With CI=true a Neo4j that does not
start is an error; elsewhere its tests skip and say so.
"""

import os
import shutil
import subprocess
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

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
    """Run Python modules beside the server; return the first status that is not 0."""
    with server() as named:
        environment = {**os.environ, "PYTHONUTF8": "1", **named}
        codes = [
            subprocess.run(
                [sys.executable, "-m", *command], cwd=ROOT, env=environment, check=False
            ).returncode
            for command in commands
        ]
    return next((code for code in codes if code), 0)


CORES = str(os.cpu_count() or 1)
SHOWN = ("-q", "--durations=30")
"""The slowest tests are named: a full run is to take 20 minutes."""

ALL = (
    ("pytest", *SHOWN, "-n", CORES, "--dist", "loadfile", "-m", "not neo4j"),
    ("pytest", *SHOWN, "-m", "neo4j"),
)

if __name__ == "__main__":
    given = sys.argv[1:]
    sys.exit(main(("pytest", *given)) if given else main(*ALL))
