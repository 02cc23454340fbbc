"""Saved views of the explorer as files: their chains, filters, and what is missing."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any
from urllib.parse import quote

import pytest

from graphkit import report
from graphkit.case import Case
from graphkit.cli import main
from graphkit.errors import CaseError
from tests.releases import release, write_releases

A, B, SELLER = "Shenzhen University", "Example College", "Yunda Technology"

Save = Callable[..., None]


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Two chains of two buyers, each from a file of its own, through one seller."""
    folder = tmp_path_factory.mktemp("views")
    for name, buyer in (("a", A), ("b", B)):
        made = release(name, buyer=buyer, supplier=SELLER, item="AWS with A100 GPU")
        write_releases(folder / f"{name}.json", made)
    files = [str(folder / f"{name}.json") for name in "ab"]
    assert main(["load", *files, "--case", str(folder / "case")]) == 0
    return folder / "case"


@pytest.fixture
def save(built: Path) -> Save:
    """Save a view under the name `mine`, as the explorer writes it."""

    def saved(*steps: dict[str, Any], **state: Any) -> None:
        text = quote(json.dumps({"tab": "chains", "steps": list(steps), **state}))
        with Case.open(built, write=True) as case:
            case.save_view("mine", f"#v={text}")

    return saved


def rows(built: Path) -> list[dict[str, Any]]:
    with Case.open(built) as case:
        return [dict(row) for row in case.chains()]


def uid(built: Path, name: str) -> str:
    return next(
        hop[f"{end}_uid"]
        for row in rows(built)
        for hop in row["hops"]
        for end in ("from", "to")
        if hop[end] == name
    )


def meta_and_buyers(built: Path, file: Path) -> tuple[Any, list[str]]:
    asked = ["export", "--view", "mine", "-o", str(file), "--case", str(built)]
    assert main(asked) == 0
    (_, _, rest) = file.read_text("utf-8").partition(report.OPENS)
    found = json.loads(rest.partition(report.ENDS)[0])
    return found["meta"], sorted(row["institution"] for row in found["chains"])


@pytest.mark.parametrize(
    ("thing", "expected"), [("", [B, A]), (A, [A]), (SELLER, [B, A]), ("A100", [B, A])]
)
def test_a_view_holds_the_chains_of_its_things(
    built: Path, save: Save, tmp_path: Path, thing: str, expected: list[str]
) -> None:
    save({"do": "chains", "uid": uid(built, thing) if thing else ""})
    meta, buyers = meta_and_buyers(built, tmp_path / "view.html")
    assert (meta["query"], buyers) == ({"view": "mine"}, expected)


def test_the_chains_of_a_view_are_drawn_by_pyvis(built: Path, save: Save) -> None:
    save({"do": "chains", "uid": uid(built, A)})
    with Case.open(built) as case:
        drawn = case.to_pyvis(view="mine")
        assert drawn.nodes == case.to_pyvis(institution=A).nodes
        assert [row["institution"] for row in case.viewed("mine")] == [A]


def test_a_view_of_a_tender_holds_its_chains_alone(
    built: Path, save: Save, tmp_path: Path
) -> None:
    tender = next(row["tender"] for row in rows(built) if row["institution"] == B)
    save({"do": "chains", "uid": tender})
    assert meta_and_buyers(built, tmp_path / "view.html")[1] == [B]


def test_filters_focus_and_what_was_hidden_narrow_a_view(
    built: Path, save: Save, tmp_path: Path
) -> None:
    file = tmp_path / "view.html"
    (one, other) = sorted(rows(built), key=lambda row: str(row["institution"]))
    for state, expected in (
        ({"filters": {"source": [one["hops"][0]["path"]]}}, [B]),
        ({"filters": {"grade": ["E5"]}}, []),
        ({"filters": {"since": ["2030-01-01"]}}, []),
        ({"filters": {"until": ["2030-01-01"], "least": ["1"]}}, [B, A]),
        ({"focus": [other["key"]]}, [A]),
        ({"hidden": [uid(built, A)]}, [B]),
    ):
        save({"do": "chains"}, **state)
        assert meta_and_buyers(built, file)[1] == expected


def test_a_pattern_narrows_a_view_as_it_does_the_page(
    built: Path, save: Save, tmp_path: Path
) -> None:
    save({"do": "chains", "institution": uid(built, B), "item": uid(built, "A100")})
    assert meta_and_buyers(built, tmp_path / "view.html")[1] == [B]


def test_a_tag_narrows_a_view_to_what_it_is_on(
    built: Path, save: Save, tmp_path: Path
) -> None:
    (one, other) = sorted(rows(built), key=lambda row: str(row["institution"]))
    chain = "chain:" + "\n".join(hop["key"] for hop in one["hops"])
    issued = f"SELECT statement FROM ISSUED WHERE key = '{other['hops'][0]['key']}'"
    with Case.open(built, write=True) as case:
        ((statement,),) = (row.values() for row in case.sql(issued))
        case.note(uid(built, A), "ask #her-office, not#this")
        case.note(chain, "#whole")
        case.note(f"statement:{statement}", "#hop")
    for tag, expected in (
        ("her-office", [A]),
        ("whole", [B]),
        ("hop", [A]),
        ("this", []),
    ):
        save({"do": "chains"}, filters={"tag": [tag]})
        assert meta_and_buyers(built, tmp_path / "view.html")[1] == expected


def test_what_no_file_of_chains_can_hold_is_said(
    built: Path, save: Save, tmp_path: Path
) -> None:
    save({"do": "chains"}, {"do": "expand", "uid": uid(built, A), "type": "ISSUED"})
    meta, _ = meta_and_buyers(built, tmp_path / "view.html")
    assert meta["notes"] == [
        "1 of the view's steps shows relations or paths, "
        "which a file of chains does not."
    ]


def test_a_view_without_chains_and_an_unknown_one_are_told(
    built: Path, save: Save, tmp_path: Path
) -> None:
    save({"do": "expand", "uid": uid(built, A), "type": "ISSUED"})
    with Case.open(built, write=True) as case:
        case.save_view("broken", "#v=%7B")
        case.save_view("odd", quote('#v={"steps": [{"do": "chains", "grade": "E9"}]}'))
        for name, said in (
            ("mine", "shows no chains"),
            ("none", "there is no view none"),
            ("broken", "cannot be read"),
            ("odd", "cannot be read"),
        ):
            with pytest.raises(CaseError, match=said):
                case.export("html", tmp_path / "x.html", view=name)


def test_a_view_is_a_figure_and_a_graph_too(
    built: Path, save: Save, tmp_path: Path
) -> None:
    save({"do": "chains", "uid": uid(built, A)})
    with Case.open(built) as case:
        for kind in ("svg", "embed", "csv", "cypher"):
            text = case.export(kind, tmp_path / f"x.{kind}", view="mine").read_text()
            assert (A in text, B in text) == (True, False)
