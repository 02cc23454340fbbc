"""A case that comes back from a server is the case that was pushed there."""

from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest

from graphkit.errors import StoreError
from graphkit.schema import schema
from graphkit.store.download import download
from tests.graphs import Rows, day, label
from tests.servers import own_case, pushed

pytestmark = pytest.mark.neo4j

HOSTILE = (
    "a\x1fb\x1ec",
    "\x1e",
    "-",
    "null",
    'it\'s "x" \\ ` $case {x}',
    "line\nbreak\r\u2028\x00",
    "深圳大学 😀",
)


def graph() -> Rows:
    """Every type of property, with and without a value."""
    rows = Rows()
    rows.node("org:u", identifiers=["USCC:1", ""], former_uids=[], n_names=2)
    rows.node("tender:t1", date=day("0001-01-01"), budget=-0.1, n_documents=2**62)
    rows.node("tender:t2", date=day("9999-12-31"), budget=1e300)
    rows.node("chip:a", family=True)
    rows.node("chip:b", family=False)
    rows.notice("t1", buyer="u", supplier="s", provider="provider:aws", seeks="chip:a")
    rows.notice("t2", buyer="u", awards="chip:b", part="lot:2", document="doc:d2")
    for number, text in enumerate(HOSTILE):
        rows.node(f"model:h{number}", name=text)
        rows.node(f"org:h{number}", identifiers=[text, text])
    return rows


def filled(rows: Rows) -> Rows:
    """Give every text that is missing as an empty one, as a build writes it."""
    for node in rows.nodes.values():
        _fill(node, schema().nodes[label(node["uid"])].properties)
    for edge in rows.edges.values():
        _fill(edge, schema().edges[edge["kind"]].properties)
    return rows


def _fill(row: dict[str, Any], properties: Mapping[str, str]) -> None:
    for name, kind in properties.items():
        if kind == "string":
            row.setdefault(name, "")


def bytes_of(folder: Path) -> dict[str, bytes]:
    files = sorted(folder.glob("*/*.parquet"))
    return {file.relative_to(folder).as_posix(): file.read_bytes() for file in files}


def test_the_tables_are_the_same_to_the_byte(tmp_path: Path, neo4j_url: str) -> None:
    tables = filled(graph()).write(tmp_path / "tables")
    with pushed(tables, neo4j_url) as (store, _):
        download(store, tmp_path / "back")
    assert bytes_of(tmp_path / "back") == bytes_of(tables)


def test_a_graph_of_nothing_comes_back_as_nothing(
    tmp_path: Path, neo4j_url: str
) -> None:
    tables = Rows().write(tmp_path / "tables")
    with pushed(tables, neo4j_url) as (store, _):
        download(store, tmp_path / "back")
    assert bytes_of(tmp_path / "back") == bytes_of(tables)


def test_a_case_that_is_not_there_cannot_come_back(
    tmp_path: Path, neo4j_url: str
) -> None:
    with (
        own_case(neo4j_url) as (store, _),
        pytest.raises(StoreError, match="does not hold this case"),
    ):
        download(store, tmp_path / "back")
