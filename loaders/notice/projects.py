"""What was won and who buys it, in a sentence that tells of an award."""

import re

from graphkit.loaders.notice.firms import (
    leading_organization,
    name_before,
    whole_organization,
)
from graphkit.loaders.notice.sections import Span
from graphkit.loaders.notice.winners import AS, HOLDER, IS, SENT, TAKEN

_NOTE = re.compile(
    r"(?:收到|接到)(?:了)?(?:由)?"
    r"(?:(?:招标|采购)?代理(?:机构|公司)?|招标人|采购人|业主|建设单位|甲方)?"
    r"(?P<who>[^,。;《]{2,60}?)"
    r"(?:(?:联合|共同)?(?:发出|签发|发来|下发|发放|出具|签章|寄发|发布)的?|的|通知|"
    r"(?<=[司团行局厅处])(?=[《“]?(?:中标|中选|成交)))(?:入围|电子版)*[《“]?[^,。;《》]{0,20}?"
    r"(?:中标|中选|成交|,公司中标)"
)
_CALLS = re.compile(
    r"(?:近日|日前)?(?:公布|公示|本次招标|招标中|发布|启动|此次招标|集采|就[“\"《])"
)
_OPENING = re.compile(
    r"[\s“\"《‘了]*(?:成为)?(?:由?该?公司(?:组织|发包)的|公司(?:控股|全资)?子公司|"
    r"(?:19|20)\d{2}年?度?)?[“\"《]*"
)
_LETS = re.compile(r"[一-鿿]{2,20}?(?=发包的|组织的|招标的|开发的)")
_IN = re.compile(r"在(?P<what>[^,。;]{4,60}?)(?:招标|采购|竞标|集采)(?:项目)?中")
_CALLED = re.compile(
    r"(?:采购方|采购人|招标人|招标方|业主方?|发包方|建设单位|采购单位)(?:为|是|系)"
    r"(?P<who>[^,。;(]{2,40})"
)
_AGENT = re.compile(
    r"招标代理|国际招标|招标有限|招标公司|招标采购|交易中心|咨询|采购中心|招投标"
)
_SHOWN = re.compile(r"(?:显示|公示|公布)[:,]?(?P<what>[^。;]{4,80}?),?\Z")
_CLAUSE = re.compile(
    r"(?:而|此前|近日|日前|在|,|\s)*(?P<what>[^,。;]{6,90}?)[中内上]?,?\Z"
)
_CLAUSE_END = re.compile(r"[,。;]")
_NO_PROJECT = re.compile(r"通知|金额|价|额|总|的|公告|项目|结果|合同")


def project(line: str, body: int, wins: list[Span]) -> Span | None:
    """Return what was won: behind 为 before 的中标单位, else behind the verb."""
    match = AS.search(line, body)
    if match:
        return match.span("what")
    named = IS.search(line, body)
    if named:
        before = line[: named.start()]
        shown = _SHOWN.search(before, body)
        return shown.span("what") if shown else _clause_before(before, body)
    for start, end in wins:
        if start < body or HOLDER.match(line, start) or _NO_PROJECT.match(line, end):
            continue
        if TAKEN.match(line, start):
            continue
        stop = _CLAUSE_END.search(line, end)
        last = stop.start() if stop else len(line)
        if last - end >= 4:
            return end, last
    return None


def buyer(line: str, body: int, won: Span | None) -> tuple[Span | None, Span | None]:
    """Return (buyer, agency): who a project's name begins with, else who notified."""
    note = _NOTE.search(line, body)
    sender = whole_organization(line, *note.span("who")) if note else None
    agency = None
    if sender and _AGENT.search(line[slice(*sender)]):
        sender, agency = None, sender
    called = _CALLED.search(line, body)
    found = whole_organization(line, *called.span("who")) if called else None
    found = found or (_owner(line, won) if won else None)
    if found and sender and line[slice(*sender)].startswith(line[slice(*found)]):
        found = sender  # the school that notifies, not only its university
    return found or sender or _caller(line, body), agency


def _clause_before(before: str, body: int) -> Span | None:
    """Return the clause that tells of the purchase: X年集中采购中,中标人为."""
    start = max(before.rfind(mark, body) for mark in "。;!?") + 1
    match = _CLAUSE.match(before, max(start, body))
    return match.span("what") if match else None


def _owner(line: str, won: Span) -> Span | None:
    start, end = won
    opening = _OPENING.match(line, start, end)
    first = opening.end() if opening else start
    found = leading_organization(line, first, end)
    lets = _LETS.match(line, first, end) if found is None else None
    return lets.span() if lets else found


def _caller(line: str, body: int) -> Span | None:
    """Return who calls for bids: X本次招标, X公布中标候选人, X就“Y”项目."""
    sent = SENT.search(line, body)
    if sent:
        return name_before(line, body, sent.end("who"))
    for match in _CALLS.finditer(line, body):
        span = name_before(line, body, match.start())
        if span and leading_organization(line, *span) == span:
            return span
    inside = _IN.search(line, body)
    return leading_organization(line, *inside.span("what")) if inside else None
