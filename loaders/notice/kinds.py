"""Types of notice, and how far the tender is, read from the title.

The types are a table, `graphkit/data/notices/kinds.toml`, tried in its order.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import islice

from graphkit.loaders.notice.fields import Field
from graphkit.loaders.notice.labels import squeezed
from graphkit.loaders.notice.rules import NoticeRules, Rule, of_rules
from graphkit.loaders.notice.sections import Span
from graphkit.statements import STAGES

_WON = re.compile("中标|成交|中选|入围")
_CALLING = frozenset(("deadline", "opening", "obtain", "terms"))
"""Fields that only a call for bids has."""
_ANNOUNCES = re.compile(
    r"(?:现将|现就|现对|兹将|特此)[^\n。;]{2,80}?"
    r"(?:公[告示布]|通知|(?:澄清|更正|答疑)(?=(?:说明|答复|事项|内容)*如下))"
)
_FAILED = re.compile(
    r"(?:本次|此次|该项目|本项目)(?:招标|采购|磋商|谈判|询价|竞价)?(?:活动)?(?:失败|流标|废标)"
    r"|[作按](?:废标|流标)处理|项目流标"
)
_FIRST, _MOST = 4000, 5
_SHOWN_BY = (
    ("reason", "cancelled"),
    ("proposed", "single_source"),
    ("correction", "correction"),
    ("contract_amount", "contract"),
    ("contract_number", "contract"),
    ("candidate", "candidates"),
)
"""Field of a label to the kind it shows, where neither heading nor winner does."""


@dataclass(frozen=True, slots=True)
class Kind:
    """A type of notice: its stage, and whether its suppliers were awarded something.

    `name` is the type it is read as, `type` its own. `others` are titles that look
    like it and are of another type.
    """

    name: str
    type: str
    stage: str
    awards: bool
    pattern: re.Pattern[str]
    examples: tuple[str, ...]
    others: tuple[str, ...] = ()


@of_rules
def kinds(rules: NoticeRules) -> tuple[Kind, ...]:
    """Return the types in the order in which they are tried, a case's own first."""
    own = (_kind(rule) for rule in rules.kinds if not rule.shipped)
    return (*own, *(_kind(rule) for rule in rules.kinds if rule.shipped))


def _kind(rule: Rule) -> Kind:
    try:
        pattern = re.compile(rule.text("pattern"))
    except re.error as error:
        raise rule.problem(
            f"pattern is no regular expression: {error}",
            "write the words of the title, with | between them",
        ) from error
    if not (rule.shipped or pattern.pattern):
        raise rule.problem("pattern is empty", "it would take every notice")
    own = rule.text("name")
    return Kind(
        rule.text("like") if "like" in rule.values else own,
        own,
        rule.text("stage", among=("", *STAGES)),
        rule.values.get("awards") is True,
        pattern,
        rule.texts("examples"),
        rule.texts("not"),
    )


def kind_of(title: str) -> Kind:
    """Return the type a title names; a call for bids where it names none."""
    words = squeezed(title)
    return next(kind for kind in kinds() if kind.pattern.search(words))


def kind_named(name: str) -> Kind:
    """Return a type by its name; a case's own cannot take the place of ours."""
    return next(kind for kind in reversed(kinds()) if kind.type == name)


def inferred(
    folded: str, fields: Sequence[Field], kind: Kind
) -> tuple[Kind, Span | None]:
    """Return the kind that the body shows where no heading names one, and where.

    A sentence may say it (现将成交结果公告如下), or labels. `kind` is what is taken
    where they show none either.
    """
    for sentence in islice(_ANNOUNCES.finditer(folded, 0, _FIRST), _MOST):
        named = kind_of(sentence[0])
        if named.pattern.pattern:
            return named, sentence.span()
    if any(field.field in _CALLING for field in fields):
        return kind, None
    for field in fields:
        won = _WON.search(field.label) or field.section == "award"
        if field.field in ("supplier", "at_supplier") and won:
            return kind_named("award"), (field.said, field.end)
    ended = _FAILED.search(folded, 0, _FIRST)
    if ended:
        return kind_named("failed"), ended.span()
    for wanted, name in _SHOWN_BY:
        for field in fields:
            if field.field == wanted:
                return kind_named(name), (field.said, field.end)
    return kind, None
