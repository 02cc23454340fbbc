"""One notice at several places is one Document, and speaks with one voice."""

from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from graphkit.assemble.captures import Notice, told_apart
from tests.assembly.told import A100, AWS, Told, body, entry

NUMBER = "SL-2024-F017"


@pytest.fixture
def told(tmp_path: Path) -> Told:
    return Told(tmp_path)


def award(
    told: Told,
    path: str,
    *,
    tender: str = "t1",
    number: str = NUMBER,
    kind: str = "award",
    day: str = "2024-03-18",
    supplier: str = "云衡示例科技有限公司",
    amount: str = "200000",
    loader: str = "notice",
    provenance: str = "primary",
    url: str = "",
    more: bool = False,
    title: str = "海外云计算资源租用项目",
) -> None:
    """Tell an award notice as a site shows it; `more` is a site that shows more."""
    with told.record(
        path,
        tender=tender,
        number=number,
        title=title,
        kind=kind,
        day=day,
        url=url,
        loader=loader,
        provenance=provenance,
    ) as said:
        said.says("ISSUED", body("示例大学"))
        said.says("status", quote="成交", stage="awarded")
        if supplier:
            said.says(
                "AWARDED_TO", object=body(supplier), amount=amount, stage="awarded"
            )
        if more:
            said.says("HANDLED_BY", object=body("示例招标有限公司"))


def documents(told: Told) -> list[tuple[Any, ...]]:
    nodes = told.assemble().nodes("Document")
    return sorted((node["path"], node["n_captures"]) for node in nodes)


def test_one_notice_on_three_sites_is_one_document(told: Told) -> None:
    award(told, "ccgp.html", more=True, url="http://www.ccgp.example/t1.htm")
    award(told, "province.html", url="http://province.example/9.htm")
    award(told, "university.txt")
    tables = told.assemble()
    (document,) = tables.nodes("Document")
    assert (document["path"], document["n_captures"]) == ("ccgp.html", 3)
    assert [capture.rpartition(" ")[0] for capture in document["captures"]] == [
        "province.html http://province.example/9.htm",
        "university.txt",
    ]
    (tender,) = tables.nodes("Tender")
    assert tender["n_documents"] == 1
    (edge,) = tables.edges("AWARDED_TO")
    assert (edge["documents"], edge["n_statements"]) == ([document["uid"]], 1)
    assert len(tables.edges("DOCUMENTED_BY")) == 1


def test_which_place_was_loaded_first_makes_no_difference(tmp_path: Path) -> None:
    digests = set()
    for number, order in enumerate((("a", "b", "c"), ("c", "b", "a"))):
        case = Told(tmp_path / str(number))
        for path in order:
            award(case, f"{path}.html", more=path == "b")
        digests.add(case.assemble().digest)
    assert len(digests) == 1


def test_a_copy_without_a_day_is_of_the_notice_that_has_one(told: Told) -> None:
    award(told, "a.html")
    award(told, "b.html", day="")
    assert documents(told) == [("a.html", 2)]


@pytest.mark.parametrize(
    "other",
    [
        {"day": "2024-04-18"},
        {"amount": "210000"},
        {"supplier": "学栋示例科技有限公司"},
        {"kind": "contract"},
        {"kind": "correction"},
        {"tender": "t2", "number": "SL-2024-F018"},
        {"provenance": "reported"},
        {"loader": "table"},
    ],
)
def test_what_says_something_else_is_another_document(
    told: Told, other: dict[str, Any]
) -> None:
    award(told, "a.html")
    award(told, "b.html", **other)
    assert documents(told) == [("a.html", 1), ("b.html", 1)]


def test_two_thin_notices_are_one_only_on_one_day(told: Told) -> None:
    award(told, "a.html", supplier="")
    award(told, "b.html", supplier="", day="")
    assert documents(told) == [("a.html", 1), ("b.html", 1)]
    award(told, "c.html", supplier="")
    assert sorted(count for _, count in documents(told)) == [1, 2]


def test_a_correction_without_a_day_is_no_copy(told: Told) -> None:
    award(told, "a.html", kind="correction")
    award(told, "b.html", kind="correction", day="")
    assert documents(told) == [("a.html", 1), ("b.html", 1)]


def test_a_notice_without_a_number_is_a_copy_by_buyer_title_and_day(told: Told) -> None:
    award(told, "a.html")
    award(told, "b.html", number="", tender="b")
    award(told, "c.html", number="", tender="c", title="另一个云计算资源租用项目")
    award(told, "d.html", number="", tender="d", day="2024-05-20")
    tables = told.assemble()
    assert sorted(node["uid"] for node in tables.nodes("Tender")) == [
        "tender:c",
        "tender:d",
        "tender:t1",
    ]
    assert documents(told) == [("a.html", 2), ("c.html", 1), ("d.html", 1)]


