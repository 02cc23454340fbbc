"""Files of chains: tables, figures, graphs."""

import csv
import io
import zipfile
from datetime import date
from pathlib import Path

import networkx
import openpyxl
import pytest
from lxml import etree

from graphkit import export
from graphkit.viz import chapters, graphs, sheets
from tests.browser.chains import (
    HOSTILE,
    Chain,
    hostile,
    inferred,
    lots,
    several,
    shenzhen,
    sources,
)


def written(kind: str, chains: list[Chain], folder: Path) -> Path:
    file = folder / f"chains.{kind}"
    export.write(kind, chains, sources(chains) if chains else [], {}, file)
    return file


@pytest.mark.parametrize("kind", export.FORMATS)
def test_equal_chains_give_equal_bytes(kind: str, tmp_path: Path) -> None:
    first = written(kind, several(), tmp_path).read_bytes()
    assert written(kind, several(), tmp_path).read_bytes() == first


@pytest.mark.parametrize("kind", export.FORMATS)
def test_no_chains_give_a_file_that_opens(kind: str, tmp_path: Path) -> None:
    assert written(kind, [], tmp_path).stat().st_size > 0


# --- tables ---


def rows(file: Path) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(file.read_text("utf-8-sig"), newline="")))


def test_a_row_of_csv_says_what_a_chain_says(tmp_path: Path) -> None:
    (row,) = rows(written("csv", [shenzhen()], tmp_path))
    source = sources([shenzhen()])[0]["source"]
    assert row | {"finding": ""} == {
        "key": shenzhen()["key"],
        "finding": "",
        "institution": "Shenzhen University",
        "tender": "Tender of Shenzhen University, March 2024 (as reported)",
        "intermediary": "Yunda Technology Ltd Co",
        "provider": "AWS",
        "item": "A100",
        "item_label": "Chip",
        "relation": "AWARDS",
        "modality": "awarded",
        "stage": "awarded",
        "date": "2024-03-05",
        "amount": "200000.0",
        "currency": "CNY",
        "tax": "",
        "grade": "E2",
        "because": "reported, not read in the record itself",
        "inferred": "no",
        "provenance": "reported",
        "count": "1",
        "controls": "controlled, Advanced Computing / Supercomputing IFR, 88 FR 73458, "
        "3A090.a: total processing performance of 4800 or more",
        "tender_uids": shenzhen()["tender"],
        "issued_quote": "Shenzhen University",
        "issued_path": "reported/reported_2024.csv",
        "issued_locator": "row:1/Institution",
        "issued_source": source,
        "awarded_quote": "Yunda Technology Ltd Co",
        "awarded_path": "reported/reported_2024.csv",
        "awarded_locator": "row:1/Supplier",
        "awarded_source": source,
        "provider_quote": "AWS",
        "provider_path": "reported/reported_2024.csv",
        "provider_locator": "row:1/Cloud",
        "provider_source": source,
        "item_quote": "an account giving access to cloud servers with Nvidia A100 and "
        "H100 chips",
        "item_path": "reported/reported_2024.csv",
        "item_locator": "row:1/What was reported",
        "item_source": source,
        "further_quote": "",
        "further_path": "",
        "further_locator": "",
        "further_source": "",
    }


def test_csv_starts_with_a_byte_order_mark_for_spreadsheets(tmp_path: Path) -> None:
    assert written("csv", [], tmp_path).read_bytes().startswith(b"\xef\xbb\xbfkey,")


def test_no_hop_of_an_inferred_chain_is_lost(tmp_path: Path) -> None:
    (row,) = rows(written("csv", [inferred()], tmp_path))
    said = [row[f"{hop}_quote"] for hop in sheets.HOPS]
    assert said == [
        "名称：江湾示例理工学院",
        "供应商名称：云衡示例科技有限公司",
        "AWS账号",
        "配备A100、H100的云主机",
        "供应商名称：云衡示例科技有限公司",
    ]


@pytest.mark.parametrize(
    ("given", "expected"),
    [
        ("=1+1", "'=1+1"),
        ("+CMD|' /C calc'!A0", "'+CMD|' /C calc'!A0"),
        ("-2+3", "'-2+3"),
        ("@SUM(A1)", "'@SUM(A1)"),
        ("\t=1+1", "'\t=1+1"),
        (" =1+1", "' =1+1"),
        ('"=1+1', "'\"=1+1"),
        ("＝1+1", "'＝1+1"),
        ("-12.5", "-12.5"),
        (200000.0, "200000.0"),
        (None, ""),
        ("A100", "A100"),
    ],
)
def test_no_cell_is_a_formula(given: object, expected: str) -> None:
    assert sheets.defused(given) == expected


def test_hostile_chains_stay_one_row_each(tmp_path: Path) -> None:
    found = rows(written("csv", hostile(), tmp_path))
    assert len(found) == len(HOSTILE)
    assert not [c for r in found for c in r.values() if c and c[0] in "=+-@"]


def test_a_workbook_holds_texts_and_numbers_never_formulas_or_links(
    tmp_path: Path,
) -> None:
    book = openpyxl.load_workbook(written("xlsx", hostile(), tmp_path))
    cells = [cell for sheet in book for line in sheet.iter_rows() for cell in line]
    assert {cell.data_type for cell in cells if cell.value is not None} <= {"s", "n"}
    assert [cell for cell in cells if cell.hyperlink] == []
    assert all(len(str(cell.value)) <= sheets.MOST_CHARACTERS for cell in cells)


