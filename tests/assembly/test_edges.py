from pathlib import Path

import pytest

from graphkit import tables as layout
from graphkit.schema import schema
from tests.assembly.told import A100, AWS, Told, body, entry


@pytest.fixture
def told(tmp_path: Path) -> Told:
    return Told(tmp_path)


def test_an_empty_case_has_every_table_with_its_columns(told: Told) -> None:
    tables = told.assemble()
    for label in schema().nodes:
        found = tables.rows(f"DESCRIBE SELECT * FROM '@/nodes/{label}.parquet'")
        assert {row["column_name"]: row["column_type"] for row in found} == (
            layout.node_columns(label)
        )
    for kind in schema().edges.values():
        for name in kind.tables():
            found = tables.rows(f"DESCRIBE SELECT * FROM '@/edges/{name}.parquet'")
            assert [(row["column_name"], row["column_type"]) for row in found] == list(
                layout.edge_columns(kind.name).items()
            )


def test_only_dates_numbers_and_flags_are_ever_missing(told: Told) -> None:
    with told.record("a.json", tender="t1") as record:
        record.says("ISSUED", body("A"))
        record.says("AWARDED_TO", object=body("Yunda"))
        record.says("VIA", object=entry(AWS))
    tables = told.assemble()
    for file in sorted(tables.folder.glob("*/*.parquet")):
        for row in tables.rows(f"SELECT * FROM '{file}'"):
            kinds = (
                layout.edge_columns(file.name.split(".")[0])
                if (file.parent.name == "edges")
                else layout.node_columns(file.stem)
            )
            missing = [
                name
                for name, value in row.items()
                if value is None and kinds[name].startswith("VARCHAR")
            ]
            assert missing == [], file.name


def test_statements_with_equal_ends_are_one_edge(told: Told) -> None:
    with told.record("a.json", tender="t1") as first:
        first.says("ISSUED", body("深圳大学"))
    with told.record("b.json", tender="t1") as second:
        second.says("ISSUED", body("深圳 大學"))
    (edge,) = told.assemble().edges("ISSUED")
    uids = sorted((told.document("a.json"), told.document("b.json")))
    assert (edge["documents"], edge["n_statements"]) == (uids, 2)
    assert edge["key"] == f"ISSUED|{edge['src']}|tender:t1||"


def test_modality_tells_edges_apart_that_ask_or_award(told: Told) -> None:
    with told.record("a.json", tender="t1") as record:
        record.says("SEEKS", object=entry(A100), modality="required", quantity="8")
        record.says("SEEKS", object=entry(A100), modality="benchmark")
    found = told.assemble().edges("SEEKS")
    assert [(row["modality"], row["quantity"]) for row in found] == [
        ("benchmark", None),
        ("required", 8.0),
    ]


def test_a_provider_that_is_required_once_is_not_only_an_example(told: Told) -> None:
    with told.record("a.json", tender="t1") as record:
        record.says("VIA", object=entry(AWS), modality="example", quote="for example")
        record.says("VIA", object=entry(AWS), modality="required", quote="AWS only")
    (edge,) = told.assemble().edges("VIA")
    assert (edge["modality"], edge["quote"]) == ("required", "AWS only")


def test_the_words_of_an_award_come_before_a_title_before_other_text(
    told: Told,
) -> None:
    with told.record("a.json", tender="t1") as record:
        record.says("VIA", object=entry(AWS), quote="text", at="/tender/description")
    assert [row["quote"] for row in told.assemble().edges("VIA")] == ["text"]
    with told.record("a.json", tender="t1") as record:
        record.says("VIA", object=entry(AWS), quote="title", at="/tender/title")
    assert [row["quote"] for row in told.assemble().edges("VIA")] == ["title"]
    with told.record("a.json", tender="t1") as record:
        record.says("VIA", object=entry(AWS), quote="award", stage="awarded")
    assert [row["quote"] for row in told.assemble().edges("VIA")] == ["award"]


def test_primary_words_are_shown_and_the_weakest_provenance_is_carried(
    told: Told,
) -> None:
    with told.record("press.json", tender="t1", provenance="reported") as press:
        press.says(
            "AWARDED_TO", object=body("Yunda"), quote="press says", stage="awarded"
        )
    with told.record("notice.json", tender="t1") as notice:
        notice.says("AWARDED_TO", object=body("Yunda"), quote="notice says")
    (edge,) = told.assemble().edges("AWARDED_TO")
    assert (edge["quote"], edge["path"], edge["provenance"]) == (
        "notice says",
        "notice.json",
        "reported",
    )


def test_an_award_is_shown_by_words_that_give_its_amount(told: Told) -> None:
    with told.record("a.json", tender="t1") as record:
        record.says("AWARDED_TO", object=body("Yunda"), quote="bare")
        record.says(
            "AWARDED_TO",
            object=body("Yunda"),
            quote="full",
            amount="200000.50",
            day="2024-03",
        )
    (edge,) = told.assemble().edges("AWARDED_TO")
    assert edge["quote"] == "full"
    assert (edge["amount"], edge["amount_text"], edge["currency"]) == (
        200000.5,
        "200000.50",
        "CNY",
    )
    assert (str(edge["date"]), edge["date_text"]) == ("2024-03-01", "2024-03")


