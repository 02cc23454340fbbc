"""Which chains there are, which there are not, and how well records support them."""

from datetime import date

import pytest

from graphkit.errors import NameLookupError, QueryError
from graphkit.search.chains import ChainQuery, count, search
from tests.chains.told import Open, cloud, found, only
from tests.graphs import Rows, day


def test_an_empty_graph_has_no_chains(open_graph: Open) -> None:
    result = search(open_graph(Rows()), ChainQuery())
    assert (result.chains, result.truncated) == ((), False)


def test_one_notice_that_says_it_all_is_e1(open_graph: Open) -> None:
    chain = only(open_graph(cloud()))
    assert chain.to_json() == {
        "key": chain.key,
        "institution": "B",
        "tender": "tender:t2",
        "tenders": ["tender:t2"],
        "intermediary": "Yunda",
        "provider": "aws",
        "item": {"label": "Chip", "name": "a100"},
        "relation": "AWARDS",
        "modality": "awarded",
        "stage": None,
        "date": None,
        "amount": None,
        "currency": None,
        "tax": None,
        "grade": "E1",
        "inferred": False,
        "provenance": "primary",
        "count": 1,
        "controls": [
            {
                "rule": "",
                "status": "unknown",
                "clause": "no figures in the catalogue",
            }
        ],
        "hops": [hop.to_json() for hop in chain.hops],
        "grade_words": "one document supports every hop",
        "why": "one document states every hop",
        "uids": {
            "institution": "org:B",
            "tender": "tender:t2",
            "supplier": "org:Yunda",
            "intermediary": "org:Yunda",
            "provider": "provider:aws",
            "item": "chip:a100",
        },
    }
    assert chain.hops[1].to_json() == {
        "type": "AWARDED_TO",
        "from": "t2",
        "to": "Yunda",
        "quote": "tender:t2 AWARDED_TO org:Yunda",
        "path": "d2.json",
        "source": "doc:d2",
        "locator": "/awarded_to",
        "from_uid": "tender:t2",
        "to_uid": "org:Yunda",
        "part": "",
        "documents": 1,
        "key": "AWARDED_TO|tender:t2|org:Yunda||",
    }
    assert [hop.type for hop in chain.hops] == ["ISSUED", "AWARDED_TO", "VIA", "AWARDS"]


def test_two_tenders_sharing_a_dealer_make_no_chain(open_graph: Open) -> None:
    rows = cloud()
    rows.notice("t1", buyer="A", supplier="Yunda", document="doc:d1")
    graph = open_graph(rows)
    assert found(graph) == [("B", "Yunda", "aws", "a100", "E1")]
    assert found(graph, institution="org:A") == []


def test_a_chain_across_two_tenders_is_inferred_and_there_once(
    open_graph: Open,
) -> None:
    rows = cloud()
    rows.notice("t1", buyer="A", supplier="Yunda", document="doc:d1")
    rows.notice("t0", buyer="A", supplier="Yunda", document="doc:d0")
    chain = only(open_graph(rows), institution="org:A", min_grade="E4")
    assert (chain.inferred, chain.grade, chain.relation) == (True, "E4", "")
    assert (chain.tenders, chain.count) == (("tender:t0", "tender:t2"), 2)
    assert chain.why == "two tenders, joined by the name of Yunda"
    assert [(hop.type, hop.start, hop.end) for hop in chain.hops] == [
        ("ISSUED", "A", "t0"),
        ("AWARDED_TO", "t0", "Yunda"),
        ("AWARDED_TO", "t2", "Yunda"),
        ("VIA", "t2", "aws"),
        ("AWARDS", "t2", "a100"),
    ]


@pytest.mark.parametrize(
    ("said", "grade", "why"),
    [
        ({"identifier": "GB-COH:1"}, "E3", "joined by the identifier of Yunda"),
        ({"basis": "judgement"}, "E3", "joined by a judgement about Yunda"),
        ({"identifier": "GB-COH:2"}, "E4", "joined by the name of Yunda"),
    ],
)
def test_what_joins_two_tenders_decides_the_grade(
    open_graph: Open, said: dict[str, str], grade: str, why: str
) -> None:
    rows = cloud(supplier="")
    one = {"identifier": "GB-COH:1", "documents": "doc:d2"}
    rows.edge("AWARDED_TO", "tender:t2", "org:Yunda", **one)
    rows.edge("ISSUED", "org:A", "tender:t1")
    rows.edge("AWARDED_TO", "tender:t1", "org:Yunda", **said)
    chain = only(open_graph(rows), institution="org:A", min_grade="E4")
    assert (chain.grade, chain.why) == (grade, f"two tenders, {why}")


def test_what_one_tender_says_is_not_inferred_as_well(open_graph: Open) -> None:
    rows = cloud()
    rows.notice("t3", buyer="B", supplier="Yunda", document="doc:d3")
    assert found(open_graph(rows), min_grade="E5") == [
        ("B", "Yunda", "aws", "a100", "E1")
    ]