def test_a_workbook_has_a_sheet_for_chains_hops_and_sources(tmp_path: Path) -> None:
    book = openpyxl.load_workbook(written("xlsx", [shenzhen()], tmp_path))
    assert book.sheetnames == ["chains", "hops", "sources", "read me"]
    assert [sheet.freeze_panes for sheet in book] == ["A2"] * 4
    (amount,) = [
        book["chains"].cell(2, 1 + sheets.COLUMNS.index("amount")).value,
    ]
    assert amount == 200000
    assert [cell.value for cell in book["hops"][3]] == [
        shenzhen()["key"],
        2,
        "AWARDED_TO",
        "Tender of Shenzhen University, March 2024 (as reported)",
        "Yunda Technology Ltd Co",
        "Yunda Technology Ltd Co",
        "reported/reported_2024.csv",
        "row:1/Supplier",
        sources([shenzhen()])[0]["source"],
    ]


def test_a_workbook_does_not_say_when_it_was_made(tmp_path: Path) -> None:
    with zipfile.ZipFile(written("xlsx", several(), tmp_path)) as packed:
        assert {entry.date_time for entry in packed.infolist()} == {
            (1980, 1, 1, 0, 0, 0)
        }
        assert b"2000-01-01T00:00:00Z" in packed.read("docProps/core.xml")


# --- figures and graphs ---


@pytest.mark.parametrize("kind", ["svg", "gexf", "graphml"])
def test_hostile_names_leave_xml_well_formed(kind: str, tmp_path: Path) -> None:
    parser = etree.XMLParser(resolve_entities=False, huge_tree=True)
    root = etree.parse(str(written(kind, hostile(), tmp_path)), parser).getroot()
    names = {etree.QName(element).localname for element in root.iter(etree.Element)}
    assert names & {"script", "img", "a", "foreignObject", "image", "use"} == set()


def test_a_figure_says_what_it_rests_on_and_fetches_nothing(tmp_path: Path) -> None:
    figure = written("svg", [shenzhen()], tmp_path).read_text("utf-8")
    assert "Reported: The chain here rests on what others" in figure
    assert "A chain does not prove that anything was delivered" in figure
    assert "href" not in figure
    assert "url(" not in figure


@pytest.mark.parametrize("kind", ["gexf", "graphml"])
def test_a_graph_comes_back_with_its_kinds_words_and_grades(
    kind: str, tmp_path: Path
) -> None:
    read = {"gexf": networkx.read_gexf, "graphml": networkx.read_graphml}[kind]
    graph = read(written(kind, [shenzhen()], tmp_path))
    kinds = {values["label"]: values["kind"] for _, values in graph.nodes(data=True)}
    assert kinds == {
        "Shenzhen University": "institution",
        "Tender of Shenzhen University, March 2024 (as reported)": "tender",
        "Yunda Technology Ltd Co": "intermediary",
        "AWS": "provider",
        "A100": "chip",
    }
    edges = {
        values["relation"]: (values["quote"], values["grade"], values["chains"])
        for _, _, values in graph.edges(data=True)
    }
    assert edges["AWARDED_TO"] == (
        "Yunda Technology Ltd Co",
        "E2",
        f'["{shenzhen()["key"]}"]',
    )


@pytest.mark.parametrize("kind", ["gexf", "graphml"])
def test_a_graph_comes_back_with_its_numbers_days_lists_and_places(
    kind: str, tmp_path: Path
) -> None:
    chain = shenzhen()
    graph = graphs.read(written(kind, [chain], tmp_path))
    (won,) = (
        values
        for _, _, values in graph.edges(data=True)
        if values["relation"] == "AWARDED_TO"
    )
    names = ("amount", "currency", "first", "last", "inferred", "chains", "tenders")
    assert [won[name] for name in names] == [
        200000.0,
        "CNY",
        date(2024, 3, 5),
        date(2024, 3, 5),
        False,
        [chain["key"]],
        chain["tenders"],
    ]
    buyer = next(v for _, v in graph.nodes(data=True) if v["kind"] == "institution")
    if kind == "gexf":
        place, colour = buyer["viz"]["position"], buyer["viz"]["color"]
        assert (place["x"] > 0, set(colour)) == (True, {"r", "g", "b", "a"})
    else:
        assert (buyer["x"] > 0, buyer["color"][0]) == (True, "#")


@pytest.mark.parametrize("kind", ["gexf", "graphml"])
def test_a_graph_says_what_it_rests_on_and_what_it_does_not_prove(
    kind: str, tmp_path: Path
) -> None:
    file = written(kind, [shenzhen()], tmp_path)
    (banner, first, *others) = graphs.read(file).graph["description"].split("\n")
    assert banner.startswith("Reported: The chain here rests on what others reported")
    assert (first, *others) == chapters.CAUTIONS


def test_no_path_of_a_graph_joins_two_lots(tmp_path: Path) -> None:
    chains = lots()
    graph = networkx.read_graphml(written("graphml", chains, tmp_path))
    tenders = [n for n, kind in graph.nodes(data="kind") if kind == "tender"]
    names = networkx.get_node_attributes(graph, "label")
    assert sorted(sorted(names[n] for n in graph.successors(t)) for t in tenders) == [
        ["A800", "学岚示例科技有限公司"],
        ["H100", "启川示例信息技术有限公司"],
    ]
