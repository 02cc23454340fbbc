"""What is bought: words for it, and what they say of chips, models and providers."""

from dataclasses import dataclass, replace

from tests.corpus.chance import Chance
from tests.corpus.gold import Item

# (as written, what it is, a word that may stand before it)
CHIPS = (
    ("A100 80G", "chip:nvidia-a100-80", "NVIDIA "),
    ("A100", "chip:nvidia-a100", "英伟达"),
    ("H100", "chip:nvidia-h100", "NVIDIA "),
    ("A800 80GB", "chip:nvidia-a800", "英伟达"),
    ("H800", "chip:nvidia-h800", "NVIDIA "),
    ("H200", "chip:nvidia-h200", "英伟达"),
    ("H20", "chip:nvidia-h20", "NVIDIA "),
    ("L40S", "chip:nvidia-l40s", "英伟达"),
    ("L20", "chip:nvidia-l20", "NVIDIA "),
    ("V100", "chip:nvidia-v100", "Tesla "),
    ("T4", "chip:nvidia-t4", "Tesla "),
    ("RTX 4090", "chip:nvidia-rtx4090", "GeForce "),
    ("RTX A6000", "chip:nvidia-rtxa6000", "NVIDIA "),
    ("昇腾910B", "chip:huawei-ascend910b", "华为"),
    ("MI300X", "chip:amd-mi300x", "AMD "),
    ("B200", "chip:nvidia-b200", "英伟达"),
)
CLOUDS = (
    ("AWS", "provider:aws", "{} 云服务"),
    ("AWS", "provider:aws-global", "{}海外区域云主机"),
    ("AWS", "provider:aws-global", "{}国际版账号及云资源"),
    ("亚马逊云科技", "provider:aws", "{}云计算服务"),
    ("亚马逊云科技", "provider:aws-china-nwcd", "{}宁夏区域（西云数据运营）云资源"),
    ("AWS", "provider:aws-china-sinnet", "{}北京区域（光环新网运营）云服务器"),
    ("Azure", "provider:azure", "微软{}云资源"),
    ("阿里云", "provider:aliyun", "{}弹性计算服务"),
    ("华为云", "provider:huawei-cloud", "{}云主机及存储服务"),
    ("腾讯云", "provider:tencent", "{}云服务器"),
    ("天翼云", "provider:ctyun", "{}算力服务"),
)
MODELS = (
    ("GPT-4", "model:gpt-4", "{}大模型接口调用服务"),
    ("GPT-4o", "model:gpt-4o", "{} API调用额度"),
    ("Claude", "model:claude", "{}大模型API服务"),
    ("Gemini", "model:gemini", "谷歌{}大模型接口服务"),
    ("DeepSeek-R1", "model:deepseek-r1", "{}大模型本地化部署服务"),
    ("通义千问", "model:qwen", "{}大模型服务"),
    ("文心一言", "model:ernie", "{}大模型接口"),
)
INSTANCES = (
    ("p4d.24xlarge", "product:aws/p4d.24xlarge"),
    ("p5.48xlarge", "product:aws/p5.48xlarge"),
    ("g5.12xlarge", "product:aws/g5.12xlarge"),
)
# Nothing here is a chip, whatever its code looks like.
PLAIN = (
    ("办公桌椅", "云栖", "ZY-A100型", "套"),
    ("台式计算机", "联想", "启天M455，i5，16G内存", "台"),
    ("恒温水浴锅", "精宏", "H20-6孔", "台"),
    ("游离T4检测试剂盒", "迈新", "100人份/盒", "盒"),
    ("物业管理服务", "", "A10号楼至A30号楼保洁、保安", "项"),
    ("复印纸", "晨光", "A4 80g", "箱"),
    ("图书", "", "中文纸质图书一批，详见清单", "批"),
    ("呼吸机", "谊安", "VG70", "台"),
    ("离心泵", "凯泉", "KQL100/A800-15", "台"),
    ("实验室改造工程", "", "L4层H100室隔断、C30混凝土地坪", "项"),
    ("变频器", "汇川", "MD500-T4-15G", "台"),
    ("校园网络设备", "锐捷", "RG-S5760-48GT4XS-X", "台"),
)

ASKED = (
    ("required", "采购{made}{chip} GPU加速卡"),
    ("required", "每台服务器须配置8张{made}{chip}显卡"),
    ("required", "显卡型号：{made}{chip}，GPU服务器整机交付"),
    ("minimum", "GPU性能不低于{made}{chip}"),
    ("minimum", "配备{made}{chip}及以上GPU"),
    ("minimum", "单卡GPU算力不得低于{made}{chip}"),
    ("minimum", "采用{made}{chip}或更高性能的GPU加速卡"),
    ("or_equivalent", "GPU加速卡：{made}{chip}或同等性能产品"),
    ("or_equivalent", "{made}{chip}（或同等档次）GPU加速卡"),
    ("or_equivalent", "选用{made}{chip}或性能相当的GPU"),
    ("example", "配备高性能GPU（如{made}{chip}）"),
    ("example", "例如{made}{chip}等高端GPU显卡"),
    ("benchmark", "GPU服务器总算力相当于{made}{chip} 8卡服务器"),
    ("benchmark", "GPU整机性能对标{made}{chip}服务器"),
    ("exclusion", "不接受{made}{chip}等受限GPU"),
    ("exclusion", "所投GPU加速卡不得为{made}{chip}"),
    ("exclusion", "GPU须采用非{made}{chip}型号"),
)


