from pathlib import Path
from typing import Any

import pytest

from graphkit.resolve import Judgement
from tests.assembly.told import A100, AWS, Told, body, entry


@pytest.fixture
def told(tmp_path: Path) -> Told:
    return Told(tmp_path)


def only(told: Told) -> dict[str, Any]:
    (tender,) = told.assemble().nodes("Tender")
    return tender


def test_a_tender_has_the_title_and_number_of_its_latest_document(told: Told) -> None:
    with told.record("b", tender="t1", day="2024-02-01", title="旧", number="A-0001"):
        pass
    with told.record("a", tender="t1", day="2024-03-01", title="新", number="A-0001"):
        pass
    tender = only(told)
    assert (tender["name"], tender["name_zh"], tender["number"]) == (
        "新",
        "新",
        "A-0001",
    )


def test_a_tender_without_a_title_is_called_by_its_number(told: Told) -> None:
    with told.record("a", tender="t1", number="SL-2024-F017"):
        pass
    assert only(told)["name"] == "SL-2024-F017"


def test_a_tender_without_either_is_called_by_its_uid(told: Told) -> None:
    with told.record("a", tender="t1") as record:
        record.says("ISSUED", body("A"))
    assert only(told)["name"] == "tender:t1"


def test_a_rejected_title_is_not_the_name(told: Told) -> None:
    with told.record("a", tender="t1", title="right"):
        pass
    with told.record("b", tender="t1", day="2024-03-01", title="wrong"):
        pass
    told.rejected = (told.key("title", "wrong"),)
    assert only(told)["name"] == "right"


def test_a_title_that_a_person_gives_is_the_name(told: Told) -> None:
    with told.record("a", tender="t1", title="as it stands"):
        pass
    told.amended = (
        {"key": "k", "type": "title", "tender": "tender:t1", "quote": "better"},
    )
    assert only(told)["name"] == "better"


def test_the_budget_is_of_the_whole_before_a_part(told: Told) -> None:
    with told.record("a", tender="t1") as record:
        record.says("budget", amount="5", part="lot:1")
        record.says("budget", amount="9.90", currency="EUR")
        record.says("budget", amount="", part="lot:2")
    tender = only(told)
    assert (tender["budget"], tender["budget_text"], tender["currency"]) == (
        9.9,
        "9.90",
        "EUR",
    )


def test_a_budget_without_a_currency_takes_none_from_another(told: Told) -> None:
    with told.record("a", tender="t1", day="2024-01-01") as record:
        record.says("budget", amount="1", currency="USD")
    with told.record("b", tender="t1", day="2024-02-01") as record:
        record.says("budget", amount="2", currency="")
    tender = only(told)
    assert (tender["budget"], tender["currency"]) == (2.0, "")


@pytest.mark.parametrize(
    ("stages", "stage"),
    [
        (("planned",), "planned"),
        (("tendered", "planned"), "tendered"),
        (("tendered", "awarded"), "awarded"),
        (("awarded", "contracted"), "contracted"),
        (("contracted", "accepted"), "accepted"),
    ],
)
def test_a_tender_is_as_far_as_its_documents_came(
    told: Told, stages: tuple[str, ...], stage: str
) -> None:
    for number, said in enumerate(stages):
        day = f"2024-0{number + 1}-01"
        with told.record(f"{number}", tender="t1", day=day) as record:
            record.says("status", quote=said, stage=said)
    assert only(told)["stage"] == stage


def test_an_award_statement_makes_a_tender_awarded(told: Told) -> None:
    with told.record("a", tender="t1") as record:
        record.says("AWARDED_TO", object=body("Yunda"))
    assert only(told)["stage"] == "awarded"


