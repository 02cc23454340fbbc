"""Mentions of invented organisations, for measuring who is who.

    body, name, identifier: which body is meant, how it is written, its number or ''

Names are put together from lists of this module alone: the rules of resolution know
none of them. Bodies are mentioned as often as Zipf says; three mentions in ten are
written otherwise than in the register, as clerks and translators do. Beside each other
stand firms of one trade name in two cities, firms whose names sound alike, numbered
bureaus, universities with their hospitals, firms with their branches.
"""

import re
from collections.abc import Callable, Iterator
from functools import cache
from random import Random
from typing import NamedTuple


def _list(text: str) -> tuple[str, ...]:
    return tuple(" ".join(text.split()).split(", "))


def _table(text: str) -> tuple[tuple[str, str, str], ...]:
    rows = (row.split() for row in text.replace("\n", ";").split(";"))
    return tuple((row[0], row[1], row[2]) for row in rows if row)


VARIED = 0.3
NUMBERED = 0.05
CITIES = _table(
    """
    深圳 Shenzhen 广东; 广州 Guangzhou 广东; 成都 Chengdu 四川
    绵阳 Mianyang 四川; 武汉 Wuhan 湖北; 宜昌 Yichang 湖北
    南京 Nanjing 江苏; 苏州 Suzhou 江苏; 无锡 Wuxi 江苏
    杭州 Hangzhou 浙江; 宁波 Ningbo 浙江; 温州 Wenzhou 浙江
    西安 Xi'an 陕西; 济南 Jinan 山东; 青岛 Qingdao 山东
    烟台 Yantai 山东; 郑州 Zhengzhou 河南; 洛阳 Luoyang 河南
    长沙 Changsha 湖南; 株洲 Zhuzhou 湖南; 合肥 Hefei 安徽
    芜湖 Wuhu 安徽; 福州 Fuzhou 福建; 厦门 Xiamen 福建
    南昌 Nanchang 江西; 赣州 Ganzhou 江西; 沈阳 Shenyang 辽宁
    大连 Dalian 辽宁; 长春 Changchun 吉林; 哈尔滨 Harbin 黑龙江
    石家庄 Shijiazhuang 河北; 保定 Baoding 河北; 太原 Taiyuan 山西
    昆明 Kunming 云南; 贵阳 Guiyang 贵州; 南宁 Nanning 广西
    兰州 Lanzhou 甘肃; 海口 Haikou 海南; 徐州 Xuzhou 江苏
    """
)
SYLLABLES = (
    "安邦博昌晨成创达德鼎东恩发飞丰峰福富高格冠光广国海汉航和恒宏华辉汇惠吉佳"
    "嘉建捷金锦京景巨凯康科朗乐雷力立利联隆鲁路美明铭宁鹏普奇启前清庆仁荣瑞润"
    "赛三森尚胜盛世顺思泰腾天通同万威维伟文沃西先祥欣新鑫信兴星旭雅亚扬阳耀业"
    "怡亿易益银永优友宇远源云运泽展正志智中众卓子紫"
)
SOUNDALIKE = str.maketrans("云宏华明达志盛天易", "运洪骅铭答智胜添亿")
TRADES = _list(
    """
    科技, 信息技术, 网络科技, 电子科技, 智能科技, 软件, 医疗器械, 生物科技,
    建设工程, 建筑工程, 环保科技, 商贸, 贸易, 物业管理, 教育科技, 文化传媒,
    新能源, 机电设备, 自动化设备, 通信技术, 数据服务, 系统集成, 仪器设备,
    工程咨询, 检测技术, 光电, 半导体
    """
)
FORMS = ("有限公司",) * 8 + ("股份有限公司",) * 2
FIELDS = (
    ("", ""),
    ("理工", "Polytechnic"),
    ("师范", "Normal"),
    ("医科", "Medical"),
    ("农业", "Agricultural"),
    ("财经", "of Finance and Economics"),
    ("外国语", "of Foreign Studies"),
    ("工业", "of Technology"),
)
SECTIONS = _list(
    """
    第一, 第二, 第三, 第四, 第五, 第六, 第七, 第八
    """
)
BUREAUS = _list(
    """
    水利局, 教育局, 公安局, 财政局, 民政局, 交通运输局, 自然资源局, 生态环境局,
    卫生健康委员会, 发展和改革委员会, 市场监督管理局, 城市管理局, 农业农村局,
    文化和旅游局
    """
)
BUSINESSES = _list(
    """
    Consulting, Construction, Logistics, Software, Engineering, Electronics,
    Catering, Security Services, Medical Supplies, Office Furniture,
    Data Systems, Networks, Energy, Environmental Services, Transport,
    Recruitment, Training, Facilities Management, Scientific Instruments,
    Packaging, Printing, Landscapes, Marine Services, Aerospace
    """
)
ENDINGS = _list(
    """
    Ltd, Limited, Inc, LLC, PLC, GmbH, Corp
    """
)
ONSETS = _list(
    """
    B, BR, C, CL, D, DR, F, FL, G, GR, H, J, K, KR, L, M, N, P, PR, QU, R, S,
    SH, ST, T, TR, V, W, Z
    """
)
RIMES = _list(
    """
    A, AL, AN, AR, E, EL, EN, ER, I, IN, IS, O, ON, OR, U, UM
    """
)
TOWNS = _list(
    """
    Ashcombe, Barrowdale, Calderwick, Dunmere, Eastholme, Farrowby, Glenmoor,
    Harthill, Inverdale, Kettleby, Langmere, Marlowe, Norbridge, Oakhampton,
    Penworth, Ravenscar, Silverton, Thornbury, Upperton, Westlake, Wyndham,
    Yarrow
    """
)

