"""The catalogue's terms in text: what is found, what is not, and what it says."""

import unicodedata
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as some

from graphkit.catalogue import Catalogue
from graphkit.evidence import Evidence
from graphkit.statements import Mention, Passage, Said, Statement, TenderRef
from graphkit.terms import Found, Terms

CATALOGUE = Catalogue.load()
TERMS = Terms(CATALOGUE)
TENDER = TenderRef("tender:1")


def found(text: str) -> list[str]:
    """Return the uids found in a text, without what stands before the colon."""
    return [item.uid.partition(":")[2] for item in TERMS.find(text)]


def stated(text: str, said: Said = "request", title: str = "") -> list[Statement]:
    """Return what a passage of a tender states."""
    tender = TenderRef("tender:1", title=title)
    return list(TERMS.state(Passage(tender, "f00d", "text", text, said=said)))


@pytest.mark.parametrize(
    ("text", "uids"),
    [
        ("", []),
        ("采购办公桌椅一批", []),
        ("A100", ["nvidia-a100"]),
        ("8卡A100", ["nvidia-a100"]),
        ("4*L40S", ["nvidia-l40s"]),
        ("A100x8", ["nvidia-a100"]),
        ("A100×8", ["nvidia-a100"]),
        ("8xA100", ["nvidia-a100"]),
        ("H20NVLink整机", ["nvidia-h20"]),
        ("A100、H100", ["nvidia-a100", "nvidia-h100"]),
        ("A100/H100/H800", ["nvidia-a100", "nvidia-h100", "nvidia-h800"]),
        ("Ｈ１００　ＧＰＵ", ["nvidia-h100"]),
        ("nvidia a100 gpus", ["nvidia-a100"]),
        ("renting of H100s", ["nvidia-h100"]),
        ("V100S-PCIE-32GB", ["nvidia-v100"]),
        ("昇腾910B加速卡", ["huawei-ascend910b"]),
        ("RTX4090", ["nvidia-rtx4090"]),
        ("RTX 4090D 24G", ["nvidia-rtx4090d"]),
    ],
)
def test_a_chip_is_found_as_people_write_it(text: str, uids: list[str]) -> None:
    assert found(text) == uids


@pytest.mark.parametrize(
    ("text", "uid", "words"),
    [
        ("配置A100服务器", "nvidia-a100", "A100"),
        ("8张A100 80G", "nvidia-a100-80", "A100 80G"),
        ("A100-80G显卡", "nvidia-a100-80", "A100-80G"),
        ("NVIDIA-A100-SXM4-40GB", "nvidia-a100-40", "A100-SXM4-40GB"),
        ("A100-PCIE-40GB", "nvidia-a100-40", "A100-PCIE-40GB"),
        ("8 x A100 (80GB)", "nvidia-a100-80", "A100 (80GB)"),
        ("80GB A100", "nvidia-a100-80", "A100"),
        ("A100 40G网卡", "nvidia-a100", "A100"),
        ("H100 PCIe 80GB", "nvidia-h100-pcie", "H100 PCIe"),
        ("HGX H100整机", "nvidia-h100-sxm", "HGX H100"),
        ("H100 NVL", "nvidia-h100-nvl", "H100 NVL"),
        ("H100 PCIe/SXM", "nvidia-h100", "H100"),
        ("A800-80G PCIe", "nvidia-a800", "A800"),
    ],
)
def test_a_bare_name_is_the_family_and_a_qualified_one_the_variant(
    text: str, uid: str, words: str
) -> None:
    (item,) = TERMS.find(text)
    assert (item.uid, text[item.start : item.end]) == (f"chip:{uid}", words)


@pytest.mark.parametrize(
    ("text", "uid"),
    [
        ("亚马逊云科技", "aws"),
        ("AWS", "aws"),
        ("AWS云服务器", "aws"),
        ("AWS海外账号", "aws-global"),
        ("采购海外AWS账号", "aws-global"),
        ("亚马逊AWS海外节点资源", "aws-global"),
        ("overseas AWS account", "aws-global"),
        ("AWS（非中国区）账号", "aws-global"),
        ("AWS中国区账号", "aws-china"),
        ("亚马逊云科技（光环新网运营）", "aws-china-sinnet"),
        ("亚马逊云科技中国（北京）区域", "aws-china-sinnet"),
        ("AWS中国（宁夏）区域", "aws-china-nwcd"),
        ("AWS云服务，由西云数据提供", "aws-china-nwcd"),
        ("AWS云账号，不含中国区", "aws"),
        ("海外业务部门及其下属单位统一采购AWS云账号", "aws"),
        ("Azure云资源", "azure"),
        ("Azure国际版", "azure-global"),
        ("由世纪互联运营的Azure", "azure-china-21vianet"),
        ("微软Azure（世纪互联）", "azure-china-21vianet"),
    ],
)
def test_a_brand_is_a_partition_only_where_words_beside_it_say_so(
    text: str, uid: str
) -> None:
    assert found(text) == [uid]


