"""Lists as they are published: who is named, since when, and where it says so."""

import json
from pathlib import Path
from typing import Any

import pytest

from graphkit import lists
from graphkit.errors import SourceError
from graphkit.lists import Period
from graphkit.lists.entry import About
from tests.lists.files import (
    AEROSPACE,
    CSL_HEADER,
    ENTITY_LIST,
    PERSON,
    SICHUAN,
    about,
    csl,
    entities,
    given,
    problems,
    read,
)

SANCTIONED: dict[str, Any] = {
    "id": "NK-1",
    "schema": "Company",
    "properties": {
        "name": ["Yunda Rail"],
        "alias": ["云达轨道"],
        "weakAlias": ["YR"],
        "country": ["cn"],
        "topics": ["sanction"],
        "uscCode": ["91110000100014071Q"],
        "modifiedAt": ["2023-05-01"],
    },
    "datasets": ["us_ofac_sdn"],
    "last_seen": "2024-02-01T06:00:00",
}
SANCTION: dict[str, Any] = {
    "id": "S-1",
    "schema": "Sanction",
    "properties": {
        "entity": ["NK-1"],
        "startDate": ["2020-01-01"],
        "listingDate": ["2020-02-03"],
        "endDate": ["2022-06-01"],
        "program": ["EO 13959"],
    },
}
LINKED: dict[str, Any] = {
    "id": "NK-2",
    "schema": "Company",
    "properties": {"name": ["Daughter Ltd"], "topics": ["sanction.linked"]},
}
SDN = """\
173,"ANGLO-CARIBBEAN CO., LTD.",-0- ,"CUBA] [SDGT",-0- ,-0- ,-0- ,-0- ,-0- ,-0- ,-0- ,\
"Tax ID No. 7702070139 (Russia); a.k.a. 'ANGCARIB'."
174,"DOE, John",individual,CUBA,-0- ,-0- ,-0- ,-0- ,-0- ,-0- ,-0- ,-0-
\x1a
"""
XML = """<?xml version="1.0"?>
<sdnList xmlns="http://tempuri.org/sdnList.xsd">
  <publshInformation><Publish_Date>03/05/2024</Publish_Date>
    <Record_Count>{count}</Record_Count></publshInformation>
  <sdnEntry><uid>36</uid><lastName>AEROCARIBBEAN AIRLINES</lastName>
    <sdnType>Entity</sdnType><programList><program>CUBA</program></programList>
    <idList><id><idType>Legal Entity Number</idType>
      <idNumber>253400V1H6ART1UQ0N98</idNumber></id></idList>
    <akaList><aka><type>a.k.a.</type><category>strong</category>
      <lastName>AERO-CARIBBEAN</lastName></aka>
      <aka><type>a.k.a.</type><category>weak</category>
      <lastName>CARIBBEAN LINES</lastName></aka></akaList>
    <addressList><address><country>Cuba</country></address></addressList></sdnEntry>
  <sdnEntry><uid>37</uid><lastName>DOE</lastName><sdnType>Individual</sdnType></sdnEntry>
</sdnList>"""


def test_a_start_date_is_the_listing_and_later_notices_are_not(tmp_path: Path) -> None:
    (entry,) = read(csl(tmp_path, SICHUAN))
    assert (entry.list, entry.name, entry.periods) == (
        ENTITY_LIST,
        "Sichuan University",
        (Period("2012-09-19"),),
    )
    assert (entry.aliases, entry.weak) == (("Szechuan University",), ("SCU",))
    assert entry.countries == ("CN",)
    assert entry.citation == "77 FR 58006 , 86 FR 71557"
    assert entry.policy == "For all items subject to the EAR. Case-by-case basis"
    assert (entry.locator, entry.quote) == ("row:1", SICHUAN)


def test_the_day_of_listing_is_that_of_this_list_and_no_day_of_effect(
    tmp_path: Path,
) -> None:
    (entry,) = read(csl(tmp_path, AEROSPACE, PERSON))
    assert (entry.uid, entry.periods) == ("31287", (Period("2021-06-03"),))
    assert entry.identifiers == ("uscc:91110000100014071Q",)
    other = AEROSPACE.replace("Listing Date (CMIC)", "Listing Date (EO 14024)")
    assert [one.periods for one in read(csl(tmp_path, other))] == [(Period(),)]


