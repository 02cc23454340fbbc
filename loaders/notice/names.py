"""Where a name behind a label begins and ends, cut out of what stands around it.

A name ends at its legal form when an address or a note is glued behind it, goes on
over a line break when its legal form stands on the next line, and splits where a
consortium is listed. Placeholders, labels and bare places are no names.
"""

import re
from collections.abc import Iterator

from graphkit import trace
from graphkit.loaders.notice.labels import is_label
from graphkit.loaders.notice.parts import is_lot
from graphkit.loaders.notice.rules import Pattern
from graphkit.loaders.notice.words import choice

_FORM = Pattern(lambda: choice("legal_forms", "small_firms"))
ENDS = Pattern(
    lambda: rf"{choice('legal_forms', 'small_firms', 'bodies', 'endings')}\Z"
)
_FIRM = Pattern(
    lambda: rf"[一-鿿A-Za-z0-9()&·]{{2,30}}{choice('legal_forms', 'small_firms')}"
)
_AFTER_FORM = re.compile(
    r"(?:[(][^()\n]{1,16}[)])?(?:[一-鿿A-Za-z0-9()]{0,16}?"
    r"(?:分公司|子公司|分院|支公司|研究院|研究所|设计院|事业部|营业部|项目部|分厂|分行|"
    r"支行|办事处|中心|学院|医院|公司|工厂|总厂|供电局))"
)
_NOTE = re.compile(r"[(](?:有限合伙|普通合伙|特殊普通合伙|集团|中国|香港)[)]")
_MEMBER = (
    r"[(](?:牵头人|牵头方|牵头单位|联合体[^()]{0,6}|成员[^()]{0,6}|主办方|"
    r"个体[^()]{0,4}|自然人)[)]"
)
_GLUED = Pattern(
    lambda: (
        rf"{choice('glued')}|{_MEMBER}|\d{{3,4}}-\d{{7,8}}|1[3-9]\d{{9}}|[【\[]|https?|www"
    )
)
_LATIN = r"(?<!\d),(?! ?(?:Inc|Ltd|LLC|L\.|Co|Limited|Corp))"
PAGE_END = "\n\n\n"
"""What stands between the pages of a PDF, folded."""
_STOP = re.compile(rf"[\n\t|;。!?<>《》\"“”]|{_LATIN}| {{2,}}")
_LISTED = re.compile(
    rf"、|;|\n|/|\+|{_LATIN}|(?<=[司院所厂]) ?(?:与|和|及|&) ?| {{2,}}"
)
_JOINT = re.compile(r"[(\[]?(?:共同)?(?:组成)?的?联合体[)\]]?[ 。;]*\Z")
_LEAD = re.compile(
    r"^(?:[\s:：、,.\-—*·\"“'()]|联合体[:：]|牵头(?:人|方|单位)[:：]|"
    r"成员(?:单位)?\d?[:：]|(?:第?[一二三1-9]名|主|[1-9])[:：、.](?!\d)|"
    r"[(][一二三1-9][)]|[①-⑳])+"
)
_TAIL = re.compile(r"(?:[\s:：、,\-—*·\"“';；。(…]|(?<![A-Za-z])\.)+\Z")
_PLACEHOLDER = re.compile(
    r"(?:/|\\|-+|—+|无|暂无|没有|不适用|详见.*|见附件.*|见.{0,8}[表件文].{0,4}|同上|略|"
    r"待定|none|n/?a|null|保密|匿名|x+|\*+|废标|流标|不详|按.{0,6}文件.*|另行通知.*|空|"
    r"以.{0,10}为准.*|本项目.*|入围|中标|成交|合格|通过|地址|姓名|盖章|公章|如有|有|是|否|\d+|[A-Za-z])?",
    re.I,
)
_BLANK = re.compile(
    r"_{2,}|单位名称|采购人|招标人|投标人|甲方|乙方|(?:将|须|应|不得|负责|承诺)\Z|"
    r"\A(?:是?指|见第|应(?![城县])|须(?!弥)|将(?!乐)|按|或|的|承诺|本次|"
    r"不(?=[得需接适涉允含可能应]))"
)
_PLACE = re.compile(
    r"(?:中国|(?>[一-鿿]{1,7}?(?:省|自治区|特别行政区|市|自治州|地区|盟|区|自治县|县|旗|镇|"
    r"乡|街道|村)))+"
)
_BEHIND = re.compile(r"(?:[(][^()]*[)]?| ?[¥￥]?[\d,.]+ ?[万亿]?元)\Z")
"""What a list has behind its names: a note in brackets, what each has offered."""
_WORD = re.compile(r"[一-鿿A-Za-z]")
_LONGEST = 60
_LONGEST_REST = 30

Span = tuple[int, int]


