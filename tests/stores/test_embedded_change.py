"""A graph file that takes a change holds what one made of the changed tables holds."""

from pathlib import Path
from typing import Any

from graphkit.schema import schema
from graphkit.store import embedded
from graphkit.store.embedded_change import change
from tests.graphs import Rows, day
from tests.stores.conftest import HOSTILE, graph

AWARD = "edges/AWARDED_TO.Tender.Organization"
ISSUE = "edges/ISSUED.Organization.Tender"
BODIES = "nodes/Organization"


def contents(file: Path) -> dict[str, list[Any]]:
    """Return all nodes and edges of a graph file, with all that they have."""
    found: dict[str, list[Any]] = {}
    with embedded.EmbeddedStore(file) as store:
        for label in schema().nodes:
            rows = store.run(f"MATCH (n:{label}) RETURN n ORDER BY n.uid").rows
            found[label] = [row["n"] for row in rows]
        for kind in schema().edges:
            rows = store.run(f"MATCH ()-[e:{kind}]->() RETURN e ORDER BY e.key").rows
            found[kind] = [row["e"] for row in rows]
    return found


def changed() -> Rows:
    """The graph of the contract in which the university is another, and the shop two.

    Of what is read otherwise an amount is none, a text hostile, and a list empty.
    """
    rows = Rows()
    rows.node("org:univ", name=HOSTILE, former_uids=[], n_names=3)
    rows.node("tender:t1", name="GPU", date=day("2024-02-29"), budget=1.5)
    rows.node("tender:t2", name=HOSTILE, date=day("2023-01-01"))
    rows.node("tender:t3", name="CREATE and SET")
    for tender in ("t1", "t2"):
        rows.edge("ISSUED", "org:univ", f"tender:{tender}", date=day("2024-01-01"))
    rows.edge("ISSUED", "org:other", "tender:t3", date=day("2024-01-01"))
    rows.edge("AWARDED_TO", "tender:t1", "org:dealer", part="lot:1")
    rows.edge("VIA", "tender:t1", "provider:aws", documents=("doc:d1", "doc:d2"))
    return rows


GONE = {
    BODIES: ["org:shop", "org:univ"],
    ISSUE: ["ISSUED|org:univ|tender:t3||"],
    AWARD: ["AWARDED_TO|tender:t1|org:shop|lot:1|"],
}
NEW = {
    BODIES: ["org:dealer", "org:other", "org:univ"],
    ISSUE: ["ISSUED|org:other|tender:t3||"],
    AWARD: ["AWARDED_TO|tender:t1|org:dealer|lot:1|"],
}


def made(folder: Path, rows: Rows) -> tuple[Path, Path]:
    """Write tables and the graph file of them; return both."""
    tables, file = rows.write(folder / "tables"), folder / "graph.lbug"
    embedded.build(tables, file)
    return tables, file


def test_a_changed_copy_holds_what_making_it_anew_gives(tmp_path: Path) -> None:
    _, old = made(tmp_path / "one", graph())
    tables, whole = made(tmp_path / "two", changed())
    before, file = contents(old), tmp_path / "changed.lbug"
    assert change(old, file, tables, GONE, NEW) is True
    assert contents(file) == contents(whole) != before
    assert contents(old) == before
    assert sorted(path.name for path in tmp_path.iterdir()) == [
        "changed.lbug",
        "one",
        "two",
    ]


def test_a_changed_copy_can_be_changed_back(tmp_path: Path) -> None:
    first, old = made(tmp_path / "one", graph())
    second, _ = made(tmp_path / "two", changed())
    there, back = tmp_path / "there.lbug", tmp_path / "back.lbug"
    assert change(old, there, second, GONE, NEW) is True
    assert change(there, back, first, NEW, GONE) is True
    assert contents(back) == contents(old)


def test_what_does_not_add_up_is_made_anew(tmp_path: Path) -> None:
    _, old = made(tmp_path / "one", graph())
    tables, whole = made(tmp_path / "two", changed())
    told = {name: keys for name, keys in GONE.items() if name != AWARD}
    file = tmp_path / "changed.lbug"
    assert change(old, file, tables, told, NEW) is False
    assert contents(file) == contents(whole)


def test_a_damaged_graph_is_made_anew(tmp_path: Path) -> None:
    _, old = made(tmp_path / "one", graph())
    tables, whole = made(tmp_path / "two", changed())
    old.write_bytes(b"no graph")
    file = tmp_path / "changed.lbug"
    assert change(old, file, tables, GONE, NEW) is False
    assert contents(file) == contents(whole)
