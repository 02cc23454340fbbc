"""Natural persons hidden: in rows, quotes, sentences, exports, and nobody else."""

import json
import re
import shutil
import zipfile
from pathlib import Path
from typing import Any

import pytest

import graphkit
from graphkit.cli import main
from graphkit.errors import NameLookupError
from graphkit.export import FORMATS
from graphkit.hiding import Hider
from tests.releases import release, write_releases

NAME = "张三"
NOTICE = """示例小学算力服务成交公告
（虚构测试公告）
采购单位：示例小学
项目编号：LH-2024-01号
成交人：张三
成交金额：3.2万元
项目内容：租用AWS云服务器、A100 GPU
"""
FIRM = NOTICE.replace("LH-2024-01号", "LH-2024-02号").replace(
    "成交人：张三", "成交人：张三示例科技有限公司"
)
PERSON = re.compile("person [0-9a-f]{8}")


@pytest.fixture(scope="module")
def loaded(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("loaded")
    (folder / "in").mkdir()
    (folder / "in/person.txt").write_text(NOTICE, encoding="utf-8")
    (folder / "in/firm.txt").write_text(FIRM, encoding="utf-8")
    assert main(["load", str(folder / "in"), "--case", str(folder / "mine")]) == 0
    return folder


@pytest.fixture
def case(loaded: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A case of one's own with both notices, beside the folder they came from."""
    shutil.copytree(loaded, tmp_path, dirs_exist_ok=True)
    monkeypatch.chdir(tmp_path)
    return Path("mine")


def rows(case: Path, **options: Any) -> list[dict[str, Any]]:
    with graphkit.open_case(case, **options) as opened:
        return [dict(row) for row in opened.chains()]


def bare(text: str) -> str:
    """Return a text without the firm that is called like the person."""
    return text.replace("张三示例科技有限公司", "")


COMMANDS = (
    ("chains",),
    ("chains", "--json"),
    ("paths", NAME, "示例小学"),
    ("paths", NAME, "示例小学", "--json"),
    ("find", "成交人", "--json"),
    ("statements", "--json"),
    ("cypher", "MATCH (o:Organization) RETURN o.uid, o.name, o.name_zh ORDER BY 1"),
    ("cypher", "MATCH (:Tender)-[a:AWARDED_TO]->() RETURN a.quote, a.key", "--json"),
    ("explain", "in/person.txt", "--json"),
    ("explain", "in/person.txt"),
)


@pytest.mark.parametrize("command", COMMANDS)
def test_no_command_names_a_person_where_persons_are_hidden(
    command: tuple[str, ...], case: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main([*command, "--case", "mine"]) == 0
    assert NAME in bare(capsys.readouterr().out)
    assert main([*command, "--hide-persons", "--case", "mine"]) == 0
    hidden = capsys.readouterr()
    assert NAME not in bare(hidden.out + hidden.err)
    assert "Zhāngsān)" not in hidden.out  # the firm's name goes on


def test_the_words_of_a_record_keep_their_places(case: Path) -> None:
    before = {row["tender"]: row for row in rows(case)}
    after = {row["tender"]: row for row in rows(case, hide_persons=True)}
    assert before.keys() == after.keys()
    changed = [t for t in before if before[t] != after[t]]
    (tender,) = changed
    assert before[tender]["intermediary"] == NAME
    assert PERSON.fullmatch(after[tender]["intermediary"])
    quotes = [
        (old["quote"], new["quote"])
        for old, new in zip(before[tender]["hops"], after[tender]["hops"], strict=True)
    ]
    assert ("成交人：张三", "成交人：**") in quotes
    assert all(len(old) == len(new) for old, new in quotes)


def test_a_person_has_one_placeholder_in_a_case_and_another_in_the_next(
    case: Path,
) -> None:
    def placeholders(folder: Path) -> set[str]:
        return set(PERSON.findall(json.dumps(rows(folder, hide_persons=True))))

    (one,) = placeholders(case)
    assert main(["build", "--case", "mine"]) == 0
    assert placeholders(case) == {one}
    assert main(["load", "in", "--case", "other"]) == 0
    assert placeholders(Path("other")) != {one}


def test_no_key_of_a_row_tells_the_name_to_who_guesses_it(case: Path) -> None:
    (old,) = [row for row in rows(case) if row["intermediary"] == NAME]
    hidden = json.dumps(rows(case, hide_persons=True))
    told = [old["key"], old["uids"]["intermediary"], *(h["key"] for h in old["hops"])]
    awarded = [key for key in told if key in hidden]
    assert [key for key in awarded if "AWARDED_TO" in key or key == old["key"]] == []
    assert old["uids"]["intermediary"] not in hidden


@pytest.mark.parametrize("kind", FORMATS)
def test_no_export_names_a_person_where_persons_are_hidden(
    kind: str, case: Path
) -> None:
    for flag, named in (("--show-persons", True), ("--hide-persons", False)):
        file = Path(f"out{flag}.{kind}")
        line = ["export", "--format", kind, flag, "-o", str(file), "--case", "mine"]
        assert main(line) == 0
        if kind == "xlsx":
            with zipfile.ZipFile(file) as book:
                text = "".join(book.read(n).decode() for n in book.namelist())
        else:
            text = file.read_text(encoding="utf-8")
        text = re.sub(r"\\u([0-9a-f]{4})", lambda m: chr(int(m[1], 16)), text)
        text = re.sub(r"</?tspan[^>]*>|\s", "", text)
        assert (NAME in bare(text)) == named
        assert bool(re.search("person[0-9a-f]{8}", text)) != named


def test_the_settings_of_a_case_hide_persons_until_somebody_asks(case: Path) -> None:
    (case / "settings.toml").write_text("hide_persons = true\n", encoding="utf-8")
    assert NAME not in bare(json.dumps(rows(case), ensure_ascii=False))
    assert NAME in json.dumps(rows(case, hide_persons=False), ensure_ascii=False)


def test_a_message_about_names_names_no_person(case: Path) -> None:
    with (
        graphkit.open_case(case, hide_persons=True) as opened,
        pytest.raises(NameLookupError) as raised,
    ):
        opened.chains(intermediary="张三示例")
    assert NAME not in bare(
        f"{raised.value} {raised.value.hint}".replace("张三示例", "")
    )


def test_an_owner_whom_only_the_record_calls_a_person_is_hidden(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    release = {
        "ocid": "ocds-213czf-1",
        "tag": ["tender"],
        "tender": {"title": "Chairs"},
        "parties": [
            {
                "id": "1",
                "name": "Yunda GmbH",
                "beneficialOwners": [{"name": "Quorvex Tannil"}],
            }
        ],
    }
    file = tmp_path / "one.json"
    file.write_text(json.dumps(release), encoding="utf-8")
    assert main(["statements", str(file), "--json"]) == 0
    assert "Quorvex Tannil" in capsys.readouterr().out
    assert main(["statements", str(file), "--json", "--hide-persons"]) == 0
    said = capsys.readouterr().out
    assert "Quorvex Tannil" not in said
    assert "Yunda GmbH" in said
    assert len(set(PERSON.findall(said))) == 1


def test_files_that_are_only_looked_at_can_hide_persons(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = tmp_path / "one.txt"
    file.write_text(NOTICE, encoding="utf-8")
    assert main(["statements", str(file), "--json", "--hide-persons"]) == 0
    said = capsys.readouterr().out
    assert NAME not in said
    assert len(set(PERSON.findall(said))) == 1


def test_a_latin_name_is_hidden_where_it_stands_by_itself() -> None:
    hider = Hider(b"key", [("Li Na", "org:1"), ("李娜", "org:1")], others=["Li Na Ltd"])
    assert hider.masked("won by Li Na, not Li Nation") == "won by ** **, not Li Nation"
    assert hider.masked("won by Li Na Ltd") == "won by Li Na Ltd"
    assert hider.name("Li Na") == hider.name("李娜")
    assert hider.sentence("awarded to 李娜.") == f"awarded to {hider.name('李娜')}."


def test_nobody_to_hide_changes_nothing() -> None:
    row = {"name": "示例大学", "key": "0123456789abcdef", "n": 3, "none": None}
    assert Hider(b"key", ()).rows([row]) == [row]


def test_personal_data_in_a_title_is_masked_wherever_it_is_shown(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    title = "Cloud with A100 GPU on AWS, call 13900000000 or a.b@example.org"
    made = release("t1", buyer="Example University", supplier="Yunda", title=title)
    made["tender"]["items"] = [{"id": "1", "description": "AWS with A100 GPU"}]
    made["tender"]["contactPoint"] = {
        "name": "Jane Example",
        "email": "jane@example.org",
        "telephone": "010-12345678",
    }
    write_releases(Path("one.json"), made)
    assert main(["load", "one.json", "--case", "mine"]) == 0
    capsys.readouterr()
    commands = (
        ("statements", "--json"),
        ("chains", "--json", "--min-grade", "E5"),
        ("find", "example", "--json"),
        ("find", "Cloud", "--json"),
        ("cypher", "MATCH (n) RETURN n.name ORDER BY 1"),
        ("explain", "one.json", "--json"),
        ("explain", "one.json"),
    )
    for command in commands:
        assert main([*command, "--case", "mine"]) == 0
        shown = capsys.readouterr().out
        told = ("13900000000", "a.b@example.org", "jane@example.org", "010-12345678")
        assert [word for word in told if word in shown] == []
    assert main(["verify", "--case", "mine"]) == 0
