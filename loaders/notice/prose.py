"""What a notice says in its sentences and by no label: project, number, parties.

X委托Y就T（编号N）进行公开招标; 另两家报价单位为A、B; 本项目由Y代理. Letters, news and
the sites of universities write so. A name counts only with its legal form, and what
a label says comes first: see `missing`.
"""

import re
from collections.abc import Iterator, Sequence
from itertools import islice

from graphkit.loaders.notice.fields import Field
from graphkit.loaders.notice.firms import is_pronoun, whole_organization
from graphkit.loaders.notice.names import has_form, name_spans
from graphkit.loaders.notice.sections import Span
from graphkit.loaders.notice.sentences import Event

_PROCEDURE = (
    r"(?:国内|国际|公开|邀请|竞争性|单一来源|网上|院内|校内|自行)*"
    r"(?:招标|采购|磋商|谈判|询价|比选|遴选|竞价|招租)"
)
_CALLS = re.compile(
    r"(?:^|[\n。;,]) *(?P<buyer>[^,。;:\n“”]{4,40}?)(?:[(][^()\n]{2,16}[)])? ?"
    r"(?:现|拟|决定|计划|定于[^,。;\n]{2,20})?(?:就|对)"
    r"(?P<title>[^。;:\n]{2,80}?),?(?:组织|进行|开展|实施)(?:了)?" + _PROCEDURE
)
"""X拟就T进行单一来源采购: who calls for bids, and for what."""
_NUMBERED = re.compile(
    r"(?P<title>[^,。;:\n()\t|]{4,80}?)(?<!公告)(?<!公告》)(?<!通知书》)"
    r"[(](?:(?:采购|招标|项目|询价|竞价|磋商|谈判|比选|标段|以下简称)*(?:编|文)?号)"
    r"[:为 ]{0,2}(?P<number>[A-Za-z0-9][^,。;、()\n ]{3,40}|"
    r"[^,。;、()\n ]{1,12}[(][^()\n]{1,12}[)][^,。;、()\n ]{2,30})(?=[,。;、) ])"
)
"""T（编号N）: the name of a purchase with its number."""
_BEFORE_TITLE = re.compile(
    r".*(?:根据|依据|参加的?|组织的?|就|对|关于|收到|的《|委托|开展的?|实施的?|"
    r"投标的?|上述)(?=[^,]{4})"
)
_GROUP = "供应商|投标人|响应人|报价人|参与人|竞买人|单位|公司|商家|企业|厂商"
_IS = r" ?(?:分别)?(?:为|是|有|包括|仅有|只有|还有|:)+[: ]?"
_LOSERS = (
    re.compile(
        rf"(?:其[他它余]|另外?)[^,。;:\n]{{0,14}}?(?:{_GROUP}){_IS}(?P<who>[^。\n]{{4,200}})"
    ),
    re.compile(
        r"(?:同台|一同|共同|一起|参与)?(?:竞争|竞标|角逐|报价)的{0,2}?(?:还有|包括|另有)"
        r"(?P<who>[^,。;\n]{4,120})"
    ),
    re.compile(
        rf"(?:递交|提交)[^,。;:\n]{{0,16}}?(?:{_GROUP}){_IS}(?P<who>[^。;\n]{{4,200}})"
    ),
    re.compile(
        r"(?:^|[,。;:\n]) *(?P<who>[^,。;:\n]{6,120}?)"
        r"(?:分列|分获|分别位列|分别为|位列|名列|排名)第?[二三2-3、第]+"
    ),
    re.compile(
        rf"未(?:能)?(?:中标|成交|入围|中选)(?:的)?(?:{_GROUP})*"
        rf"{_IS}(?P<who>[^。\n]{{4,200}})"
    ),
)
"""Sentences that name those who bid and were not awarded it."""
_WHY_LOST = re.compile(
    r"(?:未(?:成交|中标|通过|入围)|落标|不合格|无效投标)[^\n:。;]{0,12}(?:原因|理由)[^\n:。;]{0,4}[:\n]"
)
_NEXT_HEAD = re.compile(r"\n *(?:[一二三四五六七八九十]{1,3}[、.]|\d{1,2}[、.])")
_WITH_REASON = re.compile(
    r"(?:^|(?<=[\n;。:])) *(?P<who>[一-鿿()A-Za-z]{4,40}?公司)[^\n;。]*"
)
_LONGEST_REASONS = 2000
_COUNTED = re.compile(r"(?:等|共)?(?:\d+|[一二两三四五六七八九])家")
_AGENTS = (
    re.compile(r"(?:项目|采购|招标)由(?P<agency>[^,。;\n由]{4,40}?)(?:负责)?代理"),
    re.compile(
        r"(?:采购|招标)?代理(?:机构|公司)?[ \n]*联系人 ?:(?P<agency>[^,。;\n]{4,40})"
    ),
    re.compile(r"异议(?:受理|联系)[^,。;:\n]{0,6}:(?P<agency>[^,。;\n]{4,40})"),
    re.compile(
        r"被投诉人[^:\n]{0,4}:(?P<agency>[^,。;\n]{2,40}?代理[^,。;\n]{0,6})(?=\n)"
    ),
)
_AGENT = re.compile(r"招标|采购|咨询|项目管理|工程管理|代理|招投标")
_QUOTED = re.compile(
    r"(?:^|[\n。;,:]) *(?P<buyer>[^,。;:\n“”]{4,30}?)(?:的)?"
    r"“(?P<title>[^“”\n]{4,60})”(?:项目)?(?=[(]|采购|招标|项目|进行)"
)
"""X“T”项目: a purchase in quotation marks behind its buyer."""
_COMMISSIONED = re.compile(r"受[^。;\n]{2,40}委托")
_NEWS = re.compile(
    r"(?:^|[\n。;,从自据]) *(?P<buyer>[^,。;:\n从自据“”]{4,30}?)"
    r"(?:采购|招标)[^,。;:\n]{0,6}网站?(?:上)?(?:获悉|了解到|发布|公示|公布|显示|消息)"
)
"""从X采购招标网获悉: news of a buyer's own site."""
_NO_NAME = re.compile(r"确[认定]|通知|中标|成交|招标的|^(?:由|经|据|与|在|为)")
_TITLE = re.compile(r"上述|下列|以下|本|该|其|此")
_FIRST = 4000
_MOST = 20
_LAST = 400
"""Characters in which a notice ends with who signs it, and when."""
_MARKS = " “”\"《》‘’'的"


