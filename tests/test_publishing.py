"""What leaves a case: questions and tables as files, redaction, received reports."""

import csv
import io
import json
import re
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from graphkit import received, report
from graphkit.case import Case
from graphkit.cli import main
from graphkit.errors import CaseError, QueryError, SourceError
from graphkit.received import CHANGED, OTHER_PAGE, OTHER_VERSION
from tests.releases import release, write_releases

BUYER, OTHER, SELLER = "Shenzhen University", "Example College", "Yunda Technology"


@pytest.fixture
def case(tmp_path: Path) -> Path:
    """Two chains of two buyers, each from a file of its own, through one seller."""
    given = tmp_path / "given"
    given.mkdir()
    for name, buyer in (("a", BUYER), ("b", OTHER)):
        item = "AWS cloud servers with A100 GPU"
        made = release(name, buyer=buyer, supplier=SELLER, item=item)
        write_releases(given / f"{name}.json", made)
    place = tmp_path / "case"
    assert main(["load", str(given), "--case", str(place)]) == 0
    return place


def chains(case: Path) -> list[dict[str, Any]]:
    with Case.open(case) as opened:
        return [dict(row) for row in opened.chains()]


def exported(case: Path, *arguments: str, suffix: str = "html") -> Path:
    file = case.parent / f"out.{suffix}"
    assert main(["export", "-o", str(file), "--case", str(case), *arguments]) == 0
    return file


def manifest(file: Path) -> dict[str, Any]:
    (_, _, rest) = file.read_text("utf-8").partition(report.OPENS)
    found: dict[str, Any] = json.loads(rest.partition(report.ENDS)[0])
    return found


# --- questions and tables ---


def test_a_question_chooses_the_chains_of_its_tenders(case: Path) -> None:
    with Case.open(case) as opened:
        (uid,) = (
            row["uid"]
            for row in opened.sql("SELECT uid, name FROM Organization")
            if row["name"] == OTHER
        )
    asked = ("--question", "chains/institution_to_chip", "-p", f"institution={uid}")
    found = manifest(exported(case, *asked))
    assert {row["institution"] for row in found["chains"]} == {OTHER}
    assert found["meta"]["query"] == {
        "question": "chains/institution_to_chip",
        "institution": uid,
    }


def test_the_rows_of_a_question_are_a_table_with_its_reading(case: Path) -> None:
    asked = ("--format", "xlsx", "--question", "chains/institution_to_chip")
    book = openpyxl.load_workbook(exported(case, *asked, suffix="xlsx"))
    assert book.sheetnames == ["institution_to_chip", "read me"]
    header, *rows = book["institution_to_chip"].iter_rows(values_only=True)
    assert header[:2] == ("institution", "tender")
    assert {row[0] for row in rows} == {BUYER, OTHER}
    assert book["read me"]["A4"].value.startswith("Left out: ")


def test_a_question_without_tenders_draws_no_chain(case: Path) -> None:
    with Case.open(case) as opened, pytest.raises(QueryError, match="name no tender"):
        opened.export("html", case / "x.html", question="money/by_year")


def test_a_table_keeps_days_as_days_and_lists_as_json(case: Path) -> None:
    file = exported(case, "--format", "csv", "--table", "AWARDED_TO", suffix="csv")
    rows = list(csv.DictReader(io.StringIO(file.read_text("utf-8-sig"), newline="")))
    assert [(row["date"], row["amount"]) for row in rows] == [
        ("2024-03-01", "200000.0")
    ] * 2
    assert [len(json.loads(row["documents"])) for row in rows] == [1, 1]


def test_an_unknown_table_and_a_format_without_tables_are_told(case: Path) -> None:
    with Case.open(case) as opened:
        with pytest.raises(CaseError, match="there is no table Tenders"):
            opened.export("csv", case / "x.csv", table="Tenders")
        with pytest.raises(CaseError, match="a table is no svg"):
            opened.export("svg", case / "x.svg", table="Tender")


def test_restricted_sources_are_in_no_graph_and_no_table(case: Path) -> None:
    hidden = write_releases(
        case.parent / "s.json", release("s", buyer="Secret Institute", supplier=SELLER)
    )
    assert main(["load", "--restricted", str(hidden), "--case", str(case)]) == 0
    script = exported(case, "--format", "cypher", suffix="cypher").read_text("utf-8")
    assert script.startswith("// 1 restricted source is left out of this file.\n")
    table = exported(case, "--format", "csv", "--table", "Organization", suffix="csv")
    for text in (script, table.read_text("utf-8")):
        assert "Secret Institute" not in text
        assert SELLER in text


def test_a_graph_of_one_chain_has_its_tender_alone(case: Path) -> None:
    key = next(row["key"] for row in chains(case) if row["institution"] == BUYER)
    asked = ("--format", "cypher", "--chain", key)
    script = exported(case, *asked, suffix="cypher").read_text("utf-8")
    assert BUYER in script
    assert OTHER not in script


def test_a_hop_says_that_a_person_has_checked_its_words(case: Path) -> None:
    with Case.open(case, write=True) as opened:
        hop = next(iter(opened.chains()))["hops"][0]
        key = next(
            row["statement"]
            for row in opened.sql("SELECT key, statement FROM ISSUED")
            if row["key"] == hop["key"]
        )
        opened.mark(key, "checked", why="read beside the notice")
        (marked, *_) = (h for c in opened.chains() for h in c["hops"])
    assert marked["mark"] == "checked"
    file = exported(case)
    hops = [h for c in manifest(file)["chains"] for h in c["hops"]]
    assert [h["key"] for h in hops if h.get("mark") == "checked"] == [hop["key"]]
    assert file.read_text("utf-8").count('<span class="stamp">checked ') == 1
    assert verified(file, case) == 0