def test_the_json_of_the_list_gives_what_its_csv_gives(tmp_path: Path) -> None:
    result = {
        "id": "a1",
        "source": ENTITY_LIST,
        "name": "Sichuan University",
        "alt_names": ["Szechuan University", "SCU"],
        "addresses": [{"address": "No. 24, Yihuan Road", "country": "CN"}],
        "federal_register_notice": "77 FR 58006",
        "start_date": "2012-09-19",
        "source_list_url": "https://www.bis.doc.gov/entity-list",
        "ids": None,
    }
    text = json.dumps({"total": 1, "results": [result]})
    (entry,) = read(given(tmp_path, "consolidated.json", text))
    (same,) = read(csl(tmp_path, SICHUAN))
    assert (entry.uid, entry.state, entry.periods) == (
        same.uid,
        same.state,
        same.periods,
    )
    assert entry.locator == "/results/0"
    assert entry.quote in text


def test_ofac_csv_takes_aliases_and_countries_from_the_files_beside_it(
    tmp_path: Path,
) -> None:
    main = given(tmp_path, "sdn.csv", SDN)
    alt = given(tmp_path, "alt.csv", '173,12,"aka","AVIA IMPORT",-0- \n')
    add = given(
        tmp_path, "add.csv", '173,1,"The Minories","London","United Kingdom",-0- \n'
    )
    (entry,) = read(main, alt, add)
    assert (entry.uid, entry.name) == ("173", "ANGLO-CARIBBEAN CO., LTD.")
    assert (entry.aliases, entry.weak) == (("AVIA IMPORT",), ("ANGCARIB",))
    assert (entry.countries, entry.programs) == (("GB",), ("CUBA", "SDGT"))
    assert (entry.periods, entry.identifiers) == (
        (Period(),),
        ("RU-INN:7702070139",),
    )


def test_ofac_xml_knows_weak_aliases_its_date_and_whether_it_is_whole(
    tmp_path: Path,
) -> None:
    whole = given(tmp_path, "sdn.xml", XML.format(count=2))
    (entry,) = read(whole)
    assert (entry.aliases, entry.weak) == (("AERO-CARIBBEAN",), ("CARIBBEAN LINES",))
    assert entry.identifiers == ("lei:253400V1H6ART1UQ0N98",)
    assert (entry.countries, entry.locator) == (("CU",), "/sdnList/sdnEntry[1]")
    assert about(whole) == About("2024-03-05", True)
    part = given(tmp_path, "part.xml", XML.format(count=3))
    assert about(part) == About("2024-03-05", False)
    assert problems(part) == [
        ("/sdnList/publshInformation", "the file is to hold 3 entries and holds 2")
    ]


def test_who_is_only_linked_to_a_listed_body_is_not_listed(tmp_path: Path) -> None:
    file = entities(tmp_path, SANCTIONED, SANCTION, LINKED)
    (entry,) = read(file)
    assert (entry.uid, entry.aliases, entry.weak) == ("NK-1", ("云达轨道",), ("YR",))
    assert entry.periods == (Period("2020-02-03", "2022-06-01"),)
    assert entry.amended_on == ("2023-05-01",)
    assert entry.programs == ("sanction", "EO 13959")
    assert entry.identifiers == ("uscc:91110000100014071Q",)
    assert (entry.locator, about(file)) == ("line:1", About("2024-02-01"))


def test_entities_of_a_file_without_topics_are_all_entries(tmp_path: Path) -> None:
    bare = {"id": "x", "schema": "Organization", "properties": {"name": ["A B C"]}}
    assert [one.name for one in read(entities(tmp_path, bare))] == ["A B C"]


@pytest.mark.parametrize(
    ("text", "name", "listed_on"),
    [
        ("name,listed_on\nAcme Trading,2020-01-02\n", "Acme Trading", "2020-01-02"),
        ("Name\nAcme, Trading Co.\n", "Acme, Trading Co.", ""),
        (
            "企业名称;列入日期\n云达科技有限公司;2021年3月5日\n",
            "云达科技有限公司",
            "2021-03-05",
        ),
        ("Company\tAdded\nAcme Trading\t2020\n", "Acme Trading", "2020"),
    ],
)
def test_a_list_of_ones_own_is_a_table_with_a_column_of_names(
    tmp_path: Path, text: str, name: str, listed_on: str
) -> None:
    (entry,) = read(given(tmp_path, "mine.csv", text))
    assert (entry.name, entry.periods) == (name, (Period(listed_on),))
    assert lists.title_of("table", given(tmp_path, "mine.csv", text)) == "mine"


def test_a_column_called_like_a_register_holds_identifiers(tmp_path: Path) -> None:
    text = (
        "name,aliases,uscc,identifiers\n"
        "Acme Trading,AT|Acme Commerce,91110000100014071Q,GB-COH:1002610|nonsense:7\n"
    )
    (entry,) = read(given(tmp_path, "mine.csv", text))
    assert entry.identifiers == ("GB-COH:01002610", "uscc:91110000100014071Q")
    assert (entry.aliases, entry.weak) == (("Acme Commerce",), ("AT",))


