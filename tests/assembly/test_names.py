from pathlib import Path

import msgspec
import pytest

from graphkit.resolve import Judgement
from tests.assembly.told import AWS, Tables, Told, body, entry


@pytest.fixture
def told(tmp_path: Path) -> Told:
    return Told(tmp_path)


def buy(told: Told, tender: str, buyer: str, supplier: str = "", **how: str) -> None:
    ids = (("ocid", how.pop("ocid")),) if "ocid" in how else ()
    with told.record(f"{tender}.json", tender=tender, ids=ids) as record:
        record.says("ISSUED", body(buyer))
        if supplier:
            record.says("AWARDED_TO", object=body(supplier))


def uids(tables: Tables, kind: str, end: str) -> list[str]:
    return [
        row[end] for row in sorted(tables.edges(kind), key=lambda row: row["tender"])
    ]


def test_equal_names_are_one_body_with_its_commonest_spelling(told: Told) -> None:
    buy(told, "t1", "深圳大學")
    buy(told, "t2", "深圳大学")
    buy(told, "t3", "深圳大学")
    (node,) = told.assemble().nodes("Organization")
    assert (node["name"], node["name_zh"], node["kind"], node["n_names"]) == (
        "深圳大学",
        "深圳大学",
        "university",
        2,
    )


def test_a_hospital_that_every_town_has_is_one_for_each_tender(told: Told) -> None:
    buy(told, "t1", "第三人民医院")
    buy(told, "t2", "第三人民医院")
    tables = told.assemble()
    assert len({node["uid"] for node in tables.nodes("Organization")}) == 2
    assert len(set(uids(tables, "ISSUED", "src"))) == 2


def test_a_person_is_one_for_each_buyer(told: Told) -> None:
    buy(told, "t1", "深圳大学", "张建国")
    buy(told, "t2", "深圳大学", "张建国")
    buy(told, "t3", "四川大学", "张建国")
    tables = told.assemble()
    first, second, third = uids(tables, "AWARDED_TO", "dst")
    assert first == second != third
    kinds = {node["kind"] for node in tables.nodes("Organization")}
    assert kinds == {"person", "university"}


def test_a_ministry_is_one_for_each_publisher(told: Told) -> None:
    buy(told, "t1", "Ministry of Health", ocid="ocds-aaaaaa-1")
    buy(told, "t2", "Ministry of Health", ocid="ocds-aaaaaa-2")
    buy(told, "t3", "Ministry of Health", ocid="ocds-bbbbbb-1")
    first, second, third = uids(told.assemble(), "ISSUED", "src")
    assert first == second != third


def test_a_ministry_without_a_publisher_is_one_for_each_tender(told: Told) -> None:
    buy(told, "t1", "Ministry of Health")
    buy(told, "t2", "Ministry of Health")
    assert len(set(uids(told.assemble(), "ISSUED", "src"))) == 2


def test_tenders_judged_the_same_are_one_with_all_their_documents(told: Told) -> None:
    buy(told, "t1", "第三人民医院", "Yunda")
    buy(told, "t2", "第三人民医院", "Yunda")
    told.judgements = (Judgement("same", "tender:t2", "tender:t1", "j1", "one number"),)
    tables = told.assemble()
    (tender,) = tables.nodes("Tender")
    assert (tender["uid"], tender["n_documents"]) == ("tender:t1", 2)
    assert len(tables.edges("ISSUED")) == len(tables.edges("AWARDED_TO")) == 1
    assert tables.rows(
        "SELECT anchor_uid, uid, basis FROM '@/names.parquet' WHERE label = 'Tender'"
    ) == [{"anchor_uid": "tender:t2", "uid": "tender:t1", "basis": "judgement"}]


def test_unsure_tenders_stay_two_with_an_edge_between(told: Told) -> None:
    buy(told, "t1", "A")
    buy(told, "t2", "B")
    told.judgements = (Judgement("unsure", "tender:t2", "tender:t1", "j1", "like"),)
    (edge,) = told.assemble().edges("POSSIBLY_SAME")
    assert (edge["src"], edge["dst"], edge["quote"], edge["statement"]) == (
        "tender:t1",
        "tender:t2",
        "like",
        "j1",
    )


def judged(told: Told, verdict: str, one: str, other: str) -> None:
    known = {
        row["text"]: row["anchor_uid"]
        for row in told.assemble("r0").rows(
            "SELECT text, anchor_uid FROM '@/names.parquet' "
            "WHERE label = 'Organization'"
        )
    }
    judgement = Judgement(
        verdict, known[one], known[other], f"j{len(told.judgements)}", "because"
    )
    told.judgements = (*told.judgements, judgement)