# --- redaction ---


def test_a_name_left_out_is_in_no_part_of_the_file(case: Path) -> None:
    text = exported(case, "--redact", BUYER).read_text("utf-8")
    assert BUYER not in text
    assert OTHER in text
    assert "The name of one organisation is left out by who made this file" in text
    for row in chains(case):
        is_there = [one in text for one in (row["key"], row["tender"])]
        assert is_there == [row["institution"] == OTHER] * 2


def test_all_names_left_out_leave_placeholders(case: Path) -> None:
    found = manifest(exported(case, "--redact", "names"))
    for row in found["chains"]:
        assert re.fullmatch("name left out [0-9a-f]{8}", row["institution"])
        assert re.fullmatch("name left out [0-9a-f]{8}", row["intermediary"])


def test_a_source_left_out_loses_name_hash_place_and_address(case: Path) -> None:
    firsts = [row["hops"][0] for row in chains(case)]
    left_out, kept = sorted(firsts, key=lambda hop: str(hop["path"]))
    text = exported(case, "--redact", left_out["path"]).read_text("utf-8")
    for name in ("path", "source"):
        assert left_out[name] not in text
        assert kept[name] in text
    assert BUYER in text
    assert "One source is left out by who made this file" in text


def test_what_is_neither_name_nor_source_cannot_be_left_out(case: Path) -> None:
    with Case.open(case) as opened:
        with pytest.raises(CaseError, match="neither an organisation nor a source"):
            opened.export("html", case / "x.html", redact=["Nobody"])
        with pytest.raises(CaseError, match="would hold every name"):
            opened.export("cypher", case / "x.cypher", redact=["names"])


# --- received reports ---


def verified(file: Path, case: Path | None = None) -> int:
    at = ("--case", str(case)) if case else ()
    return main(["verify", str(file), *at])


def resealed(text: str, found: dict[str, Any]) -> str:
    """Return a page with another manifest, its checksum made anew, as forgers do."""
    found = {name: value for name, value in found.items() if name != "sha256"}
    before, opens, rest = text.partition(report.OPENS)
    _, ends, after = rest.partition(report.ENDS)
    body = f"{before}{opens}{{}}{ends}{after}"
    block = report.json_block({**found, "sha256": report.checksum(body, found)})
    return f"{before}{opens}{block}{ends}{after}"


def test_a_report_as_it_was_made_passes_alone_and_against_its_case(
    case: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path / "given")
    file = exported(case)
    assert (verified(file), verified(file, case)) == (0, 0)


def test_a_changed_letter_is_found(case: Path) -> None:
    file = exported(case)
    file.write_text(file.read_text("utf-8").replace("A100", "A1OO", 1), "utf-8")
    assert received.read(file).problems == (CHANGED,)


def test_a_page_that_says_other_things_than_its_manifest_is_found(case: Path) -> None:
    file = exported(case)
    text, found = file.read_text("utf-8"), manifest(file)
    page = text.replace(f"<bdi>{BUYER}</bdi>", "<bdi>Innocent University</bdi>")
    file.write_text(resealed(page, found), "utf-8")
    assert received.read(file).problems == (OTHER_PAGE,)


def test_a_report_forged_as_a_whole_is_found_by_the_case(
    case: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = exported(case)
    found = manifest(file)
    found["chains"][0]["hops"][0]["quote"] = "words of the forger"
    report.write_report(found["chains"], found["sources"], found["meta"], file)
    assert received.read(file).problems == ()
    assert verified(file, case) == 1
    assert "the case says otherwise here" in capsys.readouterr().err


def test_a_report_of_another_version_is_tested_by_its_checksum(case: Path) -> None:
    file = exported(case)
    found = manifest(file)
    found["meta"]["version"] = "9.9"
    file.write_text(resealed(file.read_text("utf-8"), found), "utf-8")
    checked = received.read(file)
    assert (checked.problems, checked.notes) == ((), (OTHER_VERSION.format("9.9"),))


@pytest.mark.parametrize("content", [b"", b"\xff", b"<html></html>", b"[" * 90_000])
def test_what_is_no_report_is_said_to_be_none(tmp_path: Path, content: bytes) -> None:
    file = tmp_path / "x.html"
    file.write_bytes(content)
    with pytest.raises(SourceError, match="it is no report"):
        received.read(file)


@pytest.mark.parametrize(
    "given",
    [
        {},
        {"chains": 1, "sources": [], "meta": {}, "sha256": ""},
        {"chains": [{"key": "k"}], "sources": [], "meta": {}, "sha256": ""},
        {"chains": [], "sources": [1], "meta": {}, "sha256": ""},
    ],
)
def test_a_manifest_of_another_shape_is_none(
    tmp_path: Path, given: dict[str, Any]
) -> None:
    file = tmp_path / "x.html"
    file.write_text(f"{report.OPENS}{json.dumps(given)}{report.ENDS}", "utf-8")
    with pytest.raises(SourceError, match="it is no report"):
        received.read(file)


def test_a_manifest_with_parts_missing_is_a_page_that_says_other_things(
    tmp_path: Path,
) -> None:
    found = {
        "chains": [{"key": "k", "hops": [{}]}],
        "sources": [{}],
        "meta": {"version": received.__version__},
    }
    file = tmp_path / "x.html"
    file.write_text(resealed(f"{report.OPENS}{{}}{report.ENDS}", found), "utf-8")
    assert received.read(file).problems == (OTHER_PAGE,)


def test_a_redacted_report_is_compared_where_nothing_was_left_out(
    case: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = exported(case, "--redact", BUYER)
    capsys.readouterr()
    assert verified(file, case) == 0
    said = capsys.readouterr().err
    assert "names or sources are left out of the report" in said
    assert "0 hops compared" not in said