def test_a_failed_tender_awards_nothing(told: Told) -> None:
    with told.record("a", tender="t1", day="2024-03-01") as record:
        record.says("ISSUED", body("A"))
        record.says("SEEKS", object=entry(A100), modality="required")
        record.says("AWARDED_TO", object=body("Yunda"), stage="awarded", day="2024-03")
        record.says("AWARDS", object=entry(A100), modality="awarded", stage="awarded")
    with told.record("b", tender="t1", day="2024-04-01") as record:
        record.says("status", quote="废标", stage="failed")
    tables = told.assemble()
    (tender,) = tables.nodes("Tender")
    assert (tender["stage"], tender["awarded_on"]) == ("failed", None)
    assert (str(tender["date"]), tender["date_text"]) == ("2024-03-01", "2024-03-01")
    assert tables.edges("AWARDED_TO") + tables.edges("AWARDS") == []
    assert tables.said("SEEKS", "modality") == [("required",)]


def test_a_release_that_fails_and_awards_at_once_awards_nothing(told: Told) -> None:
    with told.record("a", tender="t1", day="2024-03-01") as record:
        record.says("status", quote="unsuccessful", stage="failed")
        record.says("AWARDED_TO", object=body("Yunda"), stage="awarded")
    tables = told.assemble()
    assert tables.edges("AWARDED_TO") == []
    assert tables.nodes("Tender")[0]["stage"] == "failed"


def test_an_award_after_the_failure_stands(told: Told) -> None:
    with told.record("a", tender="t1", day="2024-03-01") as record:
        record.says("status", quote="流标", stage="failed")
    with told.record("b", tender="t1", day="2024-05-01") as record:
        record.says("AWARDED_TO", object=body("Yunda"), stage="awarded")
    tables = told.assemble()
    assert tables.said("AWARDED_TO", "to") == [("Yunda",)]
    assert tables.nodes("Tender")[0]["stage"] == "awarded"


@pytest.mark.parametrize(
    "days", [("", "2024-05-01"), ("2024-03-01", ""), ("2024-05", "2024-05-02")]
)
def test_an_award_that_may_be_older_than_the_failure_falls(
    told: Told, days: tuple[str, str]
) -> None:
    with told.record("a", tender="t1", day=days[0]) as record:
        record.says("status", quote="流标", stage="failed")
    with told.record("b", tender="t1", day=days[1]) as record:
        record.says("AWARDED_TO", object=body("Yunda"), stage="awarded")
    tables = told.assemble()
    assert tables.edges("AWARDED_TO") == []


def test_a_failed_lot_leaves_the_others(told: Told) -> None:
    with told.record("a", tender="t1", day="2024-03-01") as record:
        record.says("AWARDED_TO", object=body("Yunda"), part="lot:1", stage="awarded")
        record.says("AWARDED_TO", object=body("Other"), part="lot:2", stage="awarded")
        record.says("status", quote="废标", stage="failed", part="lot:2")
    tables = told.assemble()
    assert tables.said("AWARDED_TO", "to", "part") == [("Yunda", "lot:1")]
    assert tables.nodes("Tender")[0]["stage"] == "awarded"


def test_the_day_of_a_tender_is_that_of_its_award(told: Told) -> None:
    with told.record("a", tender="t1", day="2024-01-05") as record:
        record.says("status", quote="tender", stage="tendered")
    assert only(told)["date_text"] == "2024-01-05"
    with told.record("c", tender="t1", day="2024-03-09") as record:
        record.says("AWARDED_TO", object=body("Yunda"))
    assert only(told)["date_text"] == "2024-03-09"
    with told.record("d", tender="t1", day="2024-04-09") as record:
        record.says("signed_on", day="2024-03-20")
    assert only(told)["date_text"] == "2024-03-20"
    with told.record("e", tender="t1", day="2024-04-10") as record:
        record.says("awarded_on", day="2024-03-08")
    tender = only(told)
    assert tender["date_text"] == "2024-03-08"
    assert [str(tender[name]) for name in ("date", "published_on", "signed_on")] == [
        "2024-03-08",
        "2024-01-05",
        "2024-03-20",
    ]


def test_a_partial_date_keeps_its_precision_in_words(told: Told) -> None:
    with told.record("a", tender="t1", day="2024"):
        pass
    tender = only(told)
    assert (str(tender["date"]), tender["date_text"]) == ("2024-01-01", "2024")


