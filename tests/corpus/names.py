"""Names in the shapes of real ones; trade names and towns are made up."""

from tests.corpus.chance import Chance

# Towns that are on no map; companies also bear real cities, beside made-up trade names.
TOWNS = (
    "临溪",
    "云麓",
    "北屿",
    "江陌",
    "秋浦湾",
    "岚州",
    "青榆",
    "汀阳",
    "霁州",
    "石汀",
)
CITIES = (
    "北京",
    "上海",
    "深圳",
    "广州",
    "杭州",
    "武汉",
    "成都",
    "南京",
    "西安",
    "合肥",
)
TRADES = (
    *("澜桐", "禾屿", "砚舟", "曜栈", "衡岑", "拓岚", "垚讯", "芯禾", "栎云", "朔白"),
    *("沐川", "瑾图", "皓穹", "宸桥", "擎榕", "融砾", "叶舟", "翊数", "弘棠", "远椿"),
)
BRANCHES = (
    *("科技", "信息技术", "智能科技", "数据服务", "网络技术", "云计算", "系统集成"),
    *("电子", "仪器", "软件", "科教设备", "商贸", "人工智能", "通信工程"),
)
FORMS = (
    *(
        "有限公司",
        "有限公司",
        "有限公司",
        "有限责任公司",
        "股份有限公司",
        "集团有限公司",
    ),
)
SURNAMES = "祁佟柴邬郗逄晏闵阚虞"
GIVEN = ("示之", "拟文", "构宁", "虚怀", "例安", "设远", "仿溪", "造林")


def firm(chance: Chance) -> str:
    """Return a company; the place stands before, within brackets, or not at all."""
    place = chance.one((*CITIES, *TOWNS))
    trade, branch, form = (chance.one(x) for x in (TRADES, BRANCHES, FORMS))
    shape = chance.below(12)
    if shape < 5:
        return f"{place}{trade}{branch}{form}"
    if shape < 7:
        return f"{trade}（{place}）{branch}{form}"
    if shape < 9:
        return f"{trade}{branch}（{place}）{form}"
    if shape == 9:
        return f"{place}市{trade}{branch}{form}"
    if shape == 10:
        return f"{trade}{branch}{form}{place}分公司"
    return f"{trade}{branch}{form}"


def firms(chance: Chance, count: int) -> list[str]:
    """Return different companies."""
    found: list[str] = []
    while len(found) < count:
        name = firm(chance)
        if name[:4] not in {other[:4] for other in found}:
            found.append(name)
    return found


def trader(chance: Chance) -> str:
    """Return an individual business."""
    place, trade = chance.one(TOWNS), chance.one(TRADES)
    return chance.one(
        (
            f"{place}市高新区{trade}电脑经营部",
            f"{place}县{trade}办公设备商行",
            f"{place}市{trade}图文工作室（个体工商户）",
            f"{trade}（{place}）企业管理中心（有限合伙）",
        )
    )


def person(chance: Chance) -> str:
    """Return somebody's name."""
    return chance.one(SURNAMES) + chance.one(GIVEN)


def institution(chance: Chance) -> str:
    """Return who buys: a university, a hospital, an institute, an office."""
    town = chance.one(TOWNS)
    return chance.one(
        (
            f"{town}大学",
            f"{town}理工大学",
            f"{town}师范大学",
            f"{town}医科大学附属第二医院",
            f"{town}职业技术学院",
            f"{town}大学人工智能学院",
            f"{town}市人民医院",
            f"{town}市中医院",
            f"{town}省农业科学院",
            f"中国{town}科学研究院自动化研究所",
            f"{town}市大数据管理局",
            f"{town}县教育局",
            f"{town}省气象信息中心",
            f"{town}市第一中学",
            f"{town}市公安局交通警察支队",
            f"{town}区卫生健康委员会",
        )
    )


def school(chance: Chance) -> str:
    """Return a university or college."""
    kind = chance.one(("大学", "工业大学", "财经大学", "农业大学", "师范学院", "学院"))
    return f"{chance.one(TOWNS)}{kind}"


def state_firm(chance: Chance) -> str:
    """Return a state-owned enterprise that buys."""
    town = chance.one(TOWNS)
    return chance.one(
        (
            f"{town}省能源投资集团有限公司",
            f"{town}银行股份有限公司",
            f"{town}市轨道交通集团有限公司",
            f"{town}电网有限责任公司信息通信分公司",
            f"{town}港口集团股份有限公司",
            f"{town}烟草工业有限责任公司",
        )
    )


def agency(chance: Chance) -> str:
    """Return a procurement agency."""
    town, trade = chance.one((*TOWNS, *CITIES)), chance.one(TRADES)
    return chance.one(
        (
            f"{town}{trade}招标有限公司",
            f"{town}{trade}工程咨询有限公司",
            f"{trade}国际招标（{town}）有限公司",
            f"{town}市公共资源交易中心",
            f"{town}{trade}项目管理集团有限公司",
            f"{town}市政府采购中心",
        )
    )
