"""Chains as `chains --json` prints them, made by hand for pages and files."""

from collections.abc import Mapping, Sequence
from hashlib import sha256
from typing import Any

Chain = dict[str, Any]
Hop = dict[str, Any]

ENDS = {
    "ISSUED": ("org", "tender"),
    "AWARDED_TO": ("tender", "org"),
    "VIA": ("tender", "provider"),
    "SEEKS": ("tender", "item"),
    "AWARDS": ("tender", "item"),
    "RUNS_ON": ("item", "item"),
}
CONTROLLED = {
    "rule": "Advanced Computing / Supercomputing IFR, 88 FR 73458",
    "status": "controlled",
    "clause": "3A090.a: total processing performance of 4800 or more",
}


def sha(text: str) -> str:
    return sha256(text.encode("utf-8", "surrogatepass")).hexdigest()


def hop(
    kind: str, start: str, end: str, quote: str, path: str, locator: str, part: str = ""
) -> Hop:
    before, after = ENDS[kind]
    return {
        "type": kind,
        "from": start,
        "to": end,
        "quote": quote,
        "path": path,
        "source": sha(path),
        "locator": locator,
        "from_uid": f"{before}:{sha(start)[:16]}",
        "to_uid": f"{after}:{sha(end)[:16]}",
        "part": part,
        "key": f"{kind}|{start}|{end}|{part}|",
    }


def tender_uid(name: str) -> str:
    return f"tender:{sha(name)[:16]}"


def chain(hops: Sequence[Hop], **said: Any) -> Chain:
    """Return a chain; what is not said is as in a chain that names nothing."""
    made: Chain = {
        "key": sha(repr([h["key"] for h in hops]))[:16],
        "institution": hops[0]["from"],
        "tender": hops[0]["to_uid"],
        "tenders": [hops[0]["to_uid"]],
        "intermediary": None,
        "provider": None,
        "item": None,
        "relation": None,
        "modality": None,
        "stage": "awarded",
        "date": None,
        "amount": None,
        "currency": None,
        "grade": "E2",
        "inferred": False,
        "provenance": "primary",
        "count": 1,
        "controls": [],
        "hops": list(hops),
    }
    return made | said


REPORTED = "reported/reported_2024.csv"
SHENZHEN = "Tender of Shenzhen University, March 2024 (as reported)"
YUNDA = "Yunda Technology Ltd Co"
WORDS = "an account giving access to cloud servers with Nvidia A100 and H100 chips"


def shenzhen(chip: str = "A100", **said: Any) -> Chain:
    """The reported chain: institution, intermediary, cloud and chip."""
    hops = [
        hop("ISSUED", "Shenzhen University", SHENZHEN, "Shenzhen University", REPORTED,
            "row:1/Institution"),
        hop("AWARDED_TO", SHENZHEN, YUNDA, YUNDA, REPORTED, "row:1/Supplier"),
        hop("VIA", SHENZHEN, "AWS", "AWS", REPORTED, "row:1/Cloud"),
        hop("AWARDS", SHENZHEN, chip, WORDS, REPORTED, "row:1/What was reported"),
    ]  # fmt: skip
    given: dict[str, Any] = {
        "intermediary": YUNDA,
        "provider": "AWS",
        "item": {"label": "Chip", "name": chip},
        "relation": "AWARDS",
        "modality": "awarded",
        "date": "2024-03-05",
        "amount": 200000.0,
        "currency": "CNY",
        "provenance": "reported",
        "controls": [CONTROLLED],
        "why": "ISSUED is reported, not read in the record itself",
    }
    return chain(hops, **(given | said))


def sought(**said: Any) -> Chain:
    """A request for a chip that nobody has won yet, in an invented notice."""
    tender, buyer, file = "BYRI-2024-009", "北屿示例研究院", "invented/07_tender.txt"
    quote = "每台含8张NVIDIA A100 80GB加速卡"
    hops = [
        hop("ISSUED", buyer, tender, f"名称：{buyer}", file, "text"),
        hop("SEEKS", tender, "A100 80GB", quote, file, "text"),
    ]
    given: dict[str, Any] = {
        "item": {"label": "Chip", "name": "A100 80GB"},
        "relation": "SEEKS",
        "modality": "or_equivalent",
        "stage": "tendered",
        "date": "2024-03-06",
        "grade": "E1",
        "provenance": "invented",
    }
    return chain(hops, **(given | said))


