"""Names in running text, where no label says that one begins.

A company announcement writes 龙马环卫(603686) or 全资子公司湖北路桥: a name starts
behind a mark or a word that leads in (子公司, 确定) and ends at its legal form, or
before the verb. All places count the line that is given.
"""

import re
from collections.abc import Iterator

from graphkit.loaders.notice.names import is_place
from graphkit.loaders.notice.rules import Pattern
from graphkit.loaders.notice.sections import Span
from graphkit.loaders.notice.words import choice, short_names

_END = Pattern(
    lambda: (
        rf"{choice('legal_forms')}|(?:{choice('bodies')}|[一-鿿]{{2}}[局厅])"
        r"(?!大道|路|街|线|片区|附近|周边|段|桥|隧道|新城|(?<=大学)[城生])"
    )
)
_FORM = Pattern(lambda: choice("legal_forms"))
_LONGER = Pattern(
    lambda: (
        r"附属[一-鿿]{0,8}?(?:医院|中学|小学|学校|幼儿园)"
        r"|(?<=[学院][学院])[一-鿿]{2,8}?(?:学院|研究所|研究院|实验室)"
        r"|[一-鿿()]{0,10}?(?:有限责任公司|股份有限公司|有限公司|分公司|供电公司|电力公司)"
        rf"|[一-鿿]{{0,10}}?{choice('legal_forms')}(?=[的发签在于,。])"
    )
)
_KNOWN = Pattern(lambda: short_names())
_LEAD = Pattern(lambda: choice("leads"))
_MARK = re.compile(
    r"[(](?:记者|编辑|通讯员|见习记者)[^()]*[)]|--|"
    r"[,。;:!?、\"“”‘’《》<>\[\]【】\s|★◆■—-]"
)
_STOCK = re.compile(
    r"[(](?:[A-Z一-鿿]{0,3}[:.]?)?\d{4,6}(?:\.[A-Z]{2,3})?(?:,[^()]{1,6})?[)]"
)
_DAY = r"(?:19|20)?\d{0,4}年?\d{0,2}月?\d{1,2}日(?:晚间|晚|午间|早间)?"
_PAID = (
    r"(?:以|凭)[^,。]{0,4}?[约近超]?[\d.,]+ ?[万亿]*元"
    r"(?:的?(?:价格|报价|总价|中标价|金额))?"
)
_ADVERB = Pattern(
    lambda: (
        rf"(?:{choice('adverbs')}|(?<!华)为|在[^,。;]{{3,60}}?[中上里]|{_DAY}|{_PAID}|"
        rf"(?:今年|去年)?\d{{0,2}}月份?|[(][^()]{{0,20}}[)]|通过[^,。;]{{0,12}}?方式|"
        rf"在[^,。;]{{2,10}}?(?:平台|网站)上?|(?:击败|力压|战胜)[^,。;]{{0,12}})\Z"
    )
)
_VERB = Pattern(
    lambda: (
        rf"{choice('verbs')}|[(](?![一-鿿]{{2,4}}[)][一-鿿])|"
        r"(?<![(][一-鿿]{2})(?<![(][一-鿿]{3})[)]|[,。;:“”\"]|\d+月"
    )
)
_BREAK = re.compile(r"[,。;:!?、\"“”《》]|单位与")
_ABOUT = re.compile("关于")
_PURCHASE = Pattern(lambda: choice("purchases"))
_PRONOUN = re.compile(
    r"(?:(?:本|该|我|贵|某|多家|一家|两家|其|各|全资|控股|参股|下属|境外|附属)*"
    r"(?:子公司|孙公司|公司|行|司|企业|集团|单位|院|局|其)(?:及.*)?"
    r"|联合体|双方|我们|牵头.*|成员.*|投标.*)"
)
_NO_SUBJECT = re.compile(
    r"(?:本|该|我)?公司(?!\Z)|.*(?:[是让被]|联合体|中标|成交|继续)|以|"
    r"(?:\d+|[一二三四五六七八九十]+)\Z"
)
_NO_NAME = Pattern(
    lambda: rf"(?:{choice('openers')}|\d)|.*(?:的|了|着|项目|包|标段|后|时|等)\Z"
)
_HEADLINE = re.compile(r"(?:\[[^\]]*\])?([一-鿿A-Za-z*]{2,8}):")
_SOURCE = re.compile(r"讯|记者[^)]{2,8}[)]|[)]")
_LISTED_AND = re.compile(r"(?<=[司局处院会心所])[和与及、]")
_LONGEST = 40
_LONGEST_OWNER = 36
_SHARE_NAME = 4
"""Characters of a listed company's short name, where nothing says where it begins."""


def is_pronoun(words: str) -> bool:
    """Say whether words stand for a name said elsewhere: 公司, 该行."""
    return _PRONOUN.fullmatch(words) is not None


