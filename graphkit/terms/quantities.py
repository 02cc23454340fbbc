"""How many of a product a text says, where it can be said safely.

8卡A100服务器2台 names neither eight nor sixteen cards for certain: nothing is said.
"""

import re
from decimal import Decimal, InvalidOperation

from graphkit import trace

_HAN = {word: str(n) for n, word in enumerate("零一二三四五六七八九十")} | {"两": "2"}
_ENGLISH = {"one": "1", "two": "2", "three": "3", "four": "4", "six": "6", "eight": "8"}
_SCALE = {"万": 10**4, "千万": 10**7, "亿": 10**8, "million": 10**6, "billion": 10**9}
_NUMBER = r"(\d{1,3}(?:,\d{3})+|\d{1,7}|[一二两三四五六七八九十])"
_THING = (
    r"(?:gpus?|显卡|加速卡|推理卡|算力卡|计算卡|芯片|图形处理器|tensor core|"
    r"sxm\d?|pcie|\d{2,3}\s?gb?(?![a-z])|卡(?=[\dx×*])|或同等|或相当|同等|性能|档次|及以上|以上)"
)
_AFTER = re.compile(
    rf"(?:\s*{_THING})*+\s*(?:\(\s*(?=[x×*\d]))?(?:"
    rf"[x×*]\s*{_NUMBER}(?![\d.])\s*(张|块|颗|片|枚|卡)?|"
    rf",?\s*数量\s*:?\s*{_NUMBER}(?![\d.])\s*(张|块|颗|片|枚|卡)?|"
    rf"(?:\s*[,、]\s*|共计?|合计|总计)?{_NUMBER}\s*(张|块|颗|片|枚|卡))"
)
_BEFORE = re.compile(
    rf"(?<![\d.a-z-]){_NUMBER}\s*(张|块|颗|片|枚|卡|[x×*])\s*"
    r"(?:英伟达|nvidia|tesla|nv|geforce|华为|amd)?\s*\Z"
)
_BEFORE_ENGLISH = re.compile(
    r"(?<![\w.-])(\d{1,6}|one|two|three|four|six|eight)\s+(?:x\s+)?(?:nvidia|amd)?\s*\Z"
)
_PLURAL = re.compile(r"s\b|(?:\s+\d+\s?gb)?\s*(?:gpus?|cards?|accelerators?|chips?)\b")
_TOKENS = re.compile(
    r"(\d[\d,]*(?:\.\d+)?)\s*(千万|万|亿|million|billion)?\s*个?\s*"
    r"[a-z ]{0,24}tokens?\b"
)
_INSTANCES = re.compile(
    r"\s*(?:实例|云主机|云服务器|主机|节点|\([^()]{1,8}\))*\s*(?:[x×*]\s*(\d{1,6})(?![\d.])|"
    r"(\d{1,6})\s*(台|个|套))"
)
_INSTANCES_BEFORE = re.compile(r"(?<![\d.a-z-])(\d{1,6})\s*(台|个|套|[x×*])\s*\Z")
_PER_MACHINE = re.compile(
    r"每台|每节点|每个节点|单台|单机|单节点|每套|\bper\b|\beach\b|"
    r"(?:[02-9]|\d\d|[二两三四五六七八九十])\s*(?:台|套|个节点|节点|servers?|nodes?)"
)
_MACHINE = re.compile(r"服务器|主机|节点|整机|工作站|一体机|\bservers?\b|\bnodes?\b")
_ONE_MACHINE = re.compile(r"(?<!\d)(?:1|一)\s*(?:台|套|个节点|节点)|\bone server")
_FAR = 32


def beside(low: str, start: int, end: int) -> tuple[str, str]:
    """Return (number, unit) said beside a hardware mention in folded text, or ('', '').

    Numbers per machine, and those of a text that counts machines, are not said: the
    product of the two would be ours.
    """
    number, unit = _after(low, end) or _before(low, start, end) or ("", "")
    if not number:
        return "", ""
    whole = unit == "卡" and _MACHINE.search(low) and not _ONE_MACHINE.search(low)
    if whole or _PER_MACHINE.search(low):
        why = "a number per machine, or beside a number of machines, is not its own"
        trace.passed("quantity", start, end, "quantity:beside", why)
        return "", ""
    return _plain(number), unit


def instances(low: str, start: int, end: int) -> tuple[str, str]:
    """Return (number, unit) said beside a machine of a cloud: p5.48xlarge实例3台."""
    after = _INSTANCES.match(low, end, end + _FAR)
    if after:
        return after[1] or after[2], after[3] or ""
    before = _INSTANCES_BEFORE.search(low[max(0, start - _FAR) : start])
    if before:
        return before[1], "" if before[2] in "x×*" else before[2]
    return "", ""


def tokens(low: str) -> tuple[str, str]:
    """Return (number, 'token') where folded text says one number of tokens."""
    found = _TOKENS.findall(low)
    if len(found) != 1:
        return "", ""
    number, scale = found[0]
    try:
        value = Decimal(number.replace(",", "")) * _SCALE.get(scale, 1)
    except InvalidOperation:
        return "", ""
    return format(value.normalize(), "f"), "token"


def counts_machines(low: str, unit: str) -> bool:
    """Say whether a row's quantity may count machines rather than what is in them."""
    return unit in ("台", "套", "节点", "server", "servers") or bool(
        _MACHINE.search(low)
    )


def _after(low: str, end: int) -> tuple[str, str] | None:
    match = _AFTER.match(low, end, end + _FAR)
    if match is None:
        return None
    _tell(match, 0)
    number, unit = match[1] or match[3] or match[5], match[2] or match[4] or match[6]
    return number, unit or ""


def _before(low: str, start: int, end: int) -> tuple[str, str] | None:
    head = low[max(0, start - _FAR) : start]
    shift = max(0, start - _FAR)
    if match := _BEFORE.search(head):
        _tell(match, shift)
        return match[1], "" if match[2] in "x×*" else match[2]
    if _PLURAL.match(low, end) and (match := _BEFORE_ENGLISH.search(head)):
        _tell(match, shift)
        return match[1], ""
    return None


def _tell(match: re.Match[str], shift: int) -> None:
    """Tell a listener where number and unit stand: odd groups are numbers."""
    for group in range(1, (match.lastindex or 0) + 1):
        if match[group]:
            start, end = match.span(group)
            role = "quantity" if group % 2 else "unit"
            trace.found(role, start + shift, end + shift, "quantity:beside")


def _plain(number: str) -> str:
    return _HAN.get(number) or _ENGLISH.get(number) or number.replace(",", "")
