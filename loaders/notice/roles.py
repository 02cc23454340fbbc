"""Which labelled value names which role: buyer, agency, winner, bidder.

The kind of the notice and the section decide: 供应商名称 wins in the award section of
an award, has bid in a table of scores, and is nobody in a call for bids.
"""

import re
from collections.abc import Mapping, Sequence

from graphkit.loaders.notice.fields import Field
from graphkit.loaders.notice.kinds import Kind

Rows = Mapping[int, Sequence[Field]]
"""The fields of each table row by its number."""

AMOUNTS = ("amount", "contract_amount", "total")

_FIRST_BUYERS = re.compile("采购|招标|比选|甲方|询价|遴选|发包|买方|需方|购买|竞价")
_APART = frozenset(("fee", "panel", "contact", "terms", "obtain", "other", "buyer"))
_NO_AWARD = _APART | {"score", "agency", "request", "notes", "reason", "correction"}
_NO_AWARD |= {"proposed"}
_WON = re.compile("中标|成交|中选|入围|竞得")
_LOST = re.compile("未|否|不|落选|无效|淘汰|候补")
_WHY_LOST = re.compile("(?:未|不|落|淘汰|无效).{0,8}(?:原因|理由)")
_VOID = re.compile("废标|流标|失败|终止|有效.{0,8}不足")
_ASIDE = frozenset(("score", "request", "notes", "reason"))
_AWARDED = frozenset(("supplier", "at_supplier", *AMOUNTS))
_FIRST = re.compile("^第?[1一]名?$")
_LATER = re.compile("第[二三四五2-9]|候选人?第[二三2-9]")
_MARK = re.compile(
    "(?:为|确定为)?(?:第一)?(?:中标|成交|中选|入围)(?:供应商|人|单位)?|是"
)
_MARKED_IN = ("outcome", "notes", "rank")
_WINNERS = frozenset(("supplier", "at_supplier", "member"))
_MAY_WIN = frozenset(("candidate", "bidder", "loser"))
_NAMED_IN = {
    "award": ("award", "supplier"),
    "candidates": ("award", "candidate", "supplier"),
    "single_source": ("proposed", "supplier"),
}


def rows_of(fields: Sequence[Field]) -> Rows:
    """Return the fields of each table row."""
    rows: dict[int, list[Field]] = {}
    for field in fields:
        if field.row >= 0:
            rows.setdefault(field.row, []).append(field)
    return rows


def buys(fields: Sequence[Field]) -> list[Field]:
    """Return the fields that name the buyer; those that only use or own come last."""
    found = [f for f in fields if _is_party(f, "buyer", ("score", "panel", "other"))]
    first = [f for f in found if f.field != "buyer" or _FIRST_BUYERS.search(f.label)]
    return first or found


def handles(fields: Sequence[Field]) -> list[Field]:
    """Return the fields that name the procurement agency."""
    return [f for f in fields if _is_party(f, "agency", ("score", "panel"))]


def wins(fields: Sequence[Field], rows: Rows, kind: Kind) -> list[Field]:
    """Return the fields that name who was awarded something."""
    if not kind.awards:
        return []
    found = [f for f in fields if _won(f, rows) or _marked(f, rows)]
    if found:
        return found
    candidates = [f for f in fields if f.field == "candidate" and _counts(f)]
    return [f for f in candidates if not _LATER.search(f.label) and _leads(f, rows)]


def bids(fields: Sequence[Field], rows: Rows, kind: Kind) -> list[Field]:
    """Return the fields that name who has bid; winners may be among them."""
    if kind.name in ("tender", "plan", "correction"):
        return []
    return [f for f in fields if f.section not in _APART and _bid(f, rows, kind)]