def test_what_is_no_date_is_not_shown_as_one(told: Told) -> None:
    with told.record("a.json", tender="t1") as record:
        record.says("AWARDED_TO", object=body("Yunda"), day="2024-02-31")
    assert told.assemble().said("AWARDED_TO", "date", "date_text") == [(None, "")]


def test_an_edge_shows_the_statement_it_quotes(told: Told) -> None:
    with told.record("a.json", tender="t1") as record:
        record.says("ISSUED", body("A"))
    (edge,) = told.assemble().edges("ISSUED")
    assert edge["statement"] == told.key("ISSUED", "A")
    assert (edge["path"], edge["locator"], edge["basis"]) == (
        "a.json",
        "/0/issued/0",
        "record",
    )


def test_an_edge_carries_the_strong_identifier_of_its_mention(told: Told) -> None:
    with told.record("a.json", tender="t1") as record:
        record.says("ISSUED", body("A", ("GB-SRS", "12")))
        record.says("AWARDED_TO", object=body("Yunda", ("GB-COH", "1002610")))
    tables = told.assemble()
    assert tables.said("ISSUED", "identifier") == [("",)]
    assert tables.said("AWARDED_TO", "identifier") == [("GB-COH:01002610",)]


def test_a_mention_that_gives_no_name_is_nobody(told: Told) -> None:
    with told.record("a.json", tender="t1") as record:
        record.says("ISSUED", body("深圳大学"))
        record.says("AWARDED_TO", object=body("详见附件"))
    tables = told.assemble()
    assert tables.edges("AWARDED_TO") == []
    assert [node["name"] for node in tables.nodes("Organization")] == ["深圳大学"]


def test_a_mention_of_what_the_catalogue_does_not_know_is_no_edge(told: Told) -> None:
    with told.record("a.json", tender="t1") as record:
        record.says("VIA", object=entry("provider:gone"))
        record.says("VIA", object=entry("chip:nvidia-a100"))
    assert told.assemble().edges("VIA") == []


def test_what_a_tender_rules_out_is_kept_apart(told: Told) -> None:
    with told.record("a.json", tender="t1") as record:
        record.says("EXCLUDES", object=entry(A100), quote="非A100")
    tables = told.assemble()
    assert tables.said("EXCLUDES", "quote") == [("非A100",)]
    assert tables.edges("SEEKS") == []


def test_a_rejected_statement_stands_aside(told: Told) -> None:
    with told.record("a.json", tender="t1") as record:
        record.says("ISSUED", body("A"))
        record.says("AWARDED_TO", object=body("Yunda"))
    told.rejected = (told.key("AWARDED_TO", "Yunda"),)
    tables = told.assemble()
    assert tables.edges("AWARDED_TO") == []
    assert [
        row["o_text"] for row in tables.rows("SELECT * FROM '@/rejected.parquet'")
    ] == ["Yunda"]
    assert [node["name"] for node in tables.nodes("Organization")] == ["A"]


def amendment(**said: object) -> dict[str, object]:
    return {
        "key": "0123456789abcdef",
        "document": "",
        "n": 1_000_000,
        "tender": "tender:t1",
        "author": "Li",
        "why": "told by phone",
        "log": "0001",
    } | said


def test_a_note_of_a_person_is_an_edge_without_a_document(told: Told) -> None:
    with told.record("a.json", tender="t1") as record:
        record.says("ISSUED", body("A"))
    told.amended = (
        amendment(
            type="AWARDED_TO",
            o_label="Organization",
            o_text="Yunda",
            o_start=0,
            o_end=5,
            quote="Yunda won it",
        ),
    )
    tables = told.assemble()
    (edge,) = tables.edges("AWARDED_TO")
    assert (edge["to"], edge["quote"], edge["documents"]) == (
        "Yunda",
        "Yunda won it",
        [],
    )
    assert (edge["basis"], edge["provenance"], edge["source"]) == (
        "amendment",
        "analyst",
        "",
    )
    assert [
        row["author"] for row in tables.rows("SELECT * FROM '@/amended.parquet'")
    ] == ["Li"]


def test_a_record_and_a_note_that_agree_show_the_record(told: Told) -> None:
    with told.record("a.json", tender="t1") as record:
        record.says("VIA", object=entry(AWS), quote="AWS")
    told.amended = (
        amendment(
            type="VIA",
            o_label="Provider",
            o_text="AWS",
            o_ids=f'[["catalogue","{AWS}"]]',
            quote="I saw it",
        ),
    )
    (edge,) = told.assemble().edges("VIA")
    assert (edge["quote"], edge["basis"], edge["provenance"], edge["n_statements"]) == (
        "AWS",
        "record",
        "analyst",
        2,
    )


