"""Places that stand in names: their short forms, what they lie in, how they are spelt.

The short form of 深圳市 is 深圳, of 宁夏回族自治区 宁夏, of 彭水苗族土家族自治县
彭水县; a district keeps its 区, since 朝阳区 and 朝阳市 are far apart.
"""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache

from graphkit.resolve.words import rows, words_of

NATION = "中国"
_PEOPLES = re.compile(
    "(?:(?:壮|回|满|维吾尔|苗|彝|土家|藏|蒙古|侗|布依|瑶|白|朝鲜|哈尼|黎|哈萨克|傣|畲|傈僳|"
    "东乡|仡佬|拉祜|佤|水|纳西|羌|土|仫佬|锡伯|柯尔克孜|景颇|达斡尔|撒拉|布朗|毛南|塔吉克|"
    "普米|阿昌|怒|鄂温克|京|基诺|德昂|保安|俄罗斯|裕固|鄂伦春|独龙|赫哲|各)族)+(?=自治)|"
    "维吾尔(?=自治)"
)
_REGION = re.compile("自治[区州]$|特别行政区$|[省市盟]$|地区$")


@dataclass(frozen=True, slots=True)
class Gazetteer:
    """Chinese places by the forms they have in names."""

    short: Mapping[str, str]
    """Short form by any form of a place."""
    above: Mapping[str, frozenset[str]]
    """The short forms of the places that a place may lie in."""
    latin: Mapping[str, tuple[str, ...]]
    """Latin spellings without blanks, by short form."""

    def conflict(self, one: Iterable[str], other: Iterable[str]) -> bool:
        """Say whether two lists of places name bodies in different places."""
        ours, theirs = self.finest(one), self.finest(other)
        return bool(ours and theirs) and not any(
            a == b or a in self.above.get(b, ()) or b in self.above.get(a, ())
            for a in ours
            for b in theirs
        )

    def finest(self, places: Iterable[str]) -> frozenset[str]:
        """Return the places without the nation and those that others of them lie in."""
        found = frozenset(places) - {NATION}
        if len(found) < 2:
            return found
        over = {higher for place in found for higher in self.above.get(place, ())}
        return found - over or found


@cache
def gazetteer() -> Gazetteer:
    """Return the gazetteer of the word lists."""
    short: dict[str, str] = {NATION: NATION, "中华人民共和国": NATION, "中华": NATION}
    above: dict[str, frozenset[str]] = {}
    provinces = {row["province"] for row in rows("places")}
    for row in rows("places"):
        _add(short, above, row["place"], {_short(row["province"])}, provinces)
    for row in rows("districts"):
        over = {*row["cities"].split("|"), *row["provinces"].split("|")} - {""}
        _add(short, above, row["place"], {_short(p) for p in over}, provinces)
    for row in rows("romanised"):
        short.setdefault(row["place"], row["place"])
    latin = {row["place"]: tuple(row["latin"].split("|")) for row in rows("romanised")}
    return Gazetteer(short, above, latin)


def _add(
    short: dict[str, str],
    above: dict[str, frozenset[str]],
    place: str,
    over: set[str],
    provinces: set[str],
) -> None:
    brief = _short(place)
    if place not in provinces and brief in map(_short, provinces) and brief != place:
        brief = place  # 吉林市 lies in 吉林省, and 海南州 not in 海南省.
    for form in (place, place.replace("自治县", "县"), brief):
        if form not in words_of("no short form"):
            short[form] = brief
    above[brief] = above.get(brief, frozenset()) | (over - {brief})


def _short(place: str) -> str:
    bare = _PEOPLES.sub("", place).replace("自治县", "县").replace("自治旗", "旗")
    brief = _REGION.sub("", bare)
    return brief if len(brief) > 1 else bare


@cache
def world() -> Mapping[str, str]:
    """Return places by their Latin words (`new york`), as one spelling of each."""
    return {row["word"]: row["place"] for row in rows("world")}