def test_words_of_a_partition_alone_name_no_provider() -> None:
    assert found("北京光环新网数据中心机柜租赁") == []
    assert found("世纪互联机房托管") == []
    assert found("cn-north-1") == []


def test_a_brand_named_beside_its_partition_means_the_partition() -> None:
    assert found("亚马逊云科技（AWS）海外账号") == ["aws-global", "aws-global"]


def test_azure_openai_names_a_model_service_and_a_provider() -> None:
    assert TERMS.find("采购Azure OpenAI服务") == (
        Found("model:azure-openai", "Model", 2, 14),
        Found("provider:azure", "Provider", 2, 14),
    )


@pytest.mark.parametrize(
    "text",
    [
        "供应商：阿里云计算有限公司",
        "中标人：北京光环新网科技股份有限公司",
        "成交供应商 天翼云科技有限公司",
        "腾讯云计算（北京）有限责任公司",
        "北京火山引擎科技有限公司",
        "Amazon Web Services, Inc.",
        "Amazon Web Services EMEA SARL",
        "北京智谱华章科技有限公司",
        "并行科技股份有限公司",
    ],
)
def test_a_company_name_is_no_mention_of_the_cloud_it_runs(text: str) -> None:
    assert found(text) == []


def test_a_cloud_named_beside_its_company_is_found_once() -> None:
    assert found("阿里云计算有限公司提供阿里云ECS") == ["aliyun"]


def test_a_class_is_found_where_the_maker_is_named_and_no_type() -> None:
    assert found("采购英伟达GPU服务器") == ["us-accelerator"]
    assert found("NVIDIA GPU cluster") == ["us-accelerator"]
    assert found("国产GPU服务器") == ["cn-accelerator"]
    assert found("GPU服务器") == []
    assert found("高端GPU") == []
    assert found("NVIDIA GPU服务器（A100）") == ["nvidia-a100"]


def test_an_instance_type_is_a_product() -> None:
    assert found("p4d.24xlarge实例2台") == ["aws/p4d.24xlarge"]
    assert found("Standard_ND96asr_v4") == ["azure/Standard_ND96asr_v4"]


def test_models_are_found_as_families_and_variants() -> None:
    assert found("Claude、GPT类接口") == ["claude"]
    assert found("用于调用Claude 3") == ["claude-3"]
    assert found("GPT-4 API调用额度") == ["gpt-4"]
    assert found("40 million OpenAI tokens over Azure") == ["openai-api", "azure"]
    assert found("通义千问大模型服务") == ["qwen"]
    assert found("Qwen2-72B") == ["qwen"]
    assert found("采购OpenAI GPT-4 API") == ["gpt-4"]


def test_what_is_there_already_is_not_asked_for() -> None:
    assert found("现有A100服务器维保") == []
    assert found("在现有平台上新增A100服务器") == ["nvidia-a100"]


def test_a_common_code_counts_only_near_words_of_its_subject() -> None:
    assert found("T4") == []
    assert found("T4显卡") == ["nvidia-t4"]
    assert found("游离T4测定试剂") == []
    far = "的" * 40
    assert found(f"T4{far}显卡") == []


def test_the_nearest_word_decides() -> None:
    assert found("H20 GPU服务器、水浴锅") == ["nvidia-h20"]
    assert found("GPU服务器、H20水浴锅") == []


def test_terms_support_each_other() -> None:
    assert found("A100或T4") == ["nvidia-a100", "nvidia-t4"]
    assert found("AWS、A100") == ["aws", "nvidia-a100"]


def test_a_short_cell_takes_its_context_from_the_title() -> None:
    assert stated("H20*8") == []
    (said,) = stated("H20*8", title="GPU服务器采购")
    assert said.object == Mention(
        "Chip", "H20", 0, 3, (("catalogue", "chip:nvidia-h20"),)
    )
    assert stated("H20", title="水浴锅采购") == []


def test_what_is_not_accepted_stays_visible_with_the_reason() -> None:
    (considered,) = TERMS.considered("甲状腺素T4检测试剂盒")
    assert not considered.accepted
    assert considered.found == Found("chip:nvidia-t4", "Chip", 4, 6)
    assert considered.why == "甲状腺 (laboratories)"