def test_bodies_that_a_record_links_are_linked_outside_any_tender(told: Told) -> None:
    with told.record("a.json", tender="t1") as record:
        record.says("PART_OF", body("深圳大学医学院"), body("深圳大学"), part="lot:1")
    (edge,) = told.assemble().edges("PART_OF")
    assert (edge["from"], edge["to"], edge["tender"], edge["part"]) == (
        "深圳大学医学院",
        "深圳大学",
        "",
        "",
    )


def test_who_wins_tenders_of_a_provider_resells_it(told: Told) -> None:
    for number, day in (("t1", "2023-05-01"), ("t2", "2024-05-01")):
        with told.record(f"{number}.json", tender=number, day=day) as record:
            record.says("AWARDED_TO", object=body("Yunda"), stage="awarded")
            record.says("HANDLED_BY", object=body("Agency"))
            record.says("AWARDED_TO", object=body("Agency"), stage="awarded")
            record.says("VIA", object=entry(AWS))
    (edge,) = told.assemble().edges("RESELLS")
    assert (edge["from"], edge["dst"], edge["count"]) == (
        "Yunda",
        AWS,
        2,
    )
    assert (str(edge["first"]), str(edge["last"])) == ("2023-05-01", "2024-05-01")


def test_awards_of_another_part_resell_nothing(told: Told) -> None:
    with told.record("a.json", tender="t1") as record:
        record.says("AWARDED_TO", object=body("Yunda"), part="lot:1")
        record.says("VIA", object=entry(AWS), part="lot:2")
    assert told.assemble().edges("RESELLS") == []


def test_the_company_behind_a_provider_operates_and_does_not_resell_it(
    told: Told,
) -> None:
    name, provider = told.catalogue.operators[0]
    with told.record("a.json", tender="t1") as record:
        record.says("AWARDED_TO", object=body(name.upper()))
        record.says("VIA", object=entry(provider))
    tables = told.assemble()
    (edge,) = tables.edges("OPERATES")
    assert (edge["dst"], edge["basis"], edge["provenance"]) == (
        provider,
        "catalogue",
        "catalogue",
    )
    assert tables.edges("RESELLS") == []


def test_facts_of_the_catalogue_are_edges_with_their_sources(told: Told) -> None:
    tables = told.assemble()
    facts = [fact for fact in told.catalogue.facts if fact.type == "RUNS_ON"]
    found = tables.edges("RUNS_ON")
    assert [(row["src"], row["dst"], row["quote"], row["path"]) for row in found] == (
        sorted((f.src, f.dst, f.quote, f.source) for f in facts)
    )
    assert {row["provenance"] for row in found} == {"catalogue"}
    assert {entry.uid for entry in told.catalogue.entries.values()} == {
        node["uid"]
        for label in ("Chip", "Model", "Provider", "Product", "Rule", "List")
        for node in tables.nodes(label)
    }


def test_every_edge_has_a_key_of_its_own_and_both_its_nodes(told: Told) -> None:
    with told.record("a.json", tender="t1") as record:
        record.says("ISSUED", body("A"))
        record.says("SEEKS", object=entry(A100), modality="required")
    tables = told.assemble()
    known = {node["uid"] for label in schema().nodes for node in tables.nodes(label)}
    edges = tables.rows(
        "SELECT key, src, dst FROM read_parquet('@/edges/*.parquet', "
        "union_by_name = true)"
    )
    assert len({row["key"] for row in edges}) == len(edges)
    assert {uid for row in edges for uid in (row["src"], row["dst"])} <= known


def test_an_amended_amount_is_that_of_the_latest_document(told: Told) -> None:
    for path, day, amount in (
        ("z.json", "2024-01-02", "100"),
        ("m.json", "2024-03-02", "120"),
        ("a.json", "2024-02-02", "110"),
    ):
        with told.record(path, tender="t1", day=day) as release:
            release.says("AWARDED_TO", object=body("Yunda"), amount=amount)
    (edge,) = told.assemble().edges("AWARDED_TO")
    assert (edge["amount"], edge["n_statements"]) == (120.0, 3)


def test_who_owns_a_body_has_a_share(told: Told) -> None:
    with told.record("a.json", tender="t1") as release:
        release.says("OWNS", body("A"), body("B"), quantity="60")
    (edge,) = told.assemble().edges("OWNS")
    assert (edge["share"], edge["tender"]) == (None, "")
    with told.record("b.json", tender="t1") as release:
        release.says("OWNS", body("C"), body("B"), quantity="51.5", unit="%")
    shares = told.assemble("r2").said("OWNS", "from", "share")
    assert shares == [("A", None), ("C", 51.5)]


def test_a_body_of_which_the_record_says_that_it_is_a_person_is_one(
    told: Told,
) -> None:
    for tender in ("t1", "t2"):
        with told.record(f"{tender}.json", tender=tender) as release:
            owner = body("Qwerty Asdf", ("kind", "person"))
            release.says("OWNS", owner, body(f"Firm {tender} Ltd"))
    tables = told.assemble()
    persons = [
        (node["name"], node["kind"], node["identifiers"])
        for node in tables.nodes("Organization")
        if node["kind"] == "person"
    ]
    assert persons == [("Qwerty Asdf", "person", [])] * 2
