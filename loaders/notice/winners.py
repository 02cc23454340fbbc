"""Who won, in a sentence that tells of an award.

Named winners come first (子公司X, 确定X为, 中标人为X, X收到中标通知书, X中标); where
the subject is 公司 or left out, the winner is who announces it.
"""

import re
from collections.abc import Iterator

from graphkit import trace
from graphkit.loaders.notice.firms import is_pronoun, name_after, name_before, stocks
from graphkit.loaders.notice.names import has_form
from graphkit.loaders.notice.sections import Span

_HOLDER = r"(?:预|拟)?(?:中标|中选|成交)(?:候选)?(?:单位|供应商|候选人|人|方|企业|商)"
HOLDER = re.compile(rf"(?:第[一二三])?{_HOLDER}")
"""中标人, 第一中标候选人: who won or may win, as a noun."""
AS = re.compile(
    r"(?:确定|确认)?(?:成)?为(?:了)?(?P<what>[^。;]{2,120}?)的?(?:唯一|第[一二三])?"
    rf"(?:{_HOLDER}|中标公司)"
)
"""成为Y的中标人: `what` was won."""
IS = re.compile(rf"{_HOLDER},?(?:分别)?(?:是|为)(?!公司)")
"""中标人为X: the winner's name follows."""
SENT = re.compile(
    r"(?P<who>[^,。;]{2,24})向(?P<to>[^,。;]{2,24})(?:发出|发送|签发)[《“]?"
    r"[^,。;]{0,12}?(?:中标|中选|成交)"
)
"""X向Y发出中标通知书: the buyer tells the winner."""
VERB = re.compile(
    r"(?:中标|中选|竞得)(?!候选|单位|供应商|人|方|企业|商|通知|金额|价|额|总|公告|结果|项目|"
    r"工期|产品|合同|份额|后|率|标的|概率|频|工程|书|信息|情况|数量|规模|主体|机构|厂|将|是|"
    r"的话|对|占|使)"
)
"""中标 as a verb, not as part of a noun."""

TAKEN = re.compile(
    r"花落(?=[一-鿿]{4})|(?:拟|确定|决定|最终|商定|同意)由(?=[^,。;]{4,40}?"
    r"(?:承担|承接|承建|承办|中标|成交|供货|实施))"
)
"""花落X, 拟由X承担: the winner's name follows."""
_BEST = re.compile(r"(?:报价|得分|评分|价格|排名|综合|评审)[^,。;]{1,8}?的")
_WON = re.compile(r"中标|中选|成交")
_NAMED = re.compile(
    r"(?:确定|确认|明确|选定|推荐|评定)(?:了)?(?P<who>[^,。;]{2,90}?),?(?:成)?为"
)
_MADE = re.compile(
    rf"(?:[,。;:]|^)(?P<who>[^,。;:]{{4,40}}?)(?:被确定)?(?:成)?为(?:本|该)?(?:项目|包|标段)?的?"
    rf"(?:{_HOLDER})(?!的|名单|推荐|须|应)"
)
"""X为成交供应商: the winner stands before."""
_GOT = re.compile(r"(?:于[^,。;]{4,12}日)?(?:近日|日前)?(?:收到|接到)")
_SUBSIDIARY = re.compile(
    r"(?:子公司|孙公司|附属公司|下属公司|参股公司|下属|旗下)"
    r"(?=[一-鿿A-Za-z])(?!公司|子公司|及|在|的)"
)
_BOTH = re.compile(r"公司[及和与](?:其)?(?:全资|控股|下属)*\Z")
_ANNOUNCER = re.compile(
    r"(?P<who>[一-鿿A-Za-z*]{2,30}?)(?:[(][^()]{1,20}[)])*"
    r"(?:今日|昨日|昨晚|\d{1,2}月\d{1,2}日|\d{1,2}日)?(?:晚间|晚|午间|早间)?(?:方面)?"
    r"(?:亦|也)?(?:发布)?(?:了)?(?:公告|披露|宣布|表示|公布|发布|称)"
)
_COLON = re.compile(r"[一-鿿A-Za-z*]{2,12}:")
_JOINT = re.compile(r"(?:(?<=与)|(?<=[,;。]))(?P<who>[^,。;]{2,80}?)组成的?联合体")
_LED = re.compile(
    r"(?:由|与)?(?P<who>[^,。;由与]{2,30}?)(?:牵头|为牵头人)(?:组成)?的?联合体"
)
_ABOUT = re.compile(r"作为|凭借|参与|累计")
_ACTS = re.compile(
    r"(?:[(][^()]*[)])*(?:中标|中选|竞得|成为|收到|确定|确认|为|获|通过|近日|日前|近期|等|"
    r"参与|组成|所属|联合|拟|预|于|以|作为|成功|凭|共|再次|被)"
)
_AND = re.compile(r"[与和及、]|组成")
_ALSO = re.compile(r"(?:[(][^()]*[)])?[、与和及]")
_ROLE = re.compile(r"[(][^()]*方[)]\Z")
_OURS = ("公司", "本公司", "我公司")
_FARTHEST = 60
_LONGEST_SUBJECT = 24


def winners(line: str, body: int) -> tuple[Span, ...]:
    """Return the winners' names; () where the line names nobody."""
    for find in (
        _subsidiaries,
        _named,
        _called,
        _taken,
        _made,
        _receiver,
        _leading,
        _subject,
    ):
        found = find(line, body)
        if found:
            return _told(find.__name__, found)
    lead = _announcer(line, body)
    partners = tuple(span for span in _partners(line, body) if span != lead)
    announced = (*_optional(lead), *partners)
    return _told("_announcer", announced) or _told("_first", _first(line, body))