KINDS = _list("University of {}, {} District Council, {} College, {} Hospital Trust")


class Mention(NamedTuple):
    """One mention: the number of the body it means, its words, an identifier or ''."""

    body: int
    name: str
    identifier: str


class Body(NamedTuple):
    """An invented body: the name in its register, and what else it may be called."""

    name: str
    variants: tuple[str, ...]


def mentions(count: int, seed: int = 7) -> Iterator[Mention]:
    """Yield mentions; there is a body for every fifth of them."""
    random = Random(seed)
    made = bodies(max(20, count // 5), random)
    weights, total = [], 0.0
    for rank in range(1, len(made) + 1):
        total += 1 / rank
        weights.append(total)
    for body in random.choices(range(len(made)), cum_weights=weights, k=count):
        name, variants = made[body]
        if variants and random.random() < VARIED:
            name = random.choice(variants)
        identifier = _lei(body) if random.random() < NUMBERED else ""
        yield Mention(body, name, identifier)


def bodies(count: int, random: Random) -> list[Body]:
    """Return as many bodies, no two registered under one name, in a mixed order."""
    made: dict[str, Body] = {}
    makers = (_chinese_firms,) * 5 + (_chinese_bodies,) * 2 + (_english_firms,) * 3
    makers += (_english_bodies,)
    while len(made) < count:
        for body in random.choice(makers)(random):
            made.setdefault(re.sub(r"\W", "", body.name).lower(), body)
    mixed = list(made.values())[:count]
    random.shuffle(mixed)
    return mixed


def _chinese_firms(random: Random) -> Iterator[Body]:
    """Yield a firm, and now and then its neighbours that are others."""
    city, _, province = random.choice(CITIES)
    trade = "".join(
        random.choice(SYLLABLES) for _ in range(random.choice((2, 2, 2, 3)))
    )
    business, form = random.choice(TRADES), random.choice(FORMS)
    yield _chinese_firm(city, province, trade, business, form)
    chance = random.random()
    if chance < 0.05:
        other, _, there = random.choice(CITIES)
        if other != city:
            yield _chinese_firm(other, there, trade, business, form)
    elif chance < 0.1 and (alike := trade.translate(SOUNDALIKE)) != trade:
        yield _chinese_firm(city, province, alike, business, form)
    elif chance < 0.15:
        other = random.choice(CITIES)[0]
        whole = f"{city}{trade}{business}{form}"
        yield Body(f"{whole}{other}分公司", (f"{whole}{other}市分公司",))


def _chinese_firm(
    city: str, province: str, trade: str, business: str, form: str
) -> Body:
    name = f"{city}{trade}{business}{form}"
    full = f"{city}市{trade}{business}{form}"
    variants = [full, f"{province}省{full}" if len(province) < 3 else full]
    variants += [_traditional(name), f"{city} {trade}{business} {form}", f" {name}　"]
    if form == "有限公司":
        variants.append(f"{city}{trade}{business}有限责任公司")
    return Body(name, tuple(dict.fromkeys(variants)))


def _chinese_bodies(random: Random) -> Iterator[Body]:
    city, latin, province = random.choice(CITIES)
    district = "".join(random.choice(SYLLABLES) for _ in range(2)) + random.choice(
        "县区"
    )
    kind = random.random()
    if kind < 0.2:
        field, english = random.choice(FIELDS)
        tail = f"University {english}" if english.startswith("of") else "University"
        front = f"{latin} " if english.startswith("of") else f"{latin} {english} "
        name = f"{city}{field}大学"
        said = re.sub(" +", " ", f"{front}{tail}")
        yield Body(name, (_traditional(name), said, said.upper(), f"{name} "))
        yield Body(f"{name}附属{random.choice(SECTIONS)}医院", ())
    elif kind < 0.5:
        for section in random.sample(SECTIONS, 2):
            name = f"{city}市{section}人民医院"
            variants = (f"{province}省{name}", _traditional(name), f"{name}（盖章）")
            yield Body(name, variants)
    elif kind < 0.7:
        for section in random.sample(SECTIONS, 2):
            name = f"{city}市{district}{section}{random.choice(('中学', '小学'))}"
            yield Body(name, (_traditional(name), f"{name[:2]} {name[2:]}"))
    else:
        name = f"{city}市{district}{random.choice(BUREAUS)}"
        yield Body(name, (_traditional(name), f"{province}省{name}", f"{name}　"))


def _english_firms(random: Random) -> Iterator[Body]:
    own = _word(random)
    if random.random() < 0.5:
        own += f" {_word(random)}"
    business = random.choice(BUSINESSES)
    ending = random.choice(ENDINGS)
    yield _english_firm(own, business, ending, random)
    if random.random() < 0.1:
        yield _english_firm(own, random.choice(BUSINESSES), ending, random)


def _english_firm(own: str, business: str, ending: str, random: Random) -> Body:
    name = f"{own} {business} {ending}"
    other = {"Ltd": "Limited", "Limited": "Ltd.", "Inc": "Incorporated"}.get(ending)
    variants = [name.upper(), f"{own} {business}, {ending}.", f"The {name}"]
    variants += [f"{own} {business}", f"{own}  {business} {ending}"]
    if other:
        variants += [f"{own} {business} {other}", f"{own} {business} {other}".upper()]
    if " and " in name or " Services" in name:
        variants.append(name.replace("Services", "Service"))
    at = random.randrange(1, len(business) - 1)
    slip = business[:at] + business[at + 1] + business[at] + business[at + 2 :]
    variants.append(f"{own} {slip} {ending}")
    return Body(name, tuple(dict.fromkeys(variants)))


def _english_bodies(random: Random) -> Iterator[Body]:
    town = f"{random.choice(TOWNS)} {_word(random)}"
    kind = random.choice(
        ("University of {}", "{} District Council", "{} College", "{} Hospital Trust")
    )
    name = kind.format(town)
    yield Body(name, (name.upper(), f"The {name}", name.replace(" ", "  ")))
    if kind.startswith("University"):
        school = random.choice(("School of Medicine", "Department of Physics"))
        yield Body(f"{name}, {school}", (f"{school}, {name}",))


def _lei(body: int) -> str:
    """Return a legal entity identifier (ISO 17442) with its check digits."""
    bare = f"9{body:017d}"
    return f"{bare}{98 - int(f'{bare}00') % 97:02d}"


def _word(random: Random) -> str:
    parts = random.choice((2, 2, 3))
    text = "".join(random.choice(ONSETS) + random.choice(RIMES) for _ in range(parts))
    return text.capitalize()


@cache
def _to_traditional() -> Callable[[str], str]:
    from opencc import OpenCC

    return OpenCC("s2t").convert


def _traditional(name: str) -> str:
    return _to_traditional()(name)