def test_a_workbook_is_read_like_a_table(tmp_path: Path) -> None:
    from datetime import date

    from openpyxl import Workbook

    workbook = Workbook()
    sheet = workbook.active
    assert sheet is not None
    sheet.append(["Name", "Listed", "Removed"])
    sheet.append(["Acme Trading", date(2020, 1, 2), None])
    workbook.save(tmp_path / "mine.xlsx")
    source = given(tmp_path, "copy.xlsx", (tmp_path / "mine.xlsx").read_bytes())
    (entry,) = read(source)
    assert (entry.name, entry.periods) == ("Acme Trading", (Period("2020-01-02"),))
    assert (entry.locator, entry.quote) == (
        "sheet:Sheet/row:1",
        "Acme Trading\t2020-01-02",
    )


def test_the_shipped_table_leaves_out_who_is_on_no_list(tmp_path: Path) -> None:
    text = (
        "id,name_en,name_zh,list,added\n"
        "el-a,Sichuan University,四川大学,EL,2012-09-19\nx,Shenzhen University,,none,\n"
    )
    (entry,) = read(given(tmp_path, "entity_list.csv", text))
    assert (entry.list, entry.aliases) == ("Entity List", ("四川大学",))


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("empty.csv", b""),
        ("other.csv", b"a,b\n1,2\n"),
        ("noise.bin", bytes(range(256)) * 8),
        ("page.html", b"<html><body>403</body></html>"),
        ("broken.xlsx", b"PK\x03\x04 not a workbook"),
        ("half.json", b'{"results": [{"source": "x", "name"'),
        ("deep.json", b'{"results": ' + b"[" * 5000 + b'"source"'),
    ],
)
def test_what_is_no_list_is_refused_in_one_sentence(
    tmp_path: Path, name: str, content: bytes
) -> None:
    source = given(tmp_path, name, content)
    with pytest.raises(SourceError) as error:
        list(lists.read(lists.form_of(source), source))
    assert str(error.value).startswith(f"{name}: ")
    assert "\n" not in str(error.value)
    assert error.value.hint


def test_an_outside_entity_of_an_xml_list_is_not_fetched(tmp_path: Path) -> None:
    (tmp_path / "secret").write_text("SECRET", encoding="utf-8")
    hostile = XML.format(count=2).replace(
        '<?xml version="1.0"?>',
        f'<?xml version="1.0"?><!DOCTYPE s [<!ENTITY x SYSTEM "{tmp_path}/secret">]>',
    )
    hostile = hostile.replace("AEROCARIBBEAN AIRLINES", "A &x; B")
    (entry,) = read(given(tmp_path, "sdn.xml", hostile))
    assert "SECRET" not in entry.name + entry.quote


def test_a_broken_row_is_named_and_the_others_are_read(tmp_path: Path) -> None:
    nobody = SICHUAN.replace("Sichuan University", "", 1)
    late = SICHUAN.replace("2012-09-19", "19/20/2012")
    source = csl(tmp_path, SICHUAN, nobody, late)
    assert problems(source) == [
        ("row:2", "it has no name"),
        ("row:3", "'19/20/2012' is no date"),
    ]
    found = lists.read("csl", source)
    kept = [one.periods for one in found if isinstance(one, lists.Listed)]
    assert kept == [(Period("2012-09-19"),), (Period(),)]


def test_a_list_that_breaks_off_keeps_what_came_before(tmp_path: Path) -> None:
    cut = XML.format(count=2)[: XML.index("<sdnEntry><uid>37")]
    source = given(tmp_path, "sdn.xml", cut)
    found = list(lists.read("ofac", source))
    assert [one.uid for one in found if isinstance(one, lists.Listed)] == ["36"]
    ((locator, reason),) = problems(source)
    assert (locator, reason.startswith("the XML breaks off")) == ("entry 2", True)


def test_columns_of_the_lists_header_may_stand_in_any_order(tmp_path: Path) -> None:
    header = CSL_HEADER.split(",")
    cells = ["", ENTITY_LIST, "", "", "", "A B Company"] + [""] * (len(header) - 6)
    turned = [",".join(reversed(row)) for row in (header, cells)]
    (entry,) = read(given(tmp_path, "csl.csv", "\n".join(turned)))
    assert (entry.name, entry.list) == ("A B Company", ENTITY_LIST)