def test_notice_and_award_notice_of_one_tender_are_e2(open_graph: Open) -> None:
    rows = cloud(supplier="")
    rows.notice("t2", buyer="B", supplier="Yunda", document="doc:d3")
    chain = only(open_graph(rows))
    assert (chain.grade, chain.intermediary) == ("E2", "Yunda")
    assert chain.why == "the hops stand in different documents of one tender"


def test_one_of_several_documents_that_states_every_hop_makes_e1(
    open_graph: Open,
) -> None:
    rows = cloud(supplier="")
    rows.edge("ISSUED", "org:B", "tender:t2", documents=["doc:d1", "doc:d2"])
    both = ["doc:d2", "doc:d3"]
    rows.edge("AWARDED_TO", "tender:t2", "org:Yunda", documents=both)
    assert only(open_graph(rows)).grade == "E1"


def test_a_compiled_record_is_at_best_e2(open_graph: Open) -> None:
    rows = cloud()
    rows.node("doc:d2", compiled=True)
    chain = only(open_graph(rows))
    assert chain.grade == "E2"
    assert chain.why == "a hop stands only in a record compiled by others"


@pytest.mark.parametrize(
    ("provenance", "grade"),
    [("primary", "E1"), ("invented", "E1"), ("reported", "E2"), ("analyst", "E2")],
)
def test_what_is_only_reported_is_at_best_e2(
    open_graph: Open, provenance: str, grade: str
) -> None:
    chain = only(open_graph(cloud(provenance=provenance)))
    assert (chain.grade, chain.provenance) == (grade, provenance)


@pytest.mark.parametrize(
    "said", [{"quote": ""}, {"provenance": "analyst", "source": ""}]
)
def test_a_hop_without_a_quote_or_a_source_is_e5(
    open_graph: Open, said: dict[str, str]
) -> None:
    rows = cloud(provider="")
    rows.edge("VIA", "tender:t2", "provider:aws", documents="doc:d2", **said)
    graph = open_graph(rows)
    assert found(graph) == []
    assert found(graph, min_grade="E5") == [("B", "Yunda", "aws", "a100", "E5")]


def test_an_award_of_an_item_replaces_the_request_for_it(open_graph: Open) -> None:
    chain = only(open_graph(cloud(seeks="chip:a100")))
    assert (chain.relation, chain.item) == ("AWARDS", "a100")


def test_a_request_for_no_less_than_an_item_stays_beside_its_award(
    open_graph: Open,
) -> None:
    rows = cloud()
    minimum = {"modality": "minimum", "documents": "doc:d2"}
    rows.edge("SEEKS", "tender:t2", "chip:a100", **minimum)
    chains = search(open_graph(rows), ChainQuery()).chains
    assert [(c.relation, c.modality) for c in chains] == [
        ("SEEKS", "minimum"),
        ("AWARDS", "awarded"),
    ]


def product() -> Rows:
    rows = cloud(awards="product:aws/p4d")
    fact = {"documents": (), "basis": "catalogue", "provenance": "catalogue"}
    rows.edge("RUNS_ON", "product:aws/p4d", "chip:a100", **fact)
    rows.edge("OFFERS", "provider:aws", "product:aws/p4d", **fact)
    return rows


def test_a_product_gives_its_chip_as_a_catalogue_fact(open_graph: Open) -> None:
    graph = open_graph(product())
    assert found(graph) == [
        ("B", "Yunda", "aws", "aws/p4d", "E1"),
        ("B", "Yunda", "aws", "a100", "E2"),
    ]
    chain = only(graph, item="chip:a100")
    assert [hop.type for hop in chain.hops][-2:] == ["AWARDS", "RUNS_ON"]
    assert chain.why == "RUNS_ON is a catalogue fact"
    assert chain.provenance == "catalogue"


def test_a_product_of_another_partition_is_said(open_graph: Open) -> None:
    rows = product()
    rows.notice("t9", buyer="C", provider="provider:cn", awards="product:aws/p4d")
    chain = only(open_graph(rows), institution="org:C", item="chip:a100")
    assert chain.why == (
        "RUNS_ON is a catalogue fact; the catalogue lists aws/p4d for aws, not for cn"
    )


def test_what_is_excluded_is_no_chain(open_graph: Open) -> None:
    rows = cloud(provider="", awards="")
    rows.edge("EXCLUDES", "tender:t2", "chip:a100", documents="doc:d2")
    assert found(open_graph(rows), min_grade="E5") == []


def test_parts_that_no_record_names_are_empty(open_graph: Open) -> None:
    rows = Rows()
    rows.notice("t1", buyer="A", supplier="Dell", awards="chip:a100")
    rows.notice("t2", buyer="A", provider="provider:aws")
    assert found(open_graph(rows)) == [
        ("A", "Dell", "", "a100", "E1"),
        ("A", "", "aws", "", "E1"),
    ]


