"""The heading of a notice: the line that says what it is about and of which type."""

import re
from itertools import islice

from graphkit.loaders.notice.fields import Field
from graphkit.loaders.notice.sections import Span, text_lines

_NOTICE = re.compile(
    r"(?:公 *[告示](?:表|书|函)?|通知书?|邀请[函书]|结果|意向|报告书?|"
    r"(?:招标|磋商|谈判|采购|询价)文件|合同书?)(?=[\s(\[_\-|—】\]]|\Z)"
)
_SITE = re.compile(
    r"[\s]*[_|][^_|\n]{2,30}\Z|\s[-—–]\s*[^-—\n]{2,30}\Z|"
    r"[-—–][^-—\n]{0,20}(?:网|中心|平台)\Z"
)
_LABEL = re.compile(r"^(?:公告|文章)?(?:标题|名称)\s*[:：]\s*")
_BRACKETS = re.compile(r"[(\[【][^()\[\]【】]*[)\]】]")
_TYPE = re.compile(
    r"(?:政府采购|采购|中标|成交|中选|招标|结果|终止|废标|流标|变更|更正|澄清|公开|竞争性|磋商|"
    r"谈判|询价|竞价|单一来源|合同|验收|候选人|资格预审|入围|项目|网上|[()、/ ])*"
    r"(?:公 ?[告示]表?|通知书?|结果|合同书?)"
)
_ABOUT = re.compile(
    r"关于(?:[“\"《](?P<quoted>[^”\"》\n]{4,80})[”\"》].*|(?P<what>.{4,120}?)的?"
    r"(?:(?:采购|招标)?(?:公开招标|竞争性磋商|竞争性谈判|询价|中标|成交|结果|候选人)*"
    r"(?:公告|公示)))"
)
_TYPE_BEFORE = re.compile(r"[【\[](?P<type>[^【】\[\]\n]{2,20})[】\]] ?(?=[^\n]{4})")
"""【竞价结果公告】算力卡采购: the type stands before the purchase."""
_PROCEDURE = re.compile(
    r" ?[(](?:公开招标|邀请招标|竞争性磋商|竞争性谈判|询价|询比|比选|网上竞价|竞价|"
    r"单一来源)[)]\Z"
)
"""How it is bought, in brackets behind what is bought: 算力租赁（询价）."""
_LINES = 60
_SHORTEST, _LONGEST = 4, 160
_LONGEST_NAME = 80
_LONGEST_LINE = 400
"""With the site's name and a label; what is longer is no heading."""


def heading(folded: str, fields: tuple[Field, ...]) -> Span | None:
    """Return the span of the heading: as labelled, else the first line like one.

    A line that only names the type (成交公告) counts where no other is found; None
    where no line of the first 60 ends as the names of notices end.
    """
    for field in fields:
        if field.field == "heading":
            return field.start, field.end
    generic: Span | None = None
    for start, end in _first_lines(folded):
        if end - start > _LONGEST_LINE:
            continue
        start, end = _without_site(folded, start, end)
        words = folded[start:end]
        if not _SHORTEST <= len(words) <= _LONGEST or not _NOTICE.search(words):
            continue
        if ":" in _BRACKETS.sub("", words) or words.endswith("。") or "\t" in words:
            continue
        if not names_only_type(folded, (start, end)):
            return start, end
        generic = generic or (start, end)
    return generic


def titled(folded: str, span: Span) -> Span:
    """Return the line that names the purchase: the heading, or the line before it.

    示例大学算力采购项目 above 成交公告 is the title; 成交公告 alone is its own. Of
    关于“X”的公示 the title is X.
    """
    headed = _TYPE_BEFORE.match(folded, *span)
    if headed and names_only_type(folded, headed.span("type")):
        return headed.end(), span[1]
    about = _ABOUT.fullmatch(folded, *span)
    if about:
        start, end = about.span("quoted" if about["quoted"] else "what")
        return start, start + len(_PROCEDURE.sub("", folded[start:end]))
    if not names_only_type(folded, span):
        return span
    end = len(folded[: span[0]].rstrip())
    start = folded.rfind("\n", 0, end) + 1
    line = folded[start:end].strip()
    if not _SHORTEST <= len(line) <= _LONGEST_NAME or ":" in line or "\t" in line:
        return span
    start = folded.index(line, start)
    return start, start + len(line)


def names_only_type(folded: str, span: Span) -> bool:
    """Say whether a heading names no purchase: 成交公告."""
    return _TYPE.fullmatch(folded[slice(*span)].replace(" ", "")) is not None


def _first_lines(folded: str) -> list[Span]:
    written = (
        (start + len(line) - len(line.lstrip()), start + len(line.rstrip()))
        for start, end in text_lines(folded)
        if (line := folded[start:end]).strip()
    )
    return list(islice(written, _LINES))


def _without_site(folded: str, start: int, end: int) -> Span:
    label = _LABEL.match(folded[start:end])
    start += label.end() if label else 0
    site = _SITE.search(folded[start:end])
    return start, start + site.start() if site else end