def test_offsets_are_those_of_the_text_and_of_its_layer() -> None:
    text = "İİ 采购ＡＷＳ云服务，含A100显卡8块"
    passage = Passage(TENDER, "f00d", "/title", text, start=100)
    said = list(TERMS.state(passage))
    assert [(s.type, s.object and s.object.text) for s in said] == [
        ("VIA", "ＡＷＳ云"),
        ("SEEKS", "A100"),
    ]
    for statement in said:
        assert statement.object is not None
        mention, quote = statement.object, statement.evidence
        assert text[mention.start - 100 : mention.end - 100] == mention.text
        assert text[quote.start - 100 : quote.end - 100] == quote.quote


def test_a_request_seeks_and_names_its_provider() -> None:
    text = "租用AWS云服务器，A100 80G 8块"
    tender = TenderRef("tender:1", number="XS-2024-009")
    passage = Passage(
        tender, "f00d", "text", text, start=7, part="lot:1", stage="tendered"
    )
    quote = Evidence("f00d", "text", 7, 7 + len(text), text)
    assert list(TERMS.state(passage)) == [
        Statement(
            "VIA",
            tender,
            None,
            Mention("Provider", "AWS云", 9, 13, (("catalogue", "provider:aws"),)),
            quote,
            part="lot:1",
            stage="tendered",
            modality="required",
        ),
        Statement(
            "SEEKS",
            tender,
            None,
            Mention(
                "Chip", "A100 80G", 17, 25, (("catalogue", "chip:nvidia-a100-80"),)
            ),
            quote,
            part="lot:1",
            stage="tendered",
            modality="required",
            quantity="8",
            unit="块",
        ),
    ]


@pytest.mark.parametrize(
    ("text", "kind", "modality"),
    [
        ("A100显卡8块", "AWARDS", "awarded"),
        ("所投产品：A100", "AWARDS", "offered"),
        ("不低于A100", "SEEKS", "minimum"),
        ("A100或同等", "SEEKS", "or_equivalent"),
        ("如A100", "SEEKS", "example"),
        ("相当于A100", "SEEKS", "benchmark"),
        ("非A100", "EXCLUDES", ""),
        ("AWS云账号", "VIA", "awarded"),
        ("不使用AWS云", "EXCLUDES", ""),
    ],
)
def test_an_award_awards_only_what_it_names_without_condition(
    text: str, kind: str, modality: str
) -> None:
    (said,) = stated(text, said="award")
    assert (said.type, said.modality) == (kind, modality)


def test_one_statement_for_each_mention() -> None:
    assert [s.type for s in stated("A100显卡，A100服务器，不含H100")] == [
        "SEEKS",
        "SEEKS",
        "EXCLUDES",
    ]


def test_a_quote_is_one_clause_of_a_long_text() -> None:
    before, after = "前面的话。" * 60, "后面的话。" * 60
    (said,) = stated(f"{before}配置英伟达A100显卡8块；{after}")
    assert said.evidence.quote == "配置英伟达A100显卡8块；"
    endless = "长" * 5000
    (said,) = stated(f"{endless}A100{endless}")
    assert "A100" in said.evidence.quote
    assert len(said.evidence.quote) <= 160


@given(some.text(alphabet=some.characters(exclude_categories=["Cs"]), max_size=60))
def test_every_mention_and_quote_of_any_text_is_a_true_slice(noise: str) -> None:
    text = f"{noise}A100显卡{noise}AWS云{noise}"
    for said in stated(text):
        mention, quote = said.object, said.evidence
        assert mention is not None
        assert text[mention.start : mention.end] == mention.text
        assert text[quote.start : quote.end] == quote.quote
        assert quote.start <= mention.start < mention.end <= quote.end
        assert unicodedata.normalize("NFKC", mention.text).casefold()


@given(some.text(max_size=200))
def test_no_text_breaks_the_reader(text: str) -> None:
    assert list(TERMS.find(text)) == sorted(TERMS.find(text), key=lambda f: f.start)


def test_hostile_text_ends_soon() -> None:
    texts = ("A100" * 50_000, "A100、" * 50_000, "a" * 1_000_000, "\0" * 100_000)
    for text in (*texts, "迁移至A100" * 20_000, "曾比较A100" * 20_000):
        assert isinstance(TERMS.find(text), tuple)


def test_aliases_of_a_case_are_found(tmp_path: Path) -> None:
    (tmp_path / "aliases.csv").write_text(
        "alias,uid,strength\n大A卡,chip:nvidia-a100,strong\n", encoding="utf-8"
    )
    (item,) = Terms(Catalogue.load(tmp_path)).find("采购大A卡")
    assert item == Found("chip:nvidia-a100", "Chip", 2, 5)