def leading_organization(line: str, start: int, end: int) -> Span | None:
    """Return the organisation that a project's name begins with, None for none.

    如皋市环境卫生管理处清扫项目 gives 如皋市环境卫生管理处; a place is no organisation.
    """
    about = _ABOUT.match(line, start, end)
    start = about.end() if about else start
    known = _KNOWN.match(line, start, end)
    found = _first_end(line, start, min(end, start + _LONGEST_OWNER))
    if known and (found is None or found.start() - known.end() > 8):
        return known.span()
    if found is None:
        return None
    if _goes_over(line[start : found.start()], found[0]):
        return known.span() if known else None
    stop = found.end()
    longer = _LONGER.match(line, stop)
    if longer and longer.end() <= end and not _PURCHASE.search(longer[0]):
        stop = longer.end()
    words = line[start:stop]
    return None if is_place(words) or is_pronoun(words) else (start, stop)


def longer_name(line: str, span: Span) -> Span:
    """Return where the text first says more of a name: 示例大学物理学院 of 物理学院."""
    name = line[slice(*span)]
    place = line.find(name, span[1])
    while place >= 0:
        first = max(line.rfind(mark, 0, place) for mark in "\n ,。;:“《") + 1
        longer = (first, place + len(name))
        if (
            first < place
            and _END.search(line[first:place] + "\n")
            and (leading_organization(line, first, place) == (first, place))
        ):
            return longer
        place = line.find(name, place + 1)
    return span


def whole_organization(line: str, start: int, end: int) -> Span | None:
    """Return a span that ends as an organisation does, else the one it begins with."""
    if any(match.end() == end for match in _END.finditer(line, start, end)):
        first = _LISTED_AND.split(line[start:end])[0]
        return _name(line, start, start + len(first))
    return leading_organization(line, start, end)


def name_before(line: str, floor: int, end: int) -> Span | None:
    """Return the name that ends before a verb, adverbs between them left out."""
    end = _without_adverbs(line, floor, end)
    start = floor
    for mark in _MARK.finditer(line, floor, end):
        if not _in_brackets(line, mark.start(), end):
            start = mark.end()
    for lead in _LEAD.finditer(line, start, end):
        if end - lead.end() >= 2:
            start = lead.end()
    return _name(line, start, end)


def name_after(line: str, start: int, end: int) -> Span | None:
    """Return the name that begins at a place: to its legal form, else to a verb."""
    while start < end and line[start] in "“\"'‘":
        start += 1
    if start >= end or _VERB.match(line, start):
        return None
    stop = _VERB.search(line, start + 2, end)
    limit = stop.start() if stop else end
    for form in _FORM.finditer(line, start + 2, limit):
        limit = form.end()
    return _name(line, start, limit)


def stocks(line: str) -> Iterator[Span]:
    """Yield the companies named before their stock code: 龙马环卫(603686)."""
    for match in _STOCK.finditer(line):
        span = _before_stock(line, match.start())
        if span:
            yield span


def _first_end(line: str, start: int, end: int) -> re.Match[str] | None:
    """Return the first ending of a name that is not all of a bracket: (集团)."""
    for match in _END.finditer(line, start + 2, end):
        closed = line[match.end() : match.end() + 1] == ")"
        if line[match.start() - 1] != "(" or not closed:
            return match
    return None


def _goes_over(head: str, ending: str) -> bool:
    """Say whether words before an ending belong to the purchase, not to a name.

    示例工程有限公司 is a name, 示例工程管理处 may not be.
    """
    if _BREAK.search(head):
        return True
    bought = _PURCHASE.search(head)
    if bought is None:
        return False
    return not (ending.endswith("公司") and bought.end() == len(head))


def _before_stock(line: str, end: int) -> Span | None:
    start = 0
    for mark in _MARK.finditer(line, 0, end):
        start = mark.end()
    source = _SOURCE.search(line, start, end)
    if source and source.end() < end - 1:
        start = source.end()
    words = line[start:end]
    headline = _HEADLINE.match(line)
    if headline and words.endswith(headline[1]):
        start = end - len(headline[1])
    elif len(words) > 8 and not _END.search(words):
        start = end - _SHARE_NAME
    for lead in _LEAD.finditer(line, start, end):
        if end - lead.end() >= 3:
            start = lead.end()
    return _name(line, start, end)


def _without_adverbs(line: str, floor: int, end: int) -> int:
    adverb = _ADVERB.search(line[floor:end])
    while adverb:
        end = floor + adverb.start()
        adverb = _ADVERB.search(line[floor:end])
    return end


def _in_brackets(line: str, place: int, end: int) -> bool:
    opened = line.rfind("(", max(0, place - 12), place)
    if opened < 0 or line.find(")", opened, place) >= 0:
        return False
    return line.find(")", place, end) >= 0


def _name(line: str, start: int, end: int) -> Span | None:
    while start < end and line[start] in " ,:“\"'‘《(的据":
        start += 1
    while end > start and line[end - 1] in " ,:”\"'’》":
        end -= 1
    words = line[start:end]
    if not 2 <= len(words) <= _LONGEST or is_pronoun(words) or is_place(words):
        return None
    if not re.search(r"[一-鿿A-Za-z]", words) or _BREAK.search(words):
        return None
    if _NO_SUBJECT.match(words) or (_NO_NAME.match(words) and not _END.search(words)):
        return None
    return start, end
