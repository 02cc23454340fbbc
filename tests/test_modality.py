"""How a record speaks of what it names; rows of `modality.csv` each with an example."""

import pytest

from graphkit.catalogue import Catalogue, Cue
from graphkit.statements import Passage, TenderRef
from graphkit.terms import Terms

CATALOGUE = Catalogue.load()
TERMS = Terms(CATALOGUE)


def read(text: str) -> list[str]:
    """Return the modality of each statement of a request; `excluded` for EXCLUDES."""
    passage = Passage(TenderRef("t"), "f00d", "text", text)
    return [
        "excluded" if said.type == "EXCLUDES" else said.modality
        for said in TERMS.state(passage)
    ]


@pytest.mark.parametrize(
    ("text", "modality"),
    [
        ("如A100", "example"),
        ("不低于A100", "minimum"),
        ("A100或同等", "or_equivalent"),
        ("非A100", "excluded"),
        ("A100国产替代", "excluded"),
        ("相当于H100 8卡", "benchmark"),
        ("采购A100", "required"),
    ],
)
def test_the_wordings_of_the_field_are_different_statements(
    text: str, modality: str
) -> None:
    assert read(text) == [modality]


@pytest.mark.parametrize(
    ("text", "asked"),
    [
        ("数据存放于AWS，迁移至阿里云或Azure云平台等平台代价过高", ["required"]),
        ("迁移至腾讯云平台或华为云平台需重新开发，周期长", []),
        ("将系统迁移至阿里云平台", ["required"]),
        ("因原机房无法满足要求，将系统迁移至阿里云平台", ["required"]),
        ("曾比较A100、H100等产品，采购H800服务器", ["required"]),
        ("原平台使用的RTX 4090工作站退役，不在本次采购范围内", ["excluded"]),
    ],
)
def test_what_reasons_only_weigh_is_not_asked_for(text: str, asked: list[str]) -> None:
    assert read(text) == asked


@pytest.mark.parametrize("cue", CATALOGUE.cues, ids=lambda cue: cue.example)
def test_every_row_reads_its_own_example(cue: Cue) -> None:
    wanted = {"exclusion": "excluded", "none": "required"}
    assert read(cue.example) == [wanted.get(cue.reading, cue.reading)]


@pytest.mark.parametrize(
    ("modality", "texts"),
    [
        (
            "minimum",
            "GPU性能不低于NVIDIA A100 80G|性能不得低于英伟达A100|"
            "单卡算力不低于A100|A100及以上|A100或以上配置|A100或更高性能GPU|"
            "优于A100|≥A100|不弱于A100的显卡|至少A100显卡|"
            "at least A100|not lower than A100|performance no less than the A100|"
            "A100 or better|配置不低于8张A800 80GB",
        ),
        (
            "or_equivalent",
            "A100或同等性能显卡|A100 80GB或同等及以上|英伟达A100（或同等）|"
            "A100或相当档次|GPU为A100或性能相当的产品|可使用A100或其他同等显卡|"
            "NVIDIA A100 or equivalent|A100 (or equivalent)|A100 or similar",
        ),
        (
            "example",
            "例如A100|如英伟达A100等|以A100为例|参考型号：A100|推荐品牌：A100|"
            "such as A100|e.g. NVIDIA A100|for example the A100",
        ),
        (
            "excluded",
            "不含A100|禁止使用A100|不得采用英伟达A100等受限芯片|A100除外|除A100外|"
            "除A100以外的GPU|不支持A100|不采购A100|本项目不需要A100|国产化，非英伟达A100|"
            "A100的替代品|以国产芯片替代A100|other than A100|excluding A100|"
            "non-A100 servers|A100 is not acceptable|instead of A100",
        ),
        (
            "benchmark",
            "算力相当于A100|对标A100|性能达到A100水平|A100同等性能的国产卡|A100级别算力|"
            "折合A100 100张|按A100卡时折算|以A100为基准|equivalent to 8 A100|"
            "comparable to an A100|A100-class GPUs|A100 equivalent",
        ),
        (
            "required",
            "采购A100显卡8块|需配置A100|应为A100|不少于8张A100|至少8张A100|"
            "at least 8 A100 GPUs|包括但不限于A100|除非A100缺货|如需A100服务器|"
            "A100（不接受同等替代）|如下：A100|不仅A100|非常需要A100",
        ),
        ("offered", "所投产品：A100|投标型号：英伟达A100"),
    ],
)
def test_words_say_how_a_product_is_meant(modality: str, texts: str) -> None:
    wrong = {text: read(text) for text in texts.split("|") if read(text) != [modality]}
    assert wrong == {}


@pytest.mark.parametrize(
    ("text", "modalities"),
    [
        ("A100、H100或同等", ["or_equivalent", "or_equivalent"]),
        ("A100/H100 or better", ["minimum", "minimum"]),
        ("如英伟达A100、H100等", ["example", "example"]),
        ("禁止使用A100、H100", ["excluded", "excluded"]),
        ("GPUs such as the NVIDIA A100 or H100", ["example", "example"]),
        ("非A100或H100", ["excluded", "excluded"]),
        ("不低于8张A100或8张H100", ["minimum", "minimum"]),
    ],
)
def test_a_word_speaks_of_the_whole_list(text: str, modalities: list[str]) -> None:
    assert read(text) == modalities


@pytest.mark.parametrize(
    ("text", "modalities"),
    [
        ("采购A100，不含H100", ["required", "excluded"]),
        ("不低于A100，如H100", ["minimum", "example"]),
        ("采用昇腾910B替代A100", ["required", "excluded"]),
        ("A100显卡8块。性能相当于H100的另计", ["required", "benchmark"]),
        ("原“A100”更正为“A100或同等性能”", ["or_equivalent"]),
        ("A100；H100或同等", ["required", "or_equivalent"]),
    ],
)
def test_a_word_speaks_of_no_other_clause(text: str, modalities: list[str]) -> None:
    assert read(text) == modalities


def test_providers_and_models_are_read_the_same_way() -> None:
    assert read("如阿里云、华为云") == ["example", "example"]
    assert read("阿里云或同等云平台") == ["or_equivalent"]
    assert read("禁止使用AWS") == ["excluded"]
    assert read("能力对标GPT-4") == ["benchmark"]
    assert read("不弱于GPT-4的模型") == ["minimum"]


def test_a_text_written_to_stall_the_reader_does_not() -> None:
    assert read("不低于" + "1" * 36 + "。A100") == ["required"]
    assert read("A100" + "的" * 36 + "或同等") == ["or_equivalent"]
    assert len(read("A100、" * 5_000)) == 5_000
