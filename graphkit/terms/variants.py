"""Which variant or partition a name means by what stands beside it.

"A100 80G" and "80GB A100" are the variant, a bare "A100" the family; "AWS海外账号" is
the partition outside China, "亚马逊云科技" alone the brand.
"""

import re
from collections.abc import Callable, Iterable, Mapping

from graphkit.catalogue.words import Partition, Qualifier
from graphkit.folding import any_of
from graphkit.terms.boundaries import is_latin

REACH = 12
REACH_LATIN = 28
"""How far from a brand's name a word of a partition counts, in characters."""

_TAIL = re.compile(
    r"(?:[\s\-_/(或、]*(?:sxm\d?|pci-?e|nvl(?:ink)?|hgx|tensor core|gpu|显卡|显存|"
    r"\d{2,3}\s?gb?(?![a-z0-9]))(?!\s*(?:网|光|口|ps|b/s|以太|带宽|ib\b)))+"
)
_HEAD = re.compile(r"(\d{2,3}\s?gb?)\s*(?:显存)?(?:的)?\s*(?:nvidia|英伟达)?\s*\Z")
_TOKEN = re.compile(r"\d{2,3}\s?gb?|pci-?e|[a-z]+\d?")
_NOT = re.compile(r"(?:不含|不包含|不包括|不是|非|除|not|excluding|except)\s*\Z")


class Variants:
    """The qualifiers of families and the partition words of brands, ready to read."""

    def __init__(
        self,
        qualifiers: Iterable[Qualifier],
        partitions: Iterable[Partition],
        descendants: Callable[[str], tuple[str, ...]],
    ) -> None:
        """Keep the words of each family and brand."""
        self._qualifiers: dict[str, dict[str, str]] = {}
        for item in qualifiers:
            words = self._qualifiers.setdefault(item.family, {})
            words[item.word.replace(" ", "").replace("-", "")] = item.uid
        self._words: dict[str, re.Pattern[str]] = {}
        self._uids: Mapping[str, dict[str, str]] = self._read(list(partitions))
        self._below = {
            uid: frozenset(descendants(uid))
            for brand in self._uids
            for uid in (brand, *descendants(brand))
        }

    def _read(self, partitions: list[Partition]) -> dict[str, dict[str, str]]:
        uids: dict[str, dict[str, str]] = {}
        for item in partitions:
            uids.setdefault(item.brand, {}).setdefault(item.word, item.uid)
        for brand, words in uids.items():
            self._words[brand] = re.compile(any_of(words))
        return uids

    def chip(self, low: str, uid: str, end: int, start: int) -> tuple[str, int]:
        """Return the uid a family's name means here, and where its words end.

        Words that point to two variants leave it the family.
        """
        words = self._qualifiers.get(uid)
        if words is None:
            return uid, end
        tail = _TAIL.match(low, end)
        told = {
            (words[word], end + token.end())
            for token in (_TOKEN.finditer(tail[0]) if tail else ())
            if (word := re.sub(r"[\s-]", "", token[0]).removesuffix("ink")) in words
        }
        if not told and (head := _HEAD.search(low, max(0, start - 16), start)):
            word = head[1].replace(" ", "")
            told = {(words[word], end)} if word in words else set()
        if len({uid for uid, _end in told}) != 1:
            return uid, end
        uid, last = max(told, key=lambda found: found[1])
        closed = "(" in low[end:last] and low[last : last + 1] == ")"
        return uid, last + closed

    def partition(self, low: str, uid: str, brand: str, start: int, end: int) -> str:
        """Return the uid of the partition that words near a brand's name say.

        The nearest word decides; a word that is denied does not count.
        """
        words = self._words.get(brand)
        if words is None:
            return uid
        longest = REACH_LATIN + 16
        found = []
        for match in words.finditer(low, max(0, start - longest), end + longest):
            far = start - match.end() if match.end() <= start else match.start() - end
            whole = _whole(low, match.start(), match.end())
            told = self._uids[brand][match[0]]
            gap = low[match.end() : start] + low[end : match.start()]
            near = 0 <= far <= (REACH_LATIN if gap.isascii() else REACH)
            denied = _NOT.search(low, max(0, match.start() - 10), match.start())
            meant = whole and not denied and told in self._below[uid]
            if near and meant and "。" not in gap:
                found.append((far, match.start(), told))
        return min(found)[2] if found else uid

    def has_partitions(self, uid: str) -> bool:
        """Say whether a provider has partitions that words tell apart."""
        return bool(self._below.get(uid))


def _whole(low: str, start: int, end: int) -> bool:
    before = start and is_latin(low[start]) and is_latin(low[start - 1])
    after = end < len(low) and is_latin(low[end - 1]) and is_latin(low[end])
    return not before and not after
