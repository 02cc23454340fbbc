"""Two Chinese names compared, part by part."""

from rapidfuzz.distance import OSA

from graphkit.resolve.names.chinese import Chinese, Unit, chinese, heads
from graphkit.resolve.names.comparison import (
    Comparison,
    different,
    part_of,
    same,
    unsure,
)
from graphkit.resolve.names.gazetteer import NATION, gazetteer
from graphkit.resolve.names.romanising import pinyin
from graphkit.resolve.words import words_of

_LIMITED = frozenset(("有限公司", "有限责任公司"))
_STOCK = frozenset(("股份有限公司", "股份有限责任公司"))
_OF_A_GROUP = ("集团", "控股")


def compare_chinese(a: str, b: str) -> Comparison:
    """Return what two Chinese names come to."""
    one, other = chinese(a), chinese(b)
    if one.branch or other.branch:
        return _branches(a, one, b, other)
    return _compare(a, one, b, other)


def _branches(a: str, one: Chinese, b: str, other: Chinese) -> Comparison:
    if one.branch and other.branch:
        heads_of_both = _compare_bases(one, other)
        if heads_of_both.verdict != "same":
            return heads_of_both
        if _places_out(one.branch) == _places_out(other.branch):
            return same(0.95, f"Both are the branch {one.branch} of one company.")
        return different(0.2, f"The branches differ: {one.branch} and {other.branch}.")
    long, branch, short = (a, one, b) if one.branch else (b, other, a)
    whole = _compare_bases(one, other)
    if whole.verdict == "same":
        return part_of(
            0.8, long, f"'{long}' is the branch {branch.branch} of '{short}'."
        )
    if whole.verdict == "unsure":
        return unsure(
            0.55,
            f"'{long}' is a branch, and whether of '{short}' is not sure.",
            *whole.reasons,
        )
    return whole


def _compare_bases(one: Chinese, other: Chinese) -> Comparison:
    a, b = _head_office(one), _head_office(other)
    return _compare(a, chinese(a), b, chinese(b))


def _head_office(name: Chinese) -> str:
    """Return a company's name without its branch."""
    places = "".join(f"({place})" for place in name.bracketed)
    return f"{name.base}{places}{name.form}"


def _places_out(branch: str) -> str:
    return branch.replace("市", "").replace("省", "")


def _compare(a: str, one: Chinese, b: str, other: Chinese) -> Comparison:
    if one.text == other.text and one.bracketed == other.bracketed:
        return same(1.0, "The names are equal but for spelling.")
    if gazetteer().conflict(one.all_places, other.all_places):
        return different(0.1, f"The places differ: {_said(one)} and {_said(other)}.")
    if sorted(one.numbers) != sorted(other.numbers) and not _is_unit(one, other):
        return different(
            0.15, f"The numbers differ: {_counted(one)} and {_counted(other)}."
        )
    if one.is_company or other.is_company:
        return _companies(a, one, b, other)
    return _bodies(a, one, b, other)


def _is_unit(one: Chinese, other: Chinese) -> bool:
    """Say whether one of two public bodies goes on behind the other's whole name.

    The number in 北京大学第三医院 counts hospitals, not universities.
    """
    short, long = sorted((one, other), key=lambda name: len(name.text))
    named = bool(short.places) and short.units[-1].text in heads()
    is_public = not (one.is_company or other.is_company or short.numbers)
    return is_public and named and long.text.startswith(short.text)


def _said(name: Chinese) -> str:
    return "、".join(name.all_places)


def _counted(name: Chinese) -> str:
    return ", ".join(map(str, name.numbers)) or "none"


def _companies(a: str, one: Chinese, b: str, other: Chinese) -> Comparison:
    if not one.trade and not other.trade:
        return _without_trade(a, one, b, other)
    if one.trade != other.trade:
        return _trades_differ(a, one, b, other)
    trade = f"The trade name {one.trade} is the same."
    ours, theirs = _industry(one), _industry(other)
    if ours != theirs:
        return _industries_differ(trade, one, ours, other, theirs)
    if _group(one) != _group(other):
        return unsure(0.65, trade, "Only one of the names says 集团 or 控股.")
    return _registered(trade, one, other)


def _industry(name: Chinese) -> str:
    return "".join(word for word in name.words if word not in _OF_A_GROUP)


