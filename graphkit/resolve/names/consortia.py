"""Names of several bodies that bid together, split into the bodies."""

import re

from graphkit.folding import has_han
from graphkit.resolve.names.latin import tokens
from graphkit.resolve.names.latin_forms import forms, inner

_LEADER = re.compile(
    r"[（(【\[](?:联合体)?(?:牵头人|牵头方|牵头单位|主体|成员|成员单位|成员方)[)）】\]]"
)
_LED = re.compile(
    r"^[（(【\[]?联合体[)）】\]]|(?:^|(?<=[\s、;；,，]))"
    r"(?:联合体)?(?:牵头人|牵头方|牵头单位|主体|成员单位|成员方|成员|主|成)\d?[:：]"
)
_CHINESE_BLANK = re.compile(r"(?<=公司|究院|究所|计院|大学)\s+(?=[\u4e00-\u9fff]{4,})")
_CHINESE_COMMA = re.compile(r"[、;；/+＋\n]|[,，](?=\s*[\u4e00-\u9fff])")
_CHINESE_AND = re.compile(
    r"(?<=公司|学院|大学|究院|究所)[与和及](?=[\u4e00-\u9fff]{4,})"
)
_CHINESE_END = re.compile(
    r"(?:公司|大学|学院|中心|集团|厂|院|所|局|企业|合作社|合伙\)?)"
    r"(?:[（(][^()（）]*[)）])?$"
)
_LATIN_LED = re.compile(
    r"^(?:arge|arbeitsgemeinschaft|bietergemeinschaft|konsorcjum|konsorcium|consorcio|"
    r"consorzio|consortium|groupement|u\.?t\.?e\.?|r\.?t\.?i\.?|a\.?t\.?i\.?|"
    r"joint venture)\b[\s:]+",
    re.I,
)
_LATIN_TAIL = re.compile(
    r",?\s*\(?\b(?:in\s+)?(?:a\s+)?(?:joint\s+venture|consortium|jv)\b\)?\.?\s*$", re.I
)
_LATIN_ROLE = re.compile(
    r"^(?:lider|leader|partner|mandataire|cotraitant|mandataria|mandante)\s*\d?[:：]\s*",
    re.I,
)
_LATIN_JOINT = re.compile(
    r"\s*(?:;|\n|\s/\s|\s\+\s|,?\s+in\s+(?:a\s+)?(?:joint\s+venture|jv|consortium)\s+with\s)"
    r"\s*",
    re.I,
)
_LATIN_LINK = re.compile(r"\s(?:[-\u2013\u2014/+&]|and|und|et|e|i|y|en|og|och)\s", re.I)
_LATIN_COMMA = re.compile(rf",\s|{_LATIN_LINK.pattern}", re.I)


def split_consortium(name: str) -> tuple[str, ...]:
    """Return the names of the bodies of a consortium; a single name stays whole.

    A name is split only where each piece ends as the name of a body does.
    """
    return _chinese(name) if has_han(name) else _latin(name)


def _chinese(name: str) -> tuple[str, ...]:
    bare = _LED.sub("", _LEADER.sub("", name)).strip()
    bare = bare.removesuffix("联合体").rstrip("（(")
    for pattern in (_CHINESE_COMMA, _CHINESE_AND, _CHINESE_BLANK):
        pieces = [piece.strip() for piece in pattern.split(bare) if piece.strip()]
        if len(pieces) > 1 and all(_is_body(piece) for piece in pieces):
            return tuple(one for piece in pieces for one in _chinese(piece))
    return (name,)


def _is_body(piece: str) -> bool:
    return len(piece) > 3 and _CHINESE_END.search(piece) is not None


def _latin(name: str) -> tuple[str, ...]:
    bare = _LATIN_LED.sub("", _LATIN_TAIL.sub("", name))
    pieces = _stripped(_LATIN_JOINT.split(bare))
    if len(pieces) > 1 and all(len(piece) > 3 for piece in pieces):
        return pieces
    # `Smith and Sons Ltd` is one firm, `Smith Ltd and Sons Ltd` are two; and what a
    # comma ties may be said of one, unless they are called a consortium.
    link = _LATIN_LINK if bare == name else _LATIN_COMMA
    pieces = _stripped(link.split(bare))
    if len(pieces) > 1 and all(map(_has_form, pieces)):
        return pieces
    return (name,)


def _stripped(pieces: list[str]) -> tuple[str, ...]:
    found = (_LATIN_ROLE.sub("", piece.strip()).strip() for piece in pieces)
    return tuple(piece for piece in found if piece)


def _has_form(piece: str) -> bool:
    words = tokens(piece)
    first, last, (form, _) = inner(words)
    return bool(form) and words[first:last] not in forms()[0]
