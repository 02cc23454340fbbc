from pathlib import Path

import pytest

from tests.assembly.told import A100, AWS, Told, body, entry


@pytest.fixture
def told(tmp_path: Path) -> Told:
    return Told(tmp_path)


def test_two_tenders_sharing_a_dealer_share_a_node_and_nothing_else(told: Told) -> None:
    with told.record("a.json", tender="t1") as chairs:
        chairs.says("ISSUED", body("University A"))
        chairs.says("AWARDED_TO", object=body("Yunda"))
    with told.record("b.json", tender="t2") as cloud:
        cloud.says("ISSUED", body("University B"))
        cloud.says("AWARDED_TO", object=body("Yunda"))
        cloud.says("VIA", object=entry(AWS))
        cloud.says("AWARDS", object=entry(A100), modality="awarded")
    tables = told.assemble()
    assert tables.said("AWARDED_TO", "tender", "to", "documents") == [
        ("tender:t1", "Yunda", [told.document("a.json")]),
        ("tender:t2", "Yunda", [told.document("b.json")]),
    ]
    assert tables.said("VIA", "tender") == [("tender:t2",)]
    assert tables.said("AWARDS", "tender") == [("tender:t2",)]
    assert len({row["dst"] for row in tables.edges("AWARDED_TO")}) == 1


def test_two_awards_of_a_tender_are_two_parts(told: Told) -> None:
    with told.record("a.json", tender="t1") as record:
        record.says("AWARDED_TO", object=body("Yunda"), part="award:1")
        record.says("AWARDED_TO", object=body("Chair maker"), part="award:2")
        record.says("AWARDS", object=entry(A100), modality="awarded", part="award:1")
        record.says("VIA", object=entry(AWS))
        record.says("ISSUED", body("A"))
    tables = told.assemble()
    assert tables.said("AWARDED_TO", "to", "part") == [
        ("Chair maker", "award:2"),
        ("Yunda", "award:1"),
    ]
    assert tables.said("AWARDS", "part") == [("award:1",)]
    assert tables.said("VIA", "part") == [("?",)]
    assert tables.said("ISSUED", "part") == [("",)]


def test_a_single_award_is_no_part(told: Told) -> None:
    with told.record("a.json", tender="t1") as record:
        record.says("AWARDED_TO", object=body("Yunda"), part="award:1")
        record.says("SEEKS", object=entry(A100), modality="required")
    tables = told.assemble()
    assert tables.said("AWARDED_TO", "part") == [("",)]
    assert tables.said("SEEKS", "part", "modality") == [("", "required")]


def test_two_suppliers_of_one_award_stay_in_one_part(told: Told) -> None:
    with told.record("a.json", tender="t1") as record:
        record.says("AWARDED_TO", object=body("Yunda"), part="award:1")
        record.says("AWARDED_TO", object=body("Other"), part="award:1")
    assert told.assemble().said("AWARDED_TO", "to", "part") == [
        ("Other", ""),
        ("Yunda", ""),
    ]


def test_a_lot_named_by_a_title_alone_is_a_part_all_the_same(told: Told) -> None:
    with told.record("a.json", tender="t1") as record:
        record.says("title", quote="Chairs", part="lot:1")
        record.says("SEEKS", object=entry(A100), modality="required", part="lot:2")
        record.says("AWARDED_TO", object=body("Chair maker"))
    tables = told.assemble()
    assert tables.said("SEEKS", "part") == [("lot:2",)]
    assert tables.said("AWARDED_TO", "part") == [("?",)]


def test_the_only_lot_of_a_tender_with_its_only_award_is_the_whole(told: Told) -> None:
    with told.record("a.json", tender="t1") as record:
        record.says("SEEKS", object=entry(A100), modality="required", part="lot:1")
        record.says("AWARDED_TO", object=body("Yunda"), part="award:9")
    tables = told.assemble()
    assert tables.said("SEEKS", "part") + tables.said("AWARDED_TO", "part") == [
        ("",),
        ("",),
    ]


def test_the_only_lot_does_not_say_which_of_two_awards(told: Told) -> None:
    with told.record("a.json", tender="t1") as record:
        record.says("SEEKS", object=entry(A100), modality="required", part="lot:1")
        record.says("AWARDED_TO", object=body("Yunda"), part="award:1")
        record.says("AWARDED_TO", object=body("Other"), part="award:2")
    assert told.assemble().said("SEEKS", "part") == [("?",)]


def test_an_award_that_came_to_nothing_is_no_part(told: Told) -> None:
    with told.record("a.json", tender="t1") as record:
        record.says("status", stage="cancelled", part="award:1", quote="cancelled")
        record.says("AWARDED_TO", object=body("Yunda"), part="award:2")
        record.says("SEEKS", object=entry(A100), modality="required")
    tables = told.assemble()
    assert tables.said("AWARDED_TO", "to", "part") == [("Yunda", "")]
    assert tables.said("SEEKS", "part") == [("",)]


def test_buyers_without_a_number_have_tenders_of_their_own(told: Told) -> None:
    with told.record("a.txt", tender="record-a", number="无") as first:
        first.says("ISSUED", body("甲大学"))
    with told.record("b.txt", tender="record-b", number="无") as second:
        second.says("ISSUED", body("乙大学"))
    tables = told.assemble()
    assert [node["uid"] for node in tables.nodes("Tender")] == [
        "tender:record-a",
        "tender:record-b",
    ]


def test_request_and_award_in_two_files_are_one_tender_with_two_documents(
    told: Told,
) -> None:
    with told.record("ask.txt", tender="t1", day="2024-03-01", title="云服务") as ask:
        ask.says("ISSUED", body("深圳大学"))
        ask.says("SEEKS", object=entry(A100), modality="required", stage="tendered")
    with told.record("won.txt", tender="t1", day="2024-04-01", title="云服务") as won:
        won.says("ISSUED", body("深圳大学"))
        won.says("AWARDED_TO", object=body("云达"), stage="awarded")
    tables = told.assemble()
    (tender,) = tables.nodes("Tender")
    assert (tender["n_documents"], tender["stage"]) == (2, "awarded")
    ask_uid, won_uid = told.document("ask.txt"), told.document("won.txt")
    assert tables.said("ISSUED", "documents", "n_statements") == [
        (sorted((ask_uid, won_uid)), 2)
    ]
    assert tables.said("SEEKS", "documents") == [([ask_uid],)]
    assert tables.said("DOCUMENTED_BY", "dst", "date_text") == sorted(
        [(ask_uid, "2024-03-01"), (won_uid, "2024-04-01")]
    )
