"""The facts of an invented tender, before any notice of it is written."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from decimal import Decimal

from tests.corpus import names, wares, writing
from tests.corpus.chance import Chance
from tests.corpus.gold import Award, Gold, Invented, Item, Sum
from tests.corpus.wares import Ware

MARKS = (
    "（虚构测试文本，名称、号码与金额均为编造）",
    "【虚构】本文为测试用示例，与任何真实单位无关",
    "说明：以下为虚构的测试公告。",
)
VAGUE = (
    *("算力资源", "科研条件建设", "信息化建设", "教学设备更新", "平台能力提升"),
    *("信息化设备", "专用设备", "数字化服务", "实训室建设", "2024年度服务"),
)


@dataclass(frozen=True, slots=True)
class Lot:
    """A part of a tender; no supplier where it failed."""

    part: str
    ware: Ware
    supplier: str
    amount: Decimal
    budget: Decimal
    losers: tuple[str, ...] = ()

    @property
    def award(self) -> Award:
        """Who won it, as gold."""
        return Award(self.supplier, self.part, writing.number(self.amount), "CNY")

    @property
    def unit_price(self) -> Decimal:
        """What one piece costs, rounded to cents."""
        return round(self.amount / self.ware.quantity, 2)


@dataclass(frozen=True, slots=True)
class Deal:
    """A tender from its request to its award, with everything distracting about it."""

    project: str
    named: tuple[Item, ...]
    number: str
    buyer: str
    agency: str
    lots: tuple[Lot, ...]
    requested: date
    deadline: datetime
    awarded: date
    published: date
    fee: Decimal
    panel: tuple[str, ...]
    contact: str
    phone: str
    mail: str
    room: str
    mark: str

    @property
    def lot(self) -> Lot:
        """The only part of a tender that has one."""
        return self.lots[0]

    @property
    def silent(self) -> tuple[str, ...]:
        """Personal data: part of no mention."""
        return (*self.panel, self.contact, self.phone, self.mail)

    @property
    def total(self) -> Decimal:
        """All that was awarded."""
        return sum((lot.amount for lot in self.lots if lot.supplier), Decimal(0))

    @property
    def awards(self) -> tuple[Award, ...]:
        """Who won what, as gold."""
        return tuple(lot.award for lot in self.lots if lot.supplier)

    @property
    def budgets(self) -> tuple[Sum, ...]:
        """What each part may cost, as gold."""
        return tuple(Sum(writing.number(lot.budget), lot.part) for lot in self.lots)

    @property
    def delivered(self) -> tuple[Item, ...]:
        """What the title and the goods of all parts that were awarded name."""
        won = [lot.ware for lot in self.lots if lot.supplier]
        return *self.named, *(item for ware in won for item in ware.delivered)

    @property
    def called(self) -> tuple[Item, ...]:
        """What the names of all parts name, as titles do."""
        return tuple(item for lot in self.lots for item in lot.ware.called)

    @property
    def asked(self) -> tuple[Item, ...]:
        """What the title and the requests of all parts name."""
        return *self.named, *(item for lot in self.lots for item in lot.ware.asked)


def deal(chance: Chance, lots: int = 1, buyer: str = "", losers: int = 0) -> Deal:
    """Return a tender; with several lots their parts are numbered from 1."""
    requested = date(2021, 1, 4) + timedelta(days=chance.below(1500))
    deadline = datetime(requested.year, requested.month, requested.day) + timedelta(
        days=chance.between(8, 25),
        hours=chance.one((9, 10, 14, 15)),
        minutes=chance.one((0, 30)),
    )
    awarded = deadline.date() + timedelta(days=chance.between(0, 6))
    buyer = buyer or names.institution(chance)
    suppliers = names.firms(chance, lots + losers)
    made = tuple(
        _lot(chance, str(n + 1) if lots > 1 else "", suppliers[n], suppliers[lots:])
        for n in range(lots)
    )
    title, named = project(chance, buyer, [lot.ware for lot in made])
    return Deal(
        project=title,
        named=named,
        number=number(chance, requested.year),
        buyer=buyer,
        agency=names.agency(chance),
        lots=made,
        requested=requested,
        deadline=deadline,
        awarded=awarded,
        published=awarded + timedelta(days=chance.between(0, 3)),
        fee=Decimal(chance.between(20, 480)) * 100,
        panel=tuple(
            chance.some([f"{s}{g}" for s in names.SURNAMES[:5] for g in names.GIVEN], 3)
        ),
        contact=chance.one(names.SURNAMES[5:]) + chance.one(("老师", "工", "女士")),
        phone=chance.one(("0755-2653{}", "010-6809{}", "1380013{}")).format(
            chance.between(1000, 9999)
        ),
        mail=f"cg{chance.between(100, 999)}@example.org",
        room=chance.one(
            ("A100室", "H20会议室", "B座T4层开标室", "A10号楼305室", "3楼评标室")
        ),
        mark=chance.one(MARKS),
    )


def _lot(chance: Chance, part: str, supplier: str, losers: Iterable[str]) -> Lot:
    amount = writing.yuan(chance)
    budget = Decimal((int(amount) // 10_000 + chance.between(1, 30)) * 10_000)
    ware = wares.any_ware(chance)
    ware = ware.in_part(part) if part else ware
    return Lot(part, ware, supplier, amount, budget, tuple(losers))


def project(
    chance: Chance, buyer: str, bought: list[Ware]
) -> tuple[str, tuple[Item, ...]]:
    """Return what a project is called, and what of interest that names."""
    subject = chance.one(VAGUE)
    named: tuple[Item, ...] = ()
    only = bought[0] if len(bought) == 1 else None
    if only and only.title and chance.happens(40):
        subject = only.title
        named = tuple(replace(item, quantity="") for item in only.asked)
    before = buyer if chance.happens(50) else ""
    after = chance.one(("采购项目", "项目", "采购", "采购项目（二次）", "项目(第二批)"))
    return f"{before}{subject}{after}", named


def number(chance: Chance, year: int) -> str:
    """Return a project number in one of the shapes they have."""
    serial = chance.between(1, 999)
    letters = "".join(chance.some("ABCDEFGHJKLMNPQRSTWXYZ", 4))
    return chance.one(
        (
            f"{letters}-{year}-{serial:03}",
            f"{letters}{year}{serial:04}",
            f"{letters[:2]}ZC-CS-{year}{serial:04}",
            f"{year}-JQ{letters[:2]}-W{serial:04}",
            f"{letters}-{year}-A100-{serial % 10}",
            f"H20{year % 100}{serial:04}-{letters[:2]}",
            f"{letters[:2]}[{year}]{serial:04}",
            f"0{serial:03}-{year % 100}4{letters[:3]}{serial:05}",
        )
    )


def noted(said: Deal, kind: str, name: str, content: bytes, **gold: object) -> Invented:
    """Return a notice of a deal with the fields that all kinds share filled in."""
    shared = Gold(
        file=name,
        kind=kind,
        title=said.project,
        number=said.number,
        buyer=(said.buyer,),
        agency=(said.agency,),
        silent=said.silent,
    )
    return Invented(name, content, replace(shared, **gold))  # type: ignore[arg-type]
