"""Registers of organisations: an equal name suggests a number and joins nothing."""

import zipfile
from pathlib import Path

import pytest

from graphkit.errors import SourceError
from graphkit.resolve.registers import REGISTERS, Registered, date_of, entries

GLEIF = (
    '"LEI","Entity.LegalName","Entity.OtherEntityNames.OtherEntityName.1",'
    '"Entity.LegalAddress.Country","Entity.LegalJurisdiction","Entity.EntityStatus"\n'
    '"253400V1H6ART1UQ0N98","VTB BANK","JSC VTB","RU","RU","ACTIVE"\n'
    '"253400V1H6ART1UQ0N99","Wrong check digits","","RU","RU","ACTIVE"\n'
)
COMPANIES = (
    "CompanyName, CompanyNumber,CompanyStatus,PreviousName_1.CONDATE,"
    " PreviousName_1.CompanyName\n"
    "GE HEALTHCARE LIMITED,1002610,Active,01/01/2004,AMERSHAM LIMITED\n"
)


def test_the_golden_copy_gives_sound_leis_with_all_names(tmp_path: Path) -> None:
    file = tmp_path / "gleif.csv"
    file.write_text(GLEIF, encoding="utf-8")
    assert list(entries(REGISTERS["gleif"], file)) == [
        Registered("lei:253400V1H6ART1UQ0N98", ("VTB BANK", "JSC VTB"), "RU", "active")
    ]


def test_companies_house_gives_numbers_of_eight_places_and_former_names(
    tmp_path: Path,
) -> None:
    file = tmp_path / "companies.csv"
    file.write_text(COMPANIES, encoding="utf-8")
    names = ("GE HEALTHCARE LIMITED", "AMERSHAM LIMITED")
    assert list(entries(REGISTERS["companies-house"], file)) == [
        Registered("GB-COH:01002610", names, "GB", "active")
    ]


def test_another_table_is_no_copy_of_the_register(tmp_path: Path) -> None:
    file = tmp_path / "other.csv"
    file.write_text("a,b\n1,2\n", encoding="utf-8")
    with pytest.raises(SourceError, match="it has no column LEI"):
        list(entries(REGISTERS["gleif"], file))


def test_a_file_name_states_the_date() -> None:
    assert date_of("BasicCompanyDataAsOneFile-2024-05-01.csv") == "2024-05-01"
    assert date_of("20240501-0800-gleif-goldencopy-lei2.csv") == "2024-05-01"
    assert date_of("mine.csv") == ""


def zipped(folder: Path, name: str, text: str) -> Path:
    """Write a table as it is downloaded."""
    file = folder / f"{name}.zip"
    with zipfile.ZipFile(file, "w") as archive:
        archive.writestr(f"{name}.csv", text)
    return file