def test_a_judgement_joins_and_its_undoing_restores_every_byte(told: Told) -> None:
    buy(told, "t1", "A", "Yunda Ltd")
    buy(told, "t2", "B", "云达科技")
    before = told.assemble().digest
    judged(told, "same", "Yunda Ltd", "云达科技")
    tables = told.assemble()
    assert len(set(uids(tables, "AWARDED_TO", "dst"))) == 1
    (node,) = [n for n in tables.nodes("Organization") if n["n_names"] == 2]
    assert (node["name_zh"], node["name_en"]) == ("云达科技", "Yunda Ltd")
    assert len(node["former_uids"]) == 1
    assert {row["basis"] for row in tables.edges("AWARDED_TO")} == {
        "judgement",
        "record",
    }
    told.judgements = ()
    assert told.assemble().digest == before


def test_a_part_of_another_is_an_edge_and_never_one_body(told: Told) -> None:
    buy(told, "t1", "深圳大学医学院", "深圳大学")
    judged(told, "part_of", "深圳大学医学院", "深圳大学")
    (edge,) = told.assemble().edges("PART_OF")
    assert (edge["from"], edge["to"], edge["basis"], edge["provenance"]) == (
        "深圳大学医学院",
        "深圳大学",
        "judgement",
        "analyst",
    )


def test_judgements_that_clash_are_listed(told: Told) -> None:
    buy(told, "t1", "A", "B")
    judged(told, "different", "A", "B")
    judged(told, "same", "A", "B")
    tables = told.assemble()
    assert len(tables.nodes("Organization")) == 2
    listed = msgspec.json.decode((tables.folder / "unfollowed.json").read_bytes())
    assert listed == [
        {
            "judgement": "j1",
            "against": "j0",
            "reason": "these were judged different",
        }
    ]


def test_a_bare_name_of_several_registered_bodies_is_possibly_each(told: Told) -> None:
    for number, code in (("t1", "01002610"), ("t2", "01002611"), ("t3", "")):
        ids = (("GB-COH", code),) if code else ()
        with told.record(f"{number}.json", tender=number) as record:
            record.says("AWARDED_TO", object=body("Acme Ltd", *ids))
    tables = told.assemble()
    assert len(tables.nodes("Organization")) == 3
    assert tables.said("POSSIBLY_SAME", "basis", "from", "to") == [
        ("name", "Acme Ltd", "Acme Ltd"),
        ("name", "Acme Ltd", "Acme Ltd"),
    ]


def test_the_dictionary_joins_names_and_gives_the_ror_identifier(told: Told) -> None:
    buy(told, "t1", "深圳大学")
    buy(told, "t2", "SHENZHEN UNIVERSITY")
    (node,) = told.assemble().nodes("Organization")
    assert node["identifiers"] == ["ror:01vy4gh70"]
    assert node["name_en"] == "SHENZHEN UNIVERSITY"


def test_names_keep_what_was_written_and_why_it_is_who(told: Told) -> None:
    with told.record("a.json", tender="t1") as record:
        record.says("ISSUED", body("Acme  LTD", ("GB-COH", "1002610")))
        record.says("VIA", object=entry(AWS, "Amazon Cloud"))
    tables = told.assemble()
    columns = "label, text, ids, context, key, jurisdiction, identifier, anchor_uid"
    rows = tables.rows(
        f"SELECT {columns}, uid, basis FROM '@/names.parquet' "
        "WHERE ids <> '' ORDER BY label"
    )
    uid = tables.nodes("Organization")[0]["uid"]
    assert rows == [
        {
            "label": "Organization",
            "text": "Acme  LTD",
            "ids": '[["GB-COH","1002610"]]',
            "context": "",
            "key": "acmeltd",
            "jurisdiction": "GB",
            "identifier": "GB-COH:01002610",
            "anchor_uid": uid,
            "uid": uid,
            "basis": "identifier",
        },
        {
            "label": "Provider",
            "text": "Amazon Cloud",
            "ids": f'[["catalogue","{AWS}"]]',
            "context": "",
            "key": "amazoncloud",
            "jurisdiction": "",
            "identifier": "",
            "anchor_uid": AWS,
            "uid": AWS,
            "basis": "catalogue",
        },
    ]


def test_a_person_is_one_wherever_an_identifier_says_so(told: Told) -> None:
    for number in ("t1", "t2"):
        with told.record(f"{number}.json", tender=number) as record:
            record.says("ISSUED", body(f"Buyer {number}"))
            record.says("AWARDED_TO", object=body("John Smith", ("PY-RUC", "1234567")))
    tables = told.assemble()
    assert len(set(uids(tables, "AWARDED_TO", "dst"))) == 1
    assert tables.said("AWARDED_TO", "identifier") == [("PY-RUC:1234567",)] * 2
