"""`python -m tests.run`: start a Neo4j where there is Java, run pytest, stop it.

Arguments go to pytest; without any, all tests run, on every core. With CI=true a Neo4j
that does not start is an error; elsewhere its tests skip and say so.
"""

import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
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


def main(command: list[str]) -> int:
    """Run a Python module beside the server; return its exit status."""
    with server() as named:
        environment = {**os.environ, "PYTHONUTF8": "1", **named}
        done = subprocess.run(
            [sys.executable, "-m", *command], cwd=ROOT, env=environment, check=False
        )
    return done.returncode


ALL = ("-q", "-n", str(os.cpu_count() or 1), "--dist", "loadgroup")

if __name__ == "__main__":
    sys.exit(main(["pytest", *(sys.argv[1:] or ALL)]))
