"""Small lists for tests, in each form in which they are published."""

import json
from pathlib import Path
from typing import Any

from graphkit import lists
from graphkit.lists.entry import About
from graphkit.source import Source
from graphkit.statements import Problem

CSL_HEADER = (
    "_id,source,entity_number,type,programs,name,title,addresses,"
    "federal_register_notice,start_date,end_date,license_requirement,license_policy,"
    "remarks,source_list_url,alt_names,ids"
)
ENTITY_LIST = "Entity List (EL) - Bureau of Industry and Security"
CMIC = (
    "Non-SDN Chinese Military-Industrial Complex Companies List (CMIC) - "
    "Treasury Department"
)
SICHUAN = (
    f"a1,{ENTITY_LIST},,,,Sichuan University,,"
    '"No. 24, Yihuan Road, Chengdu, CN","77 FR 58006 , 86 FR 71557",2012-09-19,,'
    "For all items subject to the EAR.,Case-by-case basis,,"
    "https://www.bis.doc.gov/entity-list,Szechuan University; SCU,"
)
AEROSPACE = (
    f"31287,{CMIC},31287,Entity,CMIC-EO13959,"
    "China Aerospace Science and Technology Corporation,,,,,,,,,"
    'https://www.treasury.gov/cmic,CASC,"Unified Social Credit Code (USCC), '
    "91110000100014071Q, CN; Listing Date (CMIC), 2021-06-03; "
    'Effective Date (CMIC), 2021-08-02"'
)
PERSON = f"9,{CMIC},9,Individual,X,Somebody Else,,,,,,,,,,,"


def given(folder: Path, name: str, content: str | bytes) -> Source:
    """Write a file and return it as a source."""
    file = folder / name
    written = content.encode() if isinstance(content, str) else content
    file.write_bytes(written)
    return Source("0" * 64, name, file)


def csl(folder: Path, *rows: str, name: str = "csl.csv") -> Source:
    """Write a Consolidated Screening List as CSV."""
    return given(folder, name, "\n".join((CSL_HEADER, *rows)) + "\n")


def entities(folder: Path, *objects: dict[str, Any]) -> Source:
    """Write FollowTheMoney entities, one a line."""
    lines = (json.dumps(one, ensure_ascii=False) for one in objects)
    return given(folder, "entities.ftm.json", "".join(f"{line}\n" for line in lines))


def read(source: Source, *beside: Source) -> list[lists.Listed]:
    """Return the entries of a file, in whatever form it is; nothing may go wrong."""
    found = list(lists.read(lists.form_of(source), source, beside))
    assert [item for item in found if isinstance(item, Problem)] == []
    return [item for item in found if isinstance(item, lists.Listed)]


def problems(source: Source) -> list[tuple[str, str]]:
    """Return place and reason of what could not be read."""
    found = lists.read(lists.form_of(source), source)
    return [(one.locator, one.reason) for one in found if isinstance(one, Problem)]


def about(source: Source) -> About:
    """Return what a file says of itself."""
    found = lists.read(lists.form_of(source), source)
    (said,) = (one for one in found if isinstance(one, About))
    return said