def _group(name: Chinese) -> bool:
    return any(word in name.base for word in _OF_A_GROUP) or name.form == "集团公司"


def _registered(trade: str, one: Chinese, other: Chinese) -> Comparison:
    """Compare places and legal forms of companies of one trade name and industry."""
    ours, theirs = set(one.all_places), set(other.all_places)
    if (NATION in ours) != (NATION in theirs):
        return unsure(0.6, trade, "Only one of the names says 中国.")
    if gazetteer().finest(ours) != gazetteer().finest(theirs):
        lone = "、".join(sorted(ours ^ theirs))
        return unsure(0.68, trade, f"Only one of the names says {lone}.")
    place = f"The place {_said(one)} is the same." if ours else "No name says a place."
    if set(one.bracketed) != set(other.bracketed):
        return unsure(
            0.9, trade, place, "It stands in brackets in one and in front in the other."
        )
    if not _forms_agree(one.form, other.form):
        return unsure(
            0.9, trade, place, f"The legal form differs: {one.form} and {other.form}."
        )
    if one.form and other.form:
        return same(0.97, trade, place, "So are industry and legal form.")
    if not ours:
        return unsure(0.7, trade, "One of the names says neither place nor form.")
    return same(0.93, trade, place, "One of the names leaves out the legal form.")


def _forms_agree(one: str, other: str) -> bool:
    if not one or not other or one == other:
        return True
    return any({one, other} <= kind for kind in (_LIMITED, _STOCK))


def _without_trade(a: str, one: Chinese, b: str, other: Chinese) -> Comparison:
    ours, theirs = _stem(one), _stem(other)
    if (
        ours == theirs
        and _forms_agree(one.form, other.form)
        and _same_places(one, other)
    ):
        if one.form and other.form:
            return same(0.95, "All words and the legal form are the same.")
        return unsure(0.75, "All words are the same; one name has no legal form.")
    if ours == theirs:
        return unsure(0.75, "The words are the same; place or legal form differ.")
    likeness = OSA.normalized_similarity(ours, theirs)
    return different(0.5 * likeness, "The words of the names differ.")


def _same_places(one: Chinese, other: Chinese) -> bool:
    return one.places == other.places and one.bracketed == other.bracketed


def _stem(name: Chinese) -> str:
    return "".join(unit.text for unit in name.units if unit.role != "place")


def _trades_differ(a: str, one: Chinese, b: str, other: Chinese) -> Comparison:
    ours, theirs = one.trade, other.trade
    differ = f"The trade names differ: {ours or 'none'} and {theirs or 'none'}."
    if not ours or not theirs:
        return different(0.2, differ)
    if _sound_alike(ours, theirs):
        return different(
            0.3, f"{ours} and {theirs} sound alike and are written differently."
        )
    lacks_form = not one.is_company or not other.is_company
    begins = ours.startswith(theirs) or theirs.startswith(ours)
    if lacks_form and begins and min(len(ours), len(theirs)) > 1:
        return unsure(0.55, f"One name begins as the other does: {ours} and {theirs}.")
    if lacks_form and _holds(one, other):
        return unsure(0.55, "The shorter name is a part of the longer one.")
    if (
        abs(len(ours) - len(theirs)) == 1
        and min(len(ours), len(theirs)) > 2
        and OSA.distance(ours, theirs) == 1
        and _industry(one) == _industry(other)
    ):
        return unsure(0.55, differ, "One character is missing in one of them.")
    return different(0.1, differ)


def _sound_alike(one: str, other: str) -> bool:
    return bool(one) and len(one) == len(other) and pinyin(one) == pinyin(other)


def _holds(one: Chinese, other: Chinese) -> bool:
    short, long = sorted((one.base, other.base), key=len)
    return len(short) > 1 and short in long


def _industries_differ(
    trade: str, one: Chinese, ours: str, other: Chinese, theirs: str
) -> Comparison:
    if one.is_company and other.is_company:
        return different(
            0.25,
            f"The industries differ: {ours or 'none'} and {theirs or 'none'}.",
            trade,
        )
    brief, full = (ours, theirs) if not one.is_company else (theirs, ours)
    if not brief or brief in full:
        return unsure(0.66, trade, "The shorter name leaves out what the company does.")
    return different(0.3, f"What they do differs: {ours} and {theirs}.", trade)