def is_placeholder(folded: str) -> bool:
    """Say whether a value says that there is none: 无, /, 详见附件, 废标."""
    return _PLACEHOLDER.fullmatch(folded.strip(" .。()[]")) is not None


def is_place(folded: str) -> bool:
    """Say whether a text is a bare place, which is no organisation."""
    return len(folded) <= _LONGEST and _PLACE.fullmatch(folded) is not None


def has_form(folded: str) -> bool:
    """Say whether a text ends as names of organisations end."""
    return ENDS.search(folded[-20:].rstrip(" )")) is not None


def is_firm(folded: str) -> bool:
    """Say whether a whole text is the name of a firm, by its legal form."""
    return _FIRM.fullmatch(folded) is not None


def name_span(folded: str, start: int, end: int, reach: int = 0) -> Span | None:
    """Return the one name between two places, None where there is none.

    What a label says is a name is one, also without a legal form (AWS, 张三). `reach`
    is how far it may go on in the next line.
    """
    start, end = _joined(folded, start, end, max(end, reach))
    start, end = _trimmed(folded, start, end)
    glued = _GLUED.search(folded, start + 2, end) if end > start + 2 else None
    if glued:
        start, end = _trimmed(folded, start, glued.start())
    end = _form_end(folded, start, end)
    why = refusal(folded[start:end])
    if why:
        trace.passed("name", start, end, "name:refused", why)
    return None if why else (start, end)


def name_spans(folded: str, start: int, end: int, reach: int = 0) -> Iterator[Span]:
    """Yield the names of a list: a consortium (A、B), candidates on lines of a cell."""
    joint = _JOINT.search(folded[start:end])
    if joint:
        end = reach = start + joint.start()
    if _is_one(folded, start, end):
        span = name_span(folded, start, end, reach)
        if span:
            yield span
        return
    done = start
    for match in (*_LISTED.finditer(folded, start, end), None):
        stop = match.start() if match else end
        span = name_span(folded, done, stop)
        if span:
            yield span
        done = match.end() if match else end


def refusal(words: str) -> str:
    """Return why a text is no name, '' where it is one."""
    if not 2 <= len(words) <= _LONGEST or _WORD.search(words) is None:
        return "it is too short, too long or without letters"
    if is_placeholder(words):
        return "it says that there is none"
    if is_place(words):
        return "a bare place is no organisation"
    if is_label(words):
        return "it is a label, not its value"
    if is_lot(words):
        return "it names a lot"
    return "it is a sentence or a form, not a name" if _BLANK.search(words) else ""


def _is_one(folded: str, start: int, end: int) -> bool:
    """Say that a value is no list: at most one of its pieces ends like a name."""
    pieces = [piece for piece in _LISTED.split(folded[start:end]) if piece]
    return len(pieces) < 2 or sum(has_form(_bare(piece)) for piece in pieces) < 2


def _bare(piece: str) -> str:
    return _BEHIND.sub("", piece.strip(" \n。.;"))


def _joined(folded: str, start: int, end: int, reach: int) -> Span:
    """Return the span up to where a line break or mark ends the name.

    A break inside a name is passed when only the next line brings its legal form, be
    it on the next page.
    """
    stop = _STOP.search(folded, start, reach)
    while stop and not folded[start : stop.start()].strip():
        start = stop.end()
        stop = _STOP.search(folded, start, reach)
    if stop is None or stop.start() > end:
        return start, end
    if stop[0] == "\n" and not has_form(folded[start : stop.start()]):
        at_end = folded.startswith(PAGE_END, stop.start())
        following = stop.start() + len(PAGE_END) if at_end else stop.end()
        line_end = folded.find("\n", following, reach)
        line_end = reach if line_end < 0 else line_end
        whole = folded[start : stop.start()].rstrip() + folded[following:line_end]
        form = ENDS.search(whole.strip())
        if form and line_end - following <= _LONGEST_REST:
            return start, line_end
    return start, stop.start()


def _trimmed(folded: str, start: int, end: int) -> Span:
    lead = _LEAD.match(folded[start:end])
    start += lead.end() if lead else 0
    tail = _TAIL.search(folded[start:end])
    end = start + tail.start() if tail else end
    words = folded[start:end]
    if words.endswith(")") and "(" not in words:
        return start, end - 1
    return start, end


def _form_end(folded: str, start: int, end: int) -> int:
    """Return where the name ends: behind its last legal form, if noise follows."""
    words = folded[start:end]
    if has_form(words):
        return end
    last = 0
    for form in _FORM.finditer(words):
        last = form.end()
        rest = _AFTER_FORM.match(words, last)
        if rest is None:
            break
        return start + rest.end()
    if not last:
        return end
    note = _NOTE.match(words, last)
    return start + (note.end() if note else last)
