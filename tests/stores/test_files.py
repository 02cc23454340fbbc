"""Files for a Neo4j bring what a push brings: by its own import, and as Cypher."""

import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from uuid import uuid4

import pytest

from graphkit import tables
from graphkit.store import neo4j_files, script
from graphkit.store.neo4j import Neo4jStore
from graphkit.store.push import push
from graphkit.store.selection import Selection
from tests.graphs import Rows
from tests.neo4j import neo4j_server
from tests.run import HOME
from tests.servers import connect, own_case, pushed
from tests.stores.conftest import HOSTILE, graph

CODES = "\\u0022 \\\\u0027 \\ud83d a\\nb \u2028 \x85"
"""What a server might take for the code of a letter."""


def rows() -> Rows:
    made = graph()
    made.node("tender:t4", name=CODES, name_zh=HOSTILE)
    made.edge("ISSUED", "org:univ", "tender:t4", quote=f"{CODES};\n{HOSTILE}")
    return made


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return rows().write(tmp_path / "tables")


def held(store: Neo4jStore, case: str) -> list[list[Any]]:
    """Return all that a case has on a server, but for its hashes and its uid."""
    nodes = (
        "MATCH (n) WHERE n._case = $case AND NOT n:Case "
        "RETURN labels(n)[0], properties(n) ORDER BY n.uid"
    )
    edges = (
        "MATCH (a)-[r]->(b) WHERE r._case = $case "
        "RETURN type(r), a.uid, b.uid, properties(r) ORDER BY r.key"
    )
    found = store.fetch(nodes, {"case": case}) + store.fetch(edges, {"case": case})
    for row in found:
        row[-1] = {k: v for k, v in row[-1].items() if k not in ("_case", "_hash")}
    return found


def statements(file: Path) -> Iterator[str]:
    """Yield the statements of a script as a shell does: to each `;` at a line's end."""
    yield from file.read_text("utf-8").removesuffix(";\n").split(";\n")


@pytest.mark.neo4j
def test_a_script_run_twice_makes_what_a_push_makes(
    folder: Path, tmp_path: Path, neo4j_url: str
) -> None:
    with pushed(folder, neo4j_url) as (store, case):
        expected = held(store, case)
    with own_case(neo4j_url) as (store, case), tables.connect() as connection:
        file = tmp_path / "graph.cypher"
        script.write(Selection.of(connection, folder), case, file, "A note.")
        for _ in range(2):
            for text in statements(file):
                store.define(text) if "CONSTRAINT" in text else store.change(text, {})
        assert held(store, case) == expected


@pytest.mark.neo4j
def test_neo4js_own_import_makes_what_a_push_makes(
    folder: Path, tmp_path: Path, neo4j_url: str
) -> None:
    with pushed(folder, neo4j_url) as (store, case):
        expected = held(store, case)
    if not (HOME / "lib").is_dir():
        pytest.skip("the server's own programs are not here: python -m tests.run")
    case, home, files = uuid4().hex, tmp_path / "home", tmp_path / "files"
    with tables.connect() as connection:
        neo4j_files.write(Selection.of(connection, folder), case, "r1", files)
    home.mkdir()
    (home / "lib").symlink_to(HOME / "lib", target_is_directory=True)
    (home / "conf").mkdir()
    (home / "conf/neo4j.conf").write_text("dbms.usage_report.enabled=false\n")
    neo4j_server.set_password(home)
    said = imported(home, files)
    assert said.returncode == 0, said.stdout
    assert not (files / "import.report").read_text("utf-8").strip()
    url = started(home)
    try:
        with connect(url, case) as store:
            assert held(store, case) == expected
            assert store.revision() == "r1"
            assert push(folder, store, case, "r1").rows() == []
            assert store.revision() == "r1"
    finally:
        neo4j_server.stop(home)


def started(home: Path) -> str:
    """Return the URL of a server that is started as people start it."""
    command = (sys.executable, neo4j_server.__file__, "start", "--home", str(home))
    done = subprocess.run(command, stdout=subprocess.PIPE, text=True, check=True)
    return done.stdout.split()[-1]


def imported(home: Path, files: Path) -> "subprocess.CompletedProcess[str]":
    """Run `neo4j-admin database import` in a folder of files."""
    command = [
        *neo4j_server.java(home, "-Xmx512m"),
        "org.neo4j.cli.AdminTool",
        *("database", "import", "full", f"@{neo4j_files.ARGUMENTS}"),
        *("--overwrite-destination", "neo4j"),
    ]
    places = {"NEO4J_HOME": str(home), "NEO4J_CONF": str(home / "conf")}
    return subprocess.run(
        command,
        cwd=files,
        env={**os.environ, **places},
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        encoding="utf-8",
        check=False,
    )


def test_the_graph_of_a_tender_has_its_edges_and_what_they_join(
    folder: Path,
) -> None:
    with tables.connect() as connection:
        chosen = Selection.of(connection, folder, ["tender:t1"])
        found = {table.name: chosen.count(table) for table in chosen.filled()}
    assert found == {
        "Organization": 2,
        "Tender": 1,
        "Provider": 1,
        "ISSUED.Organization.Tender": 1,
        "AWARDED_TO.Tender.Organization": 1,
        "VIA.Tender.Provider": 1,
    }


@pytest.mark.parametrize(
    ("value", "text"),
    [
        ("plain", '"plain"'),
        ('"; CREATE (n)', '"\\"; CREATE (n)"'),
        ("\\u0022", '"\\\\" + "u0022"'),
        ("深圳\u2028\ud800\n", '"深圳\\u2028\\ud800\\n"'),
        (["a", "b"], '["a", "b"]'),
        (True, "true"),
        (1.5, "1.5"),
        (float("inf"), "toFloat('Infinity')"),
        (float("nan"), "toFloat('NaN')"),
    ],
)
def test_a_value_is_a_literal_that_ends_where_it_should(
    value: object, text: str
) -> None:
    assert script.literal(value) == text


def test_equal_tables_give_equal_files(folder: Path, tmp_path: Path) -> None:
    made = []
    for name in ("one", "two"):
        with tables.connect() as connection:
            chosen = Selection.of(connection, folder)
            neo4j_files.write(chosen, "c", "r1", tmp_path / name)
            script.write(chosen, "c", tmp_path / name / "graph.cypher")
        files = sorted((tmp_path / name).iterdir())
        made.append([(file.name, file.read_bytes()) for file in files])
    assert made[0] == made[1]
