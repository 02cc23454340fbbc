"""A case's own tables of rules: sources are read again, and the difference is said."""

import json
import re
from pathlib import Path

import pytest

from graphkit import open_case
from graphkit.case import Case
from graphkit.catalogue_files import Edition
from graphkit.cli import main
from graphkit.errors import CatalogueError
from graphkit.loaders import notice

PAGE = (Path(__file__).parents[1] / "docs" / "rules-of-reading.md").read_text("utf-8")
NOTICE = (
    "AWS云服务采购成交公告\n"
    "项目编号：SL-2024-001\n"
    "购置方：示例大学\n"
    "供应商名称：示例云计算有限公司\n"
    "采购内容：AWS云服务，A100算力\n"
    "项目联系人：张示例 电话：13900000000\n"
)
LABELS = "field,label,example,value\nbuyer,购置方,购置方：示例大学,示例大学\n"


@pytest.fixture
def case(tmp_path: Path) -> Path:
    place = tmp_path / "case"
    file = tmp_path / "notice.txt"
    file.write_text(NOTICE, encoding="utf-8")
    with Case.create(place) as made:
        made.load([file], provenance="invented")
    return place


@pytest.fixture(autouse=True)
def _ours_afterwards() -> object:
    yield
    notice.prepare(Edition())


def own(case: Path, name: str, text: str) -> None:
    file = case / "catalogue" / name
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(text, encoding="utf-8")


def said(case: Path) -> set[tuple[str, str]]:
    with open_case(case) as opened:
        return {
            (row["type"], row["subject"]["text"])
            for row in opened.statements()
            if row["subject"]
        }


def test_a_label_of_the_cases_own_is_read_at_the_next_build(
    case: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    before = said(case)
    own(case, "notices/labels.csv", LABELS)
    assert main(["build", "--case", str(case), "--changes", "--json"]) == 0
    (line,) = capsys.readouterr().out.splitlines()
    told = json.loads(line)
    assert told["statements"]["added"] == 1
    (row,) = (row for row in told["changes"] if row["change"] == "added")
    assert (row["type"], row["s_text"]) == ("ISSUED", "示例大学")
    assert row["quote"] == "购置方：示例大学"
    assert said(case) == before | {("ISSUED", "示例大学")}


def test_personal_data_in_what_changed_is_masked(tmp_path: Path) -> None:
    file = tmp_path / "notice.txt"
    text = NOTICE.replace("A100算力", "A100算力 13900000000")
    file.write_text(text, encoding="utf-8")
    with Case.create(tmp_path / "case") as made:
        made.load([file], provenance="invented")
        before = made.revision
        own(tmp_path / "case", "notices/labels.csv", LABELS)
        made.build()
        changed = made.changes(since=before).changed
    quotes = {row["quote"] for row in changed if row["type"] == "SEEKS"}
    assert quotes == {"AWS云服务，A100算力 ***********"}


def test_a_build_that_reads_nothing_again_says_nothing_of_statements(
    case: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["build", "--case", str(case)]) == 0
    told = capsys.readouterr()
    assert "statements" not in told.err
    assert main(["build", "--case", str(case), "--json"]) == 0
    counts = json.loads(capsys.readouterr().out)["statements"]
    assert counts == {"added": 0, "gone": 0, "changed": 0}


def test_taking_the_tables_out_again_restores_the_reading(
    case: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    first = said(case)
    with open_case(case) as opened:
        revision, digest = opened.revision, opened.status()["digest"]
    own(case, "notices/labels.csv", LABELS)
    assert main(["build", "--case", str(case)]) == 0
    assert said(case) != first
    assert "statements: " in capsys.readouterr().err
    (case / "catalogue" / "notices" / "labels.csv").unlink()
    assert main(["build", "--case", str(case)]) == 0
    with open_case(case) as opened:
        assert (opened.revision, opened.status()["digest"]) == (revision, digest)


def test_another_modality_is_a_statement_read_otherwise(case: Path) -> None:
    own(
        case,
        "modality.csv",
        "reading,where,words,example\nbenchmark,after,算力,A100算力\n",
    )
    with Case.open(case, write=True) as opened:
        before = opened.revision
        opened.build()
        changes = opened.changes(since=before)
    assert str(changes) == "statements: 1 read otherwise"
    ((row,),) = (changes.changed,)
    assert (row["type"], row["o_text"]) == ("SEEKS", "A100")


@pytest.mark.parametrize(
    ("table", "text", "says"),
    [
        (
            "notices/labels.csv",
            LABELS.replace("示例大学,示例大学", "示例大学,示例学院"),
            "catalogue/notices/labels.csv, row 1: its example reads buyer",
        ),
        (
            "modality.csv",
            "reading,where,words,example\nminimum,after,算力,A100显卡\n",
            "catalogue/modality.csv, row 1: its example reads required, not minimum",
        ),
        (
            "context.csv",
            "kind,where,words,example,finds\ntrap,near,彩虹,彩虹A100,chip:nvidia-a100\n",
            "catalogue/context.csv, row 1: its example finds nothing",
        ),
    ],
)
def test_a_row_that_reads_otherwise_stops_the_build_and_nothing_changes(
    case: Path, table: str, text: str, says: str
) -> None:
    with open_case(case) as opened:
        before = opened.revision
    own(case, table, text)
    with Case.open(case, write=True) as opened, pytest.raises(CatalogueError) as error:
        opened.build()
    assert str(error.value).startswith(says)
    with open_case(case) as opened:
        assert opened.revision == before


def test_the_tables_of_the_documentation_are_read(case: Path) -> None:
    csv_table, toml_table = (
        re.findall(rf"```{form}\n(.*?)```", PAGE, re.S)[0] for form in ("csv", "toml")
    )
    own(case, "notices/labels.csv", csv_table)
    own(case, "notices/kinds.toml", toml_table)
    with Case.open(case, write=True) as opened:
        opened.build()
    assert ("ISSUED", "示例大学") in said(case)


def test_the_python_of_the_documentation_says_what_it_shows() -> None:
    (code,) = re.findall(r"```python\n(.*?)```", PAGE, re.S)
    names: dict[str, object] = {}
    lines = [line.partition("  # ") for line in code.splitlines() if line]
    for line, _, _ in lines:
        if line.startswith("from "):
            exec(line, names)
    shown = [(line, said) for line, _, said in lines if said]
    assert [repr(eval(line, names)) for line, _ in shown] == [s for _, s in shown]
    assert len(shown) == 3


def test_the_text_of_a_notice_is_found_with_persons_masked(case: Path) -> None:
    with open_case(case) as opened:
        rows = [row for row in opened.find("算力") if row["kind"] == "record"]
        (row,) = rows
        assert (row["count"], row["path"]) == (1, "notice.txt")
        assert "A100算力" in row["text"]
        (row,) = (row for row in opened.find("项目联系人") if row["kind"] == "record")
        assert "13900000000" not in row["text"]