def refused(field: Field, rows: Rows, kind: Kind) -> str:
    """Return why a field that may name a party or an award names none, else ''."""
    if field.field in ("buyer", "at_buyer"):
        if field.section in ("score", "panel", "other"):
            return f"it stands in the section {field.section}, which names no buyer"
        bought = field.field != "buyer" or _FIRST_BUYERS.search(field.label)
        return "" if bought else "its label says who uses or owns, not who buys"
    if field.field not in (*_WINNERS, *AMOUNTS, *_MAY_WIN):
        return ""
    if not kind.awards:
        return f"a notice of the kind {kind.name} awards nothing"
    if not _counts(field):
        return f"it stands in the section {field.section}, which awards nothing"
    if field.field in ("loser", "bidder"):
        return "its label says who has bid"
    if field.field == "candidate":
        return "winners are named, or it is not the first candidate"
    if field.field in _WINNERS and field.row >= 0:
        return "its row ranks, scores or refuses it and awards it nothing"
    return ""


def is_void(folded: str, field: Field) -> bool:
    """Say whether a lot's value says that it ended without an award."""
    return _VOID.search(folded, field.start, field.end) is not None


def is_award_amount(field: Field, rows: Rows) -> bool:
    """Say whether an amount may be that of an award, not that of a table's row."""
    if field.field not in AMOUNTS or not _counts(field):
        return False
    row = rows.get(field.row, ())
    return not any(f.field in ("supplier", "candidate", "bidder") for f in row)


def says_award(field: Field) -> bool:
    """Say whether a field's own label speaks of an award: 成交金额, not 报价."""
    return _WON.search(field.label) is not None and "候选" not in field.label


def _is_party(field: Field, party: str, silent: Sequence[str]) -> bool:
    if field.field in (party, f"at_{party}"):
        return field.section not in silent
    return field.field == "name" and field.section == party


def _counts(field: Field) -> bool:
    """Say whether a field may tell of an award where it stands.

    成交供应商： below a table of scores, or of what was asked for, names who won.
    """
    if field.section not in _NO_AWARD:
        return True
    told = field.section in _ASIDE and field.row < 0 and not field.loose
    agreed = field.field == "contract_amount" or says_award(field)
    return told and field.field in _AWARDED and agreed


def _won(field: Field, rows: Rows) -> bool:
    if not _counts(field):
        return False
    if field.field == "name":
        return field.section in _NAMED_IN["award"]
    if field.field not in _WINNERS:
        return False
    return field.row < 0 or not _only_bid(rows[field.row], field.section)


def _marked(field: Field, rows: Rows) -> bool:
    """Say that a bidder's row says beside it that it won: 备注 成交."""
    if field.field not in ("bidder", "candidate") or field.row < 0:
        return False
    row = rows[field.row]
    return any(_MARK.fullmatch(f.text.strip()) for f in row if f.field in _MARKED_IN)


def _only_bid(row: Sequence[Field], section: str) -> bool:
    """Say that a row ranks, scores or refuses a bidder and awards it nothing."""
    outcome = next((f for f in row if f.field == "outcome"), None)
    if any(_WHY_LOST.search(f.label) for f in row):
        return True  # 未成交原因 heads the reasons of those who lost
    if outcome is not None and outcome.said_end > outcome.said:
        return _LOST.search(outcome.text) is not None
    scored = any(f.field in ("score", "rank") for f in row)
    won = any(_WON.search(f.label) for f in row if f.field in ("supplier", *AMOUNTS))
    return scored and not won and section not in ("award", "supplier")


def _leads(field: Field, rows: Rows) -> bool:
    """Say that a candidate is ranked first, or not ranked at all."""
    row = rows.get(field.row, ())
    ranks = [f.text for f in row if f.field in ("rank", "serial") and f is not field]
    return not ranks or any(_FIRST.match(rank.strip()) for rank in ranks)


def _bid(field: Field, rows: Rows, kind: Kind) -> bool:
    if field.field in ("loser", "bidder", "candidate"):
        return True
    if kind.name == "single_source":
        named = ("proposed", "at_proposed", "supplier")
    elif kind.name == "candidates":
        named = ("supplier", "at_supplier", "member")
    elif kind.awards and field.field == "supplier":
        row = rows.get(field.row, ())
        return field.section == "score" or _only_bid(row, field.section)
    else:
        return False
    inside = field.field == "name" and field.section in _NAMED_IN[kind.name]
    return field.field in named or inside