def test_an_item_stands_for_its_variants_and_a_provider_for_its_partitions(
    open_graph: Open,
) -> None:
    rows = cloud(awards="chip:a100-80", provider="provider:aws-cn")
    rows.edge("VARIANT_OF", "chip:a100-80", "chip:a100", documents=())
    rows.edge("VARIANT_OF", "provider:aws-cn", "provider:aws", documents=())
    rows.node("chip:a100-40")
    rows.edge("VARIANT_OF", "chip:a100-40", "chip:a100", documents=())
    graph = open_graph(rows)
    expected = [("B", "Yunda", "aws-cn", "a100-80", "E1")]
    assert found(graph, item="chip:a100", provider="provider:aws") == expected
    assert found(graph, item="chip:a100-40") == []


def test_filters_hold_together(open_graph: Open) -> None:
    rows = cloud()
    rows.notice("t3", buyer="B", supplier="Other", provider="provider:aws")
    graph = open_graph(rows)
    assert found(graph, institution="org:B", intermediary="org:Other") == [
        ("B", "Other", "aws", "", "E1")
    ]
    assert found(graph, intermediary="org:Other", item="chip:a100") == []


def test_a_chain_has_the_day_of_its_award(open_graph: Open) -> None:
    rows = cloud(supplier="")
    rows.node("tender:t2", awarded_on=day("2024-02-02"), signed_on=day("2024-02-03"))
    won = {"documents": "doc:d2", "date": day("2024-02-01"), "amount": 5.5}
    rows.edge("AWARDED_TO", "tender:t2", "org:Yunda", currency="CNY", **won)
    chain = only(open_graph(rows))
    assert (chain.date, chain.amount, chain.currency) == (date(2024, 2, 1), 5.5, "CNY")


def test_what_was_only_sought_has_the_day_of_the_request(open_graph: Open) -> None:
    rows = Rows()
    rows.notice("t1", buyer="A", seeks="chip:a100")
    days = {"published_on": day("2024-01-05"), "awarded_on": day("2024-02-02")}
    rows.node("tender:t1", **days)
    assert only(open_graph(rows)).date == date(2024, 1, 5)


@pytest.mark.parametrize(
    ("said", "shown", "status"),
    [
        ("2022-08-26", "2022-08-26", "controlled"),
        ("2022-08", "2022-08", "unknown"),
        ("2022", "2022", "unknown"),
        ("2023", "2023", "controlled"),
    ],
)
def test_a_date_keeps_its_precision(
    open_graph: Open, said: str, shown: str, status: str
) -> None:
    rows = Rows()
    rows.notice("t1", buyer="A", seeks="chip:nvidia-a100-80")
    first = day(f"{said}-01-01"[:10])
    days = {"date": first, "published_on": first, "date_text": said}
    rows.node("tender:t1", **days)
    chain = only(open_graph(rows))
    assert chain.to_json()["date"] == shown
    assert {control.status for control in chain.controls} == {status}


def test_chains_come_by_grade_then_date_then_tender(open_graph: Open) -> None:
    rows = Rows()
    for tender, published in (("t1", "2024-05-01"), ("t2", "2024-04-01"), ("t3", "")):
        rows.notice(tender, buyer="A", seeks="chip:a100")
        if published:
            rows.node(f"tender:{tender}", published_on=day(published))
    rows.notice("t0", buyer="A", seeks="chip:a100", provenance="reported")
    graph = open_graph(rows)
    ordered = search(graph, ChainQuery()).chains
    assert [c.tender for c in ordered] == [f"tender:t{n}" for n in (2, 1, 3, 0)]
    first = search(graph, ChainQuery(limit=2))
    assert (first.chains, first.truncated) == (ordered[:2], True)


def test_chains_are_counted_by_grade(open_graph: Open) -> None:
    rows = cloud()
    rows.notice("t1", buyer="A", supplier="Yunda", document="doc:d1")
    graph = open_graph(rows)
    assert count(graph) == {"E1": 1}
    assert count(graph, ChainQuery(min_grade="E5")) == {"E1": 1, "E4": 1}


def test_rules_are_read_on_the_chains_day_unless_told_otherwise(
    open_graph: Open,
) -> None:
    rows = Rows()
    rows.notice("t1", buyer="A", seeks="chip:nvidia-a100-80")
    rows.node("tender:t1", published_on=day("2022-08-25"))
    graph = open_graph(rows)
    (control,) = only(graph).controls
    assert control.status == "not controlled"
    later = search(graph, ChainQuery(as_of=date(2022, 8, 26))).chains[0]
    assert {control.status for control in later.controls} == {"controlled"}


def test_an_unknown_grade_or_uid_is_refused(open_graph: Open) -> None:
    graph = open_graph(Rows())
    with pytest.raises(QueryError, match="'E9' is no grade"):
        search(graph, ChainQuery(min_grade="E9"))
    with pytest.raises(NameLookupError, match="'org:none'"):
        search(graph, ChainQuery(institution="org:none"))
