"""Files of a case whose sources try to act: each opens, whole, in its own reader."""

import csv
import json
import re
from collections.abc import Callable, Iterator
from html.parser import HTMLParser
from io import StringIO
from pathlib import Path

import networkx
import openpyxl
import pytest
from lxml import etree

from graphkit.case import Case
from graphkit.case.dumping import GRAPHS
from graphkit.export import FORMATS
from tests import hostile_case
from tests.hostile_case import TEXTS

FORMULA = "=+-@\t\r"
CHAINS = 16
"""One of each release but the one that is no text: half a letter; see `chains`."""


@pytest.fixture(scope="module")
def case(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Case]:
    with Case.open(hostile_case.load(tmp_path_factory.mktemp("hostile"))) as opened:
        yield opened


def html(file: Path) -> None:
    """Fail where a text became an element, a handler or an address that acts."""
    page = Elements()
    page.feed(file.read_text("utf-8"))
    page.close()
    assert page.acting == []
    assert page.images == 0


class Elements(HTMLParser):
    """Counts what a page would run or load."""

    def __init__(self) -> None:
        super().__init__()
        self.acting: list[str] = []
        self.images = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.images += tag in ("img", "iframe", "object", "embed", "base")
        for name, value in attrs:
            address = re.sub(r"\s", "", (value or "").lower())
            is_link = name in ("href", "src", "action", "formaction", "xlink:href")
            is_ours = address.startswith(("#", "http", "data:,"))
            if name.startswith("on") or (is_link and not is_ours):
                self.acting.append(f"{tag} {name}={value}")


def xml(file: Path) -> None:
    parser = etree.XMLParser(resolve_entities=False, huge_tree=True)
    root = etree.parse(str(file), parser).getroot()
    names = {etree.QName(element).localname for element in root.iter(etree.Element)}
    assert not names & {"script", "img", "a", "foreignObject", "image", "use"}


def network(file: Path) -> None:
    xml(file)
    read = {".gexf": networkx.read_gexf, ".graphml": networkx.read_graphml}
    assert len(read[file.suffix](file)) > CHAINS


def table(file: Path) -> None:
    text = file.read_bytes().decode("utf-8-sig")
    found = list(csv.reader(StringIO(text, newline=""), strict=True))
    assert {len(row) for row in found} == {len(found[0])}
    assert [cell for row in found for cell in row if cell[:1] in FORMULA and cell] == []


def book(file: Path) -> None:
    cells = [
        cell
        for sheet in openpyxl.load_workbook(file)
        for line in sheet.iter_rows()
        for cell in line
    ]
    assert {cell.data_type for cell in cells if cell.value is not None} <= {"s", "n"}
    assert [cell for cell in cells if cell.hyperlink] == []


def script(file: Path) -> None:
    """Fail where a text ends its literal: each line is a statement's or a row's."""
    opens = ("CREATE CONSTRAINT", "UNWIND", "MERGE", "MATCH", "SET", "{", "]", "//")
    lines = file.read_text("utf-8").split("\n")
    assert [line[:80] for line in lines if line and not line.startswith(opens)] == []


def folder(file: Path) -> None:
    for one in file.glob("*.csv"):
        text = one.read_bytes().decode()
        found = list(csv.reader(StringIO(text, newline=""), strict=True))
        assert len({len(row) for row in found}) == 1, one.name


def entities(file: Path) -> None:
    found = [json.loads(line) for line in file.read_bytes().split(b"\n") if line]
    assert {"id", "schema", "properties"} <= set.intersection(*map(set, found))
    names = [name for one in found for name in one["properties"].get("name", ())]
    assert f"{TEXTS[0]} Ltd" in names


READERS: dict[str, Callable[[Path], None]] = {
    "html": html,
    "embed": html,
    "pyvis": html,
    "svg": xml,
    "gexf": network,
    "graphml": network,
    "csv": table,
    "xlsx": book,
    "cypher": script,
    "neo4j-import": folder,
    "ftm": entities,
}


def test_every_format_has_its_reader_here() -> None:
    assert READERS.keys() == {*FORMATS, *GRAPHS}


def test_every_text_but_half_a_letter_makes_its_chain(case: Case) -> None:
    found = {row["institution"] for row in case.chains(min_grade="E5")}
    whole = [
        text.strip() for text in TEXTS if text.isprintable() and "lone" not in text
    ]
    assert [text for text in whole if f"University of {text}" not in found] == []


@pytest.mark.parametrize("kind", READERS)
def test_hostile_sources_leave_every_file_well_formed(
    kind: str, case: Case, tmp_path: Path
) -> None:
    file = tmp_path / f"out.{kind}"
    keys = hostile_case.keys(case, kind)
    case.export(kind, file, keys=keys, min_grade="E5")
    READERS[kind](file)


@pytest.mark.parametrize("kind", ["csv", "xlsx"])
@pytest.mark.parametrize("name", ["Organization", "AWARDED_TO", "statements"])
def test_hostile_sources_leave_every_table_well_formed(
    kind: str, name: str, case: Case, tmp_path: Path
) -> None:
    file = tmp_path / f"out.{kind}"
    case.export(kind, file, table=name)
    READERS[kind](file)