def fields(folded: str) -> Iterator[Field]:
    """Yield what the sentences of a text say as fields, in no order."""
    for match in islice(_CALLS.finditer(folded, 0, _FIRST), _MOST):
        if not _COMMISSIONED.search(folded, max(0, match.start() - 60), match.end()):
            yield from _organization(folded, "buyer", match)
        yield from _title(folded, match)
    for match in islice(_NEWS.finditer(folded, 0, _FIRST), 1):
        yield from _organization(folded, "buyer", match)
    for match in islice(_QUOTED.finditer(folded, 0, _FIRST), 1):
        yield from _organization(folded, "buyer", match)
        yield from _title(folded, match)
    for match in islice(_NUMBERED.finditer(folded, 0, _FIRST), 1):
        yield _field("number", match.span("number"), match)
        yield from _title(folded, match)
    for shape in _AGENTS:
        for match in islice(shape.finditer(folded), 1):
            yield from _organization(folded, "agency", match)
    yield from _losers(folded)
    yield from _refused(folded)
    yield from _signed_by_agency(folded)


def missing(
    folded: str, said: Sequence[Field], stories: Sequence[Event]
) -> Iterator[Field]:
    """Yield the fields of sentences for what no label and no story of them names."""
    told = {field.field for field in said}
    told |= {field.section for field in said if field.field == "name"}
    told |= {name.removeprefix("at_") for name in told}
    told |= {"buyer" for story in stories if story.buyer}
    told |= {"agency" for story in stories if story.agency}
    told |= {"title" for story in stories if story.project}
    for field in fields(folded):
        if field.field == "loser" or field.field not in told:
            yield field
        if field.field in ("number", "title"):
            told.add(field.field)


def _field(name: str, span: Span, match: re.Match[str]) -> Field:
    start, end = match.span()
    return Field(
        name, *span, min(start, span[0]), max(end, span[1]), rule=f"prose:{name}"
    )


def _title(folded: str, match: re.Match[str]) -> Iterator[Field]:
    start, end = match.span("title")
    lead = _BEFORE_TITLE.match(folded, start, end)
    start = lead.end() if lead else start
    while start < end and folded[start] in _MARKS:
        if folded[start] == "“" and "”" in folded[start : end - 1]:
            break  # “数字文物大模型”推理算力项目
        start += 1
    while end > start and folded[end - 1] in " ,的”":
        end -= 1
    if end - start >= 4 and not _TITLE.match(folded, start):
        yield _field("title", (start, end), match)


def _organization(folded: str, role: str, match: re.Match[str]) -> Iterator[Field]:
    for span in name_spans(folded, *match.span(role)):
        words = folded[slice(*span)]
        if not has_form(words) or is_pronoun(words) or _NO_NAME.search(words):
            continue
        if role != "agency" or _AGENT.search(words):
            yield _field(role, span, match)
            return


def _losers(folded: str) -> Iterator[Field]:
    for shape in _LOSERS:
        for match in islice(shape.finditer(folded), _MOST):
            start, end = match.span("who")
            counted = _COUNTED.search(folded, start, end)
            for span in name_spans(folded, start, counted.start() if counted else end):
                if has_form(folded[slice(*span)]):
                    yield _field("loser", span, match)


def _refused(folded: str) -> Iterator[Field]:
    """Yield who stands with a reason behind a heading that says why some lost."""
    for head in islice(_WHY_LOST.finditer(folded), _MOST):
        stop = _NEXT_HEAD.search(folded, head.end())
        end = min(stop.start() if stop else len(folded), head.end() + _LONGEST_REASONS)
        for match in _WITH_REASON.finditer(folded, head.end(), end):
            for span in name_spans(folded, *match.span("who")):
                if has_form(folded[slice(*span)]):
                    yield Field("loser", *span, *match.span(), rule="prose:loser")


def _signed_by_agency(folded: str) -> Iterator[Field]:
    """Yield the agency that signs at the end, above the date, where it is one."""
    lines = folded.rstrip()[-_LAST:].split("\n")[-5:]
    place = len(folded.rstrip())
    for line in reversed(lines):
        place -= len(line)
        words = line.strip(" 。()")
        if words.endswith("公司") and _AGENT.search(words) and len(words) <= 30:
            start = folded.index(words, place)
            span = whole_organization(folded, start, start + len(words))
            if span == (start, start + len(words)):
                end = len(folded.rstrip())
                last = min(end, span[1] + _LAST)
                yield Field("agency", *span, span[0], last, rule="prose:signature")
        place -= 1
