"""Readers without Chinese are told what stands there, beside it and never instead."""

import json
from pathlib import Path

import pytest

from graphkit import gloss
from graphkit.case import Case
from graphkit.cli import main
from graphkit.errors import CaseError
from graphkit.gloss.pinyin import pinyin
from graphkit.statements import MODALITIES, STAGES
from graphkit.viz import wording
from tests.releases import release, write_releases


@pytest.mark.parametrize(
    ("name", "said"),
    [
        ("深圳大学", "Shēnzhèn Dàxué"),
        ("云达科技（深圳）有限公司", "Yúndá Kējì (Shēnzhèn) Yǒuxiàn Gōngsī"),
        ("重庆邮电大学", "Chóngqìng Yóudiàn Dàxué"),
        ("AWS云服务", "AWS Yún Fúwù"),
        ("Shenzhen University", ""),
        ("", ""),
    ],
)
def test_names_are_said_in_pinyin(name: str, said: str) -> None:
    assert pinyin(name) == said


@pytest.mark.parametrize(
    ("term", "kind", "english"),
    [
        ("采购人：", "label", "buyer"),
        ("公开招标", "method", "open tender"),
        ("竞争性磋商", "method", "competitive consultation"),
        ("单一来源", "method", "single source"),
        ("询价", "method", "request for quotations"),
        ("不低于", "modality", "not lower than"),
        ("万元", "unit", "ten thousand yuan"),
        ("中标公告", "type", "award notice"),
        ("没有这个词", "label", ""),
    ],
)
def test_terms_have_english_from_a_table(
    term: str, kind: gloss.Kind, english: str
) -> None:
    assert gloss.english(term, kind) == english


def test_every_stage_and_modality_has_english() -> None:
    assert set(STAGES) <= set(gloss.terms("stage"))
    assert set(MODALITIES) <= set(gloss.terms("modality"))


def test_every_table_is_read_and_no_term_stands_twice() -> None:
    for kind, table in gloss.TABLES.items():
        folder = Path(gloss.__file__).parents[1] / "data" / "gloss"
        lines = (folder / table).read_text(encoding="utf-8").splitlines()
        assert len(gloss.terms(kind)) == len(lines) - 1, table


def test_the_longest_term_of_a_quote_is_glossed_once() -> None:
    quote = "中标供应商名称：甲公司\n中标金额：5万元 中标金额"
    assert wording.quote_glosses(quote) == (
        ("中标供应商名称", "name of the winning supplier"),
        ("中标金额", "award amount"),
        ("万元", "ten thousand yuan"),
    )
    assert wording.quote_glosses("Supplier: Yunda") == ()


def test_a_unit_of_one_character_is_glossed_behind_a_figure_only() -> None:
    quote = "按采购文件 12个月 8张 2024年3月15日"
    assert wording.quote_glosses(quote) == (("个月", "months"), ("张", "cards"))


def test_a_sentence_says_chinese_names_in_both_scripts() -> None:
    name = wording.Phrase("Shenzhen University", "institution")
    said = (name, wording.Phrase(" sought "), wording.Phrase("A100", "chip"))
    names = {"Shenzhen University": "深圳大学"}
    assert wording.plain(wording.glossed(said, names)) == (
        "Shenzhen University (深圳大学, Shēnzhèn Dàxué) sought A100"
    )
    said = (wording.Phrase("深圳大学", "institution"),)
    assert wording.plain(wording.glossed(said, {})) == "深圳大学 (Shēnzhèn Dàxué)"


@pytest.fixture
def case(tmp_path: Path) -> Path:
    place = tmp_path / "case"
    made = release("t1", buyer="深圳大学", supplier="Yunda", item="AWS with A100 GPU")
    file = write_releases(tmp_path / "a.json", made)
    with Case.create(place) as opened:
        opened.load([file])
    return place


def test_a_chain_has_one_english_sentence(
    case: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["chains", "--case", str(case), "--json"]) == 0
    (chain,) = map(json.loads, capsys.readouterr().out.splitlines())
    assert chain["sentence"].startswith("深圳大学 (Shēnzhèn Dàxué) ")
    assert "obtained" not in chain["sentence"]
    assert main(["chains", "--case", str(case)]) == 0
    assert chain["sentence"] in capsys.readouterr().out


def test_a_translation_stands_beside_the_quote_until_undone(
    case: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    with Case.open(case) as opened:
        (chain,) = opened.chains()
        hop = next(hop for hop in chain["hops"] if hop["type"] == "ISSUED")
        keys = [
            row["key"]
            for row in opened.sql("SELECT * FROM statements")
            if (row["type"], row["quote"]) == ("ISSUED", hop["quote"])
        ]
    words = ["translate", keys[0], "--text", "Shenzhen <b>Univ.</b>", "--why", "known"]
    assert main([*words, "--case", str(case)]) == 0
    capsys.readouterr()
    with Case.open(case) as opened:
        (chain,) = opened.chains()
        translated = next(hop for hop in chain["hops"] if hop["type"] == "ISSUED")
        (made,) = translated.pop("translations")
        assert translated == hop
        assert (made["text"], made["language"]) == ("Shenzhen <b>Univ.</b>", "en")
        page = opened.export("html", tmp_path / "r.html").read_text(encoding="utf-8")
    assert "Shenzhen &lt;b&gt;Univ.&lt;/b&gt;" in page
    assert f'"by": "{made["by"]}"' not in page.split('id="manifest"')[1]
    assert main(["chains", "--case", str(case)]) == 0
    assert "= Shenzhen <b>Univ.</b>" in capsys.readouterr().out
    assert main(["undo", "--case", str(case)]) == 0
    with Case.open(case) as opened:
        (chain,) = opened.chains()
    assert hop in chain["hops"]


def test_a_translation_of_what_nobody_said_is_refused(case: Path) -> None:
    with Case.open(case, write=True) as opened:
        with pytest.raises(CaseError, match="no statement has the key"):
            opened.translate("nothing", "x", why="y")
        with pytest.raises(CaseError, match="translation is empty"):
            opened.translate("nothing", " ", why="y")