def _bodies(a: str, one: Chinese, b: str, other: Chinese) -> Comparison:
    """Compare public bodies: places and words in order."""
    ours, theirs = _without_provinces(one), _without_provinces(other)
    if ours == theirs and set(one.bracketed) == set(other.bracketed):
        return same(0.96, "The names are the same once places are written alike.")
    if "".join(ours) == "".join(theirs):
        return unsure(0.7, "The words are the same; a place is in brackets in one.")
    if sorted(ours) == sorted(theirs) and len(ours) > 2:
        return same(0.9, "The names have the same parts in another order.")
    (short, brief, some), (long, _, all_of) = sorted(
        ((a, one, ours), (b, other, theirs)), key=lambda side: len("".join(side[2]))
    )
    lesser, greater = "".join(some), "".join(all_of)
    if greater.startswith(lesser) and len(lesser) > 2:
        is_whole = some[-1] in heads() and (bool(brief.places) or len(some) > 1)
        is_unit = all_of[: len(some)] == some and all_of[-1] in heads()
        return _goes_on(short, long, greater[len(lesser) :], sure=is_whole and is_unit)
    if greater.endswith(lesser) and len(lesser) > 3:
        return _begins_before(short, brief, greater[: -len(lesser)])
    return _spelt_otherwise(lesser, greater, one, other)


def _without_provinces(name: Chinese) -> list[str]:
    """Return the units of a name without places that the next place lies in."""
    above = gazetteer().above
    kept: list[Unit] = []
    for unit in name.units:
        over = above.get(unit.text, frozenset()) if unit.role == "place" else ()
        # 南山区 lies in two cities: there the city says which is meant.
        if kept and kept[-1].text in over and len(over) < 3:
            kept.pop()
        kept.append(unit)
    return [unit.text for unit in kept if unit.text not in ("市", "省")]


def _goes_on(short: str, long: str, rest: str, *, sure: bool) -> Comparison:
    """Return part_of where the longer name goes on with a unit.

    For certain only behind a whole name: 深圳大学路小学 stands in a street that is
    called after the university.
    """
    if any(head in rest for head in heads()) or "附属" in rest:
        street = rest[0] in words_of("called after")
        score = 0.8 if sure and not street else 0.7
        return part_of(score, long, f"'{long}' is '{short}' and then {rest}.")
    return unsure(0.55, f"'{long}' is '{short}' and then {rest}.")


def _begins_before(short: str, brief: Chinese, front: str) -> Comparison:
    reason = f"The longer name says {front} before '{short}'."
    placed = bool(brief.places) and brief.units[0].role == "place"
    if front in words_of("foreword") and (placed or front != "国立"):
        return same(0.87, reason, "That is no part of a name that tells bodies apart.")
    own = [unit for unit in brief.units if unit.role == "own" and len(unit.text) > 1]
    named = bool(own) or len(brief.places) > 1
    if placed and named and front.endswith("附属"):
        return same(0.88, reason, "The rest has a place and a name of its own.")
    if placed:
        return unsure(0.75, reason)
    return unsure(0.55, reason, f"'{short}' does not say where it is.")


def _spelt_otherwise(
    lesser: str, greater: str, one: Chinese, other: Chinese
) -> Comparison:
    own = "".join(u.text for u in one.units if u.role == "own")
    others = "".join(u.text for u in other.units if u.role == "own")
    if own != others and _sound_alike(own, others):
        return different(
            0.3, f"{own} and {others} sound alike and are written differently."
        )
    letters = iter(greater)
    short = min(one, other, key=lambda name: len(name.text))
    if short.units and short.units[-1].text in heads() and short.places:
        return different(
            0.5 * OSA.normalized_similarity(lesser, greater),
            "Both are whole names, and their words differ.",
        )
    if (
        1 < len(lesser) <= 6 < len(greater) + 2
        and lesser[0] == greater[0]
        and all(letter in letters for letter in lesser)
    ):
        return unsure(0.5, f"{lesser} may be short for {greater}.")
    likeness = OSA.normalized_similarity(lesser, greater)
    if len(lesser) > 6 and len(greater) - len(lesser) == 1 and likeness > 0.85:
        return unsure(0.6, "One character is missing in one of the names.")
    return different(0.5 * likeness, "The names differ.")