@dataclass(frozen=True, slots=True)
class Ware:
    """Something bought: its row in a table of goods, and how it is asked for.

    `model` is what an award says was delivered, `delivered` what that names;
    `request` is a sentence of a request, `asked` what that names. `title` is a title
    that names what `asked` does; empty where none would. `called` is what `name` names.
    """

    name: str
    brand: str
    model: str
    unit: str
    quantity: int
    delivered: tuple[Item, ...] = ()
    request: str = ""
    asked: tuple[Item, ...] = ()
    title: str = ""
    called: tuple[Item, ...] = ()

    def in_part(self, part: str) -> "Ware":
        """Return the same as the goods of a lot."""
        return replace(
            self,
            delivered=tuple(replace(item, part=part) for item in self.delivered),
            asked=tuple(replace(item, part=part) for item in self.asked),
            called=tuple(replace(item, part=part) for item in self.called),
        )


def any_ware(chance: Chance) -> Ware:
    """Return something, more often of interest than not."""
    make = chance.one((cards, cards, servers, cloud, rented, model, plain, plain))
    return make(chance)


def asked_for(chance: Chance) -> tuple[str, tuple[Item, ...]]:
    """Return a sentence about a chip and what it says."""
    text, uid, made = chance.one(CHIPS)
    modality, words = chance.one(ASKED)
    made = made if chance.happens(60) or words.startswith("GPU须") else ""
    sentence = words.format(made=made, chip=text)
    if modality == "exclusion":
        return sentence, (Item("EXCLUDES", text, uid=uid),)
    return sentence, (Item("SEEKS", text, modality, uid=uid),)


def cards(chance: Chance) -> Ware:
    """Return accelerator cards by the piece."""
    text, uid, made = chance.one(CHIPS)
    count = chance.between(2, 40)
    request = f"采购{made}{text} GPU加速卡{count}张"
    return Ware(
        chance.one(("GPU加速卡", "显卡", "图形处理器（GPU）")),
        made.strip(),
        f"{made}{text}",
        "张",
        count,
        (Item("AWARDS", text, "awarded", str(count), uid),),
        request,
        (Item("SEEKS", text, "required", str(count), uid),),
        f"{made}{text} GPU加速卡",
    )


def servers(chance: Chance) -> Ware:
    """Return servers with accelerators; the request has its own words for them."""
    text, uid, made = chance.one(CHIPS)
    count = chance.between(1, 12)
    request, asked = asked_for(chance)
    maker, kind = chance.one(
        (("浪潮", "NF5688"), ("新华三", "R5500"), ("超聚变", "G8600"))
    )
    model = chance.one(("{0}（8*{1}{2}）", "{0}，配8张{1}{2}", "{0}/{1}{2}×8"))
    return Ware(
        chance.one(("GPU服务器", "人工智能训练服务器", "智算服务器")),
        maker,
        model.format(kind, made, text),
        "台",
        count,
        (Item("AWARDS", text, "awarded", uid=uid),),
        f"GPU服务器{count}台，{request}",
        asked,
    )


def cloud(chance: Chance) -> Ware:
    """Return the services of a provider."""
    text, uid, words = chance.one(CLOUDS)
    named = words.format(text)
    return Ware(
        named,
        "",
        chance.one(("12个月", "1年，按采购文件要求", "按实际用量结算")),
        "项",
        1,
        (Item("VIA", text, "awarded", uid=uid),),
        f"采购{named}，服务期一年",
        (Item("VIA", text, "required", uid=uid),),
        named,
        (Item("VIA", text, "required", uid=uid),),
    )


def rented(chance: Chance) -> Ware:
    """Return instances by type in the cloud that has them."""
    text, uid = chance.one(INSTANCES)
    count = chance.between(2, 30)
    aws = Item("VIA", "AWS", "awarded", uid="provider:aws")
    return Ware(
        "AWS云服务器租用",
        "AWS",
        f"{text}实例",
        "台",
        count,
        (aws, Item("AWARDS", text, "awarded", str(count), uid)),
        f"租用AWS云服务器{text}实例{count}台",
        (
            Item("VIA", "AWS", "required", uid="provider:aws"),
            Item("SEEKS", text, "required", str(count), uid),
        ),
        called=(Item("VIA", "AWS", "required", uid="provider:aws"),),
    )


def model(chance: Chance) -> Ware:
    """Return access to a model."""
    text, uid, words = chance.one(MODELS)
    named = words.format(text)
    return Ware(
        named,
        "",
        chance.one(("调用量不少于5000万token", "一年服务期", "按采购文件要求")),
        "项",
        1,
        (Item("AWARDS", text, "awarded", uid=uid),),
        f"采购{named}一年",
        (Item("SEEKS", text, "required", uid=uid),),
        named,
        (Item("SEEKS", text, "required", uid=uid),),
    )


def plain(chance: Chance) -> Ware:
    """Return goods that are no chip, whatever their codes look like."""
    name, brand, code, unit = chance.one(PLAIN)
    count = 1 if unit in ("项", "批") else chance.between(2, 60)
    return Ware(name, brand, code, unit, count, (), f"采购{name}{count}{unit}，{code}")