def lots() -> list[Chain]:
    """One tender with two lots: two suppliers, two items, nothing across."""
    tender, buyer, file = "JWIT-2024-035", "江湾示例理工学院", "invented/05_lots.html"
    issued = hop("ISSUED", buyer, tender, f"名称：{buyer}", file, "text")
    found = []
    for part, supplier, item in (
        ("lot:1", "学岚示例科技有限公司", "A800"),
        ("lot:2", "启川示例信息技术有限公司", "H100"),
    ):
        won = hop("AWARDED_TO", tender, supplier, supplier, file, "text", part)
        gets = hop("AWARDS", tender, item, f"8×{item}", file, "text", part)
        found.append(
            chain(
                [issued, won, gets],
                intermediary=supplier,
                item={"label": "Chip", "name": item},
                relation="AWARDS",
                modality="awarded",
                grade="E1",
                provenance="invented",
                date="2024-05-17",
            )
        )
    return found


def inferred() -> Chain:
    """A buys chairs from a dealer of whom B, in another tender, rents A100."""
    chairs, cloud = "JWIT-2024-021 chairs", "DLU-2024-F017"
    buyer, dealer = "江湾示例理工学院", "云衡示例科技有限公司"
    one, two = "invented/04_chairs.txt", "invented/02_award.html"
    hops = [
        hop("ISSUED", buyer, chairs, f"名称：{buyer}", one, "text"),
        hop("AWARDED_TO", chairs, dealer, f"供应商名称：{dealer}", one, "text"),
        hop("AWARDED_TO", cloud, dealer, f"供应商名称：{dealer}", two, "text"),
        hop("VIA", cloud, "AWS", "AWS账号", two, "text"),
        hop("AWARDS", cloud, "A100", "配备A100、H100的云主机", two, "text"),
    ]
    return chain(
        hops,
        tenders=[tender_uid(chairs), tender_uid(cloud)],
        intermediary=dealer,
        provider="AWS",
        item={"label": "Chip", "name": "A100"},
        stage=None,
        grade="E4",
        inferred=True,
        provenance="invented",
        count=2,
        why=f"two tenders, joined by the name of {dealer}",
    )


def sources(chains: Sequence[Chain]) -> list[Mapping[str, Any]]:
    """Return the table of sources that chains rest on, and one that none rests on."""
    rows = {
        h["source"]: {
            "source": h["source"],
            "path": h["path"],
            "provenance": c["provenance"],
            "restricted": False,
            "loader": "notice",
            "loader_version": 1,
        }
        for c in chains
        for h in c["hops"]
    }
    rows["unused"] = {**next(iter(rows.values())), "source": sha("-"), "path": "unused"}
    return list(rows.values())


def several() -> list[Chain]:
    """Chains of every sort, in the order of a report: two of one tender, lots ..."""
    return [shenzhen(), shenzhen("H100"), *lots(), sought(), inferred()]


HOSTILE = (
    "<script>window.acted=1</script>",
    "</script><script>window.acted=2</script>",
    "<!--<script>window.acted=3",
    '"><img src=x onerror="window.acted=4">',
    "javascript:window.acted=5",
    "{{ 7*7 }}{% for x in y %}",
    "]]></style><svg onload=window.acted=6>",
    "\u202eevil\u202c \u2066isolated\u2069 \u2028 \x00\x07\x1b[31m\ufffe",
    "\ud800 lone",
    '=HYPERLINK("http://example.invalid","x")',
    "深圳" * 2500 + "x" * 5000,
    "👩‍🔬 مرحبا שלום",
)


def hostile() -> list[Chain]:
    """Chains whose every field holds text that would act if it could."""
    return [
        chain(
            [
                hop("ISSUED", text, f"{text} t", text, text, text),
                hop("AWARDED_TO", f"{text} t", f"{text} m", text, text, text),
                hop("VIA", f"{text} t", f"{text} p", text, text, text),
                hop("AWARDS", f"{text} t", f"{text} i", text, text, text),
            ],
            key=text,
            intermediary=f"{text} m",
            provider=f"{text} p",
            item={"label": text, "name": f"{text} i"},
            relation="AWARDS",
            modality=text,
            stage=text,
            date=text,
            amount=text,
            currency=text,
            grade=text,
            provenance=text,
            why=text,
            controls=[{"rule": text, "status": text, "clause": text}],
        )
        for text in HOSTILE
    ]


def many(count: int) -> list[Chain]:
    """Return chains with an institution, a tender, a supplier and a chip of their own.

    So `count` chains are four times as many things.
    """
    found = []
    for n in range(count):
        tender, file = f"GPU servers {n}", f"notices/{n}.html"
        buyer, seller, chip = f"示例大学{n}号", f"示例科技{n}号", f"Chip {n}"
        hops = [
            hop("ISSUED", buyer, tender, f"采购人：{buyer}", file, "text"),
            hop("AWARDED_TO", tender, seller, f"供应商：{seller}", file, "text"),
            hop("AWARDS", tender, chip, f"8×{chip}", file, "text"),
        ]
        found.append(
            chain(
                hops,
                intermediary=seller,
                item={"label": "Chip", "name": chip},
                relation="AWARDS",
                modality="awarded",
                grade="E1" if n % 2 else "E2",
            )
        )
    return found