@pytest.mark.parametrize("day", ["2024-13-45", "soon", "0000", "2024-02-30"])
def test_what_is_no_date_is_left_out(told: Told, day: str) -> None:
    with told.record("a", tender="t1", day=day):
        pass
    tender = only(told)
    assert (tender["date"], tender["date_text"]) == (None, "")


def test_a_document_is_a_record_with_its_place(told: Told) -> None:
    with told.record(
        "中标.txt", tender="t1", day="2024-03-01", title="云服务", compiled=True
    ):
        pass
    (document,) = told.assemble().nodes("Document")
    assert {
        name: str(value) for name, value in document.items() if value not in ("", [])
    } == {
        "uid": told.document("中标.txt"),
        "name": "云服务",
        "name_zh": "云服务",
        "provenance": "primary",
        "source": document["source"],
        "locator": "/0",
        "path": "中标.txt",
        "kind": "notice",
        "published_on": "2024-03-01",
        "compiled": "True",
        "n_captures": "1",
    }


def test_a_record_that_says_nothing_is_a_document_all_the_same(told: Told) -> None:
    with told.record("a.json", tender=""):
        pass
    tables = told.assemble()
    assert [node["name"] for node in tables.nodes("Document")] == ["a.json /0"]
    assert tables.edges("DOCUMENTED_BY") == []


def test_a_document_is_tied_to_its_tender_by_what_names_it(told: Told) -> None:
    with told.record(
        "a", tender="t1", day="2024-03-01", title="云", number="A-00017", kind="award"
    ) as record:
        record.says("VIA", object=entry(AWS))
    (edge,) = told.assemble().edges("DOCUMENTED_BY")
    assert (edge["quote"], edge["kind"], edge["date_text"], edge["n_statements"]) == (
        "A-00017",
        "award",
        "2024-03-01",
        4,
    )


def alike(
    told: Told,
    tender: str,
    *,
    number: str = "",
    title: str = "云服务器租用项目",
    buyer: str = "深圳大学",
) -> None:
    with told.record(
        f"{tender}.txt", tender=tender, number=number, title=title
    ) as said:
        said.says("ISSUED", body(buyer))


def possibly(told: Told) -> list[tuple[Any, ...]]:
    return told.assemble().said("POSSIBLY_SAME", "src", "dst", "basis", "quote")


def test_an_equal_title_of_one_buyer_never_joins_but_is_possibly_the_same(
    told: Told,
) -> None:
    alike(told, "t1", number="XS-2024-009")
    alike(told, "t2")
    assert possibly(told) == [("tender:t1", "tender:t2", "name", "")]


def test_an_equal_title_under_two_numbers_is_not_the_same(told: Told) -> None:
    alike(told, "t1", number="XS-2024-009")
    alike(told, "t2", number="XS-2024-010")
    assert possibly(told) == []


def test_a_title_that_anybody_uses_says_nothing(told: Told) -> None:
    alike(told, "t1", title="设备采购")
    alike(told, "t2", title="设备采购")
    assert possibly(told) == []


def test_tenders_that_a_person_told_apart_are_not_possibly_the_same(told: Told) -> None:
    alike(told, "t1")
    alike(told, "t2")
    told.judgements = (Judgement("different", "tender:t2", "tender:t1", "j1"),)
    assert possibly(told) == []


def test_a_title_with_a_second_attempt_is_possibly_the_same(told: Told) -> None:
    alike(told, "t1", number="XS-2024-009")
    alike(told, "t2", number="XS-2024-031", title="云服务器租用项目（二次）")
    assert possibly(told) == [("tender:t1", "tender:t2", "name", "")]


def test_one_number_and_title_of_two_buyers_is_possibly_the_same(told: Told) -> None:
    alike(told, "t1", number="XS-2024-009")
    alike(told, "t2", number="XS-2024-009", buyer="深圳大学信息中心")
    assert possibly(told) == [("tender:t1", "tender:t2", "name", "")]


def test_one_number_of_two_buyers_says_nothing_without_the_title(told: Told) -> None:
    alike(told, "t1", number="2024-00001")
    alike(told, "t2", number="2024-00001", title="食堂设备采购项目", buyer="示例医院")
    assert possibly(told) == []