def _told(rule: str, found: tuple[Span, ...]) -> tuple[Span, ...]:
    for span in found:
        trace.found("winner", *span, f"sentence:{rule.lstrip('_')}")
    return found


def subject(line: str, body: int, end: int) -> Span | None:
    """Return the name that is all of its clause before `end`, None for a pronoun."""
    span = name_before(line, body, end)
    return span if span and span[1] - span[0] <= _LONGEST_SUBJECT else None


def _optional(span: Span | None) -> tuple[Span, ...]:
    return (span,) if span else ()


def _announcer(line: str, body: int) -> Span | None:
    for span in stocks(line):
        return span
    match = _ANNOUNCER.search(line, body)
    while match:
        is_quoted = "据" in line[max(0, match.start() - 1) : match.start() + 1]
        name = None if is_quoted else name_before(line, body, match.end("who"))
        if name:
            return name
        match = _ANNOUNCER.search(line, match.end())
    colon = _COLON.search(line, 0, 40)
    if colon is None or "讯" in colon[0]:
        return None
    return name_before(line, 0, colon.end() - 1)


def _subsidiaries(line: str, body: int) -> tuple[Span, ...]:
    for lead in _SUBSIDIARY.finditer(line, body):
        found = tuple(_members(line, lead.end()))
        if found and _ACTS.match(line, found[-1][1]):
            both = _BOTH.search(line[body : lead.start()])
            return (*_optional(_announcer(line, body) if both else None), *found)
    return ()


def _named(line: str, body: int) -> tuple[Span, ...]:
    for match in _NAMED.finditer(line, body):
        found = tuple(_listed(line, *match.span("who")))
        if found:
            ours = match["who"].startswith(_OURS)
            return (*_optional(_announcer(line, body) if ours else None), *found)
    sent = SENT.search(line, body)
    if sent is None:
        return ()
    name = line[slice(*sent.span("to"))]
    again = line.find(name, sent.end())
    place = again if again > 0 else sent.start("to")
    return ((place, place + len(name)),)


def _called(line: str, body: int) -> tuple[Span, ...]:
    match = IS.search(line, body)
    return tuple(_members(line, match.end())) if match else ()


def _taken(line: str, body: int) -> tuple[Span, ...]:
    for match in TAKEN.finditer(line, body):
        best = _BEST.match(line, match.end())
        found = tuple(_members(line, best.end() if best else match.end()))
        if found and all(has_form(line[slice(*span)]) for span in found):
            return found
    return ()


def _made(line: str, body: int) -> tuple[Span, ...]:
    match = _MADE.search(line, body)
    if match is None:
        return ()
    span = name_before(line, match.start("who"), match.end("who"))
    return (span,) if span and has_form(line[slice(*span)]) else ()


def _receiver(line: str, body: int) -> tuple[Span, ...]:
    for match in _GOT.finditer(line, body):
        if _WON.search(line, match.end(), match.end() + _FARTHEST):
            span = subject(line, body, match.start())
            if span:
                return (span,)
    return ()


def _leading(line: str, body: int) -> tuple[Span, ...]:
    """Return who leads a consortium: 由X牵头的联合体中标."""
    match = _LED.search(line, body)
    return _optional(name_before(line, body, match.end("who")) if match else None)


def _subject(line: str, body: int) -> tuple[Span, ...]:
    """Return the subject of 中标 or of 为…的中标人, where its clause has one."""
    for verb in VERB.finditer(line, body):
        span = subject(line, body, verb.start())
        if span:
            return (span, *_beside(line, span, body))
    match = AS.search(line, body)
    return _optional(subject(line, body, match.start()) if match else None)


def _first(line: str, body: int) -> tuple[Span, ...]:
    """Return who a sentence is about where no clause with the verb names anyone."""
    for match in _ABOUT.finditer(line, body):
        span = name_before(line, body, match.start())
        if span:
            return (span,)
    return ()


def _beside(line: str, span: Span, body: int) -> Iterator[Span]:
    """Yield the names listed before a subject: A、B中标."""
    while span[0] > body and line[span[0] - 1] == "、":
        before = name_before(line, body, span[0] - 1)
        if before is None:
            return
        yield before
        span = before


def _listed(line: str, start: int, end: int) -> Iterator[Span]:
    """Yield the names of 公司与A(牵头方)、B、C组成的联合体."""
    place = start
    for cut in (*_AND.finditer(line, start, end), None):
        stop = cut.start() if cut else end
        piece = _ROLE.sub("", line[place:stop])
        if piece and not is_pronoun(piece) and "联合体" not in piece:
            yield from _optional(name_after(line, place, place + len(piece)))
        place = cut.end() if cut else end


def _members(line: str, start: int) -> Iterator[Span]:
    """Yield the name at a place and those behind it: A、B中标, A与B组成联合体."""
    place: int | None = start
    while place is not None:
        span = name_after(line, place, min(len(line), place + _FARTHEST))
        if span is None:
            return
        yield span
        also = _ALSO.match(line, span[1])
        place = also.end() if also else None


def _partners(line: str, body: int) -> Iterator[Span]:
    """Yield the others of 公司与A、B组成的联合体."""
    match = _JOINT.search(line, body)
    if match:
        yield from _listed(line, *match.span("who"))