def test_equal_notices_of_two_numbers_and_one_without_join_nobody(told: Told) -> None:
    award(told, "a.html")
    award(told, "b.html", tender="t2", number="SL-2024-F018")
    award(told, "c.html", number="", tender="c")
    assert documents(told) == [("a.html", 1), ("b.html", 1), ("c.html", 1)]


def test_other_content_under_one_address_is_a_version_and_counts_once(
    told: Told,
) -> None:
    address = "http://www.ccgp.example/t1.htm"
    award(told, "old.html", url=address)
    award(told, "new.html", url=address, day="2024-03-20", amount="190000")
    tables = told.assemble()
    old, new = (tables.node_at("old.html"), tables.node_at("new.html"))
    assert (old["version_of"], new["version_of"]) == ("", old["uid"])
    assert tables.nodes("Tender")[0]["n_documents"] == 1


def test_copies_never_make_one_document_of_two_voices(told: Told) -> None:
    award(told, "a.html")
    with told.record(
        "b.html", tender="t1", number=NUMBER, kind="award", loader="notice"
    ) as said:
        said.says("ISSUED", body("示例大学"))
        said.says("VIA", object=entry(AWS), modality="awarded")
        said.says("AWARDS", object=entry(A100), modality="awarded", stage="awarded")
    tables = told.assemble()
    (won,), (via,) = tables.edges("AWARDED_TO"), tables.edges("VIA")
    assert set(won["documents"]).isdisjoint(via["documents"])


def test_what_a_person_rejected_does_not_come_back_from_a_copy(told: Told) -> None:
    award(told, "a.html")
    award(told, "b.html")
    told.rejected = (told.key("AWARDED_TO", "云衡示例科技有限公司"),)
    assert told.assemble().edges("AWARDED_TO") == []


def test_what_a_person_rejected_does_not_come_back_from_a_fuller_copy(
    told: Told,
) -> None:
    award(told, "a.html")
    told.rejected = (told.key("AWARDED_TO", "云衡示例科技有限公司"),)
    assert told.assemble().edges("AWARDED_TO") == []
    award(told, "b.html", more=True)
    tables = told.assemble()
    assert documents(told) == [("b.html", 2)]
    assert tables.edges("AWARDED_TO") == []
    assert [edge["to"] for edge in tables.edges("HANDLED_BY")] == ["示例招标有限公司"]
    rejected = tables.rows("SELECT type FROM '@/rejected.parquet'")
    assert [row["type"] for row in rejected] == ["AWARDED_TO"] * 2


def test_a_rejection_does_not_follow_into_another_notice(told: Told) -> None:
    award(told, "a.html")
    told.rejected = (told.key("AWARDED_TO", "云衡示例科技有限公司"),)
    award(told, "b.html", more=True, day="2024-04-18")
    (edge,) = told.assemble().edges("AWARDED_TO")
    assert edge["to"] == "云衡示例科技有限公司"


def test_what_a_person_adds_to_a_copy_is_the_documents(told: Told) -> None:
    award(told, "a.html", more=True)
    award(told, "b.html")
    copy = told.document("b.html")
    told.amended = (
        {"key": "k", "type": "title", "tender": "tender:t1", "quote": "better"}
        | {"document": copy, "log": "l"},
    )
    tables = told.assemble()
    assert tables.nodes("Tender")[0]["name"] == "better"
    assert [edge["dst"] for edge in tables.edges("DOCUMENTED_BY")] == [
        told.document("a.html")
    ]


def _pairwise(group: list[Notice]) -> dict[str, str]:
    """Compare each with each: what the captures are, at the price of a square."""
    copies: dict[str, str] = {}
    kept: list[Notice] = []
    for one in sorted(
        group, key=lambda n: (-len(n.content), n.number == "", -n.rejected, n.handle)
    ):
        of = next((other for other in kept if one.content <= other.content), None)
        if of is None or not one.content:
            kept.append(one)
        else:
            copies[one.document] = of.document
    return copies


@settings(max_examples=200, deadline=None, derandomize=True)
@given(st.lists(st.frozensets(st.sampled_from("abcdef"), max_size=5), max_size=12))
def test_looking_at_what_shares_the_rarest_statement_misses_no_copy(
    contents: list[frozenset[str]],
) -> None:
    group = [
        Notice(
            *(str(n), "t", "award", 0, NUMBER, "", "", "", 0, n),
            content=frozenset(("AWARDED_TO", letter) for letter in content),
        )
        for n, content in enumerate(contents)
    ]
    copies, _ = told_apart(group)
    assert copies == _pairwise(group)
