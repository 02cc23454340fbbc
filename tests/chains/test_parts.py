"""Chains in a tender of several parts, suppliers or roles."""

import pytest

from graphkit.search.chains import ChainQuery, search
from tests.chains.told import Open, cloud, found, only, two_lots


def test_lots_are_not_mixed(open_graph: Open) -> None:
    assert found(open_graph(two_lots()), min_grade="E5") == [
        ("B", "Chairs", "", "x/chair", "E1"),
        ("B", "Yunda", "aws", "a100", "E1"),
    ]


def test_a_part_that_is_not_stated_makes_e3_in_every_part(open_graph: Open) -> None:
    rows = two_lots()
    rows.edge("VIA", "tender:t1", "provider:azure", part="?")
    graph = open_graph(rows)
    clear = [
        ("B", "Chairs", "", "x/chair", "E1"),
        ("B", "Yunda", "aws", "a100", "E1"),
    ]
    assert found(graph) == clear
    assert found(graph, min_grade="E3") == [
        *clear,
        ("B", "Chairs", "azure", "x/chair", "E3"),
        ("B", "Yunda", "azure", "a100", "E3"),
    ]
    chain = search(graph, ChainQuery(min_grade="E3")).chains[-1]
    assert chain.why == "VIA does not state its part of the tender"
    assert not chain.inferred


def test_where_no_part_is_stated_at_all_they_are_combined_as_e3(
    open_graph: Open,
) -> None:
    graph = open_graph(cloud(part="?"))
    assert found(graph) == []
    assert found(graph, min_grade="E3") == [("B", "Yunda", "aws", "a100", "E3")]


def test_a_supplier_whose_part_is_not_stated_is_not_left_out(open_graph: Open) -> None:
    rows = two_lots()
    rows.notice("t4", buyer="C", seeks="chip:h100", part="lot:1")
    rows.notice("t4", seeks="chip:h800", part="lot:2")
    rows.edge("AWARDED_TO", "tender:t4", "org:Yunda", part="?")
    graph = open_graph(rows)
    assert found(graph, institution="org:C") == []
    assert found(graph, institution="org:C", min_grade="E3") == [
        ("C", "Yunda", "", "h100", "E3"),
        ("C", "Yunda", "", "h800", "E3"),
    ]


def test_several_suppliers_of_one_part_are_e3(open_graph: Open) -> None:
    rows = cloud()
    rows.notice("t2", supplier="Other", document="doc:d2")
    graph = open_graph(rows)
    assert found(graph) == []
    assert found(graph, min_grade="E3") == [
        ("B", "Other", "aws", "a100", "E3"),
        ("B", "Yunda", "aws", "a100", "E3"),
    ]
    assert search(graph, ChainQuery(min_grade="E3")).chains[0].why == (
        "one part has several suppliers, and no record says who supplies what"
    )


@pytest.mark.parametrize("stage", ["failed", "cancelled"])
def test_a_tender_that_ended_without_an_award_awards_nothing(
    open_graph: Open, stage: str
) -> None:
    rows = cloud()
    rows.notice("t2", seeks="chip:h100", document="doc:d2")
    rows.node("tender:t2", stage=stage)
    chain = only(open_graph(rows))
    assert (chain.intermediary, chain.item, chain.relation) == ("", "h100", "SEEKS")
    assert chain.stage == stage
    assert [hop.type for hop in chain.hops] == ["ISSUED", "VIA", "SEEKS"]


def test_an_agency_is_never_the_intermediary_of_its_tender(open_graph: Open) -> None:
    graph = open_graph(cloud(agency="Yunda"))
    assert found(graph, min_grade="E5") == [("B", "", "aws", "a100", "E1")]


def test_an_agency_beside_a_supplier_leaves_one_supplier(open_graph: Open) -> None:
    rows = cloud(agency="Agent")
    rows.notice("t2", supplier="Agent", document="doc:d2")
    assert found(open_graph(rows)) == [("B", "Yunda", "aws", "a100", "E1")]


@pytest.mark.parametrize("operated", ["provider:aws", "provider:brand"])
def test_a_providers_own_company_winning_is_a_direct_sale(
    open_graph: Open, operated: str
) -> None:
    rows = cloud()
    rows.edge("VARIANT_OF", "provider:aws", "provider:brand", documents=())
    rows.edge("OPERATES", "org:Yunda", operated, basis="catalogue", documents=())
    graph = open_graph(rows)
    chain = only(graph)
    assert (chain.intermediary, chain.uids["supplier"]) == ("", "org:Yunda")
    assert [hop.type for hop in chain.hops] == ["ISSUED", "AWARDED_TO", "VIA", "AWARDS"]
    assert found(graph, intermediary="org:Yunda") == []


def test_who_operates_another_provider_is_an_intermediary(open_graph: Open) -> None:
    rows = cloud()
    rows.edge("OPERATES", "org:Yunda", "provider:azure", documents=())
    assert only(open_graph(rows)).intermediary == "Yunda"
