"""Names as forms and people spell them: each found among all others, or not."""

import json
import re
from collections import Counter
from collections.abc import Callable, Mapping

from graphkit.resolve import Index
from graphkit.resolve.words import folded
from tests.benchmarks.name_sets import packed, rows, said

_THREE = ("right", "found", "meant")
Spellings = Mapping[str, Callable[[str], str]]


def chinese_spellings() -> None:
    """Chinese names as forms and people spell them, among all others."""
    print("Chinese names, spelt in other ways, among all of them: same")
    _found_again(chinese_names(), _CHINESE)


def latin_spellings() -> None:
    """English names as forms and people spell them, among all others."""
    print("English names, spelt in other ways, among all of them: same")
    _found_again(english_names(), _LATIN)


def _found_again(body: Mapping[str, str], spellings: Spellings) -> None:
    """Print how many names are *same* as their other spelling, and with others."""
    index = Index(body)
    whole: Counter[str] = Counter()
    for title, spell in spellings.items():
        counts: Counter[str] = Counter()
        for name in body:
            other = spell(name)
            if other == name:
                continue
            near = [n for n, told in index.nearest(other, 5) if told.verdict == "same"]
            found = {body[n] for n in near}
            counts["meant"] += 1
            counts["right"] += body[name] in found
            counts["found"] += len(found)
        said(title, *(counts[key] for key in _THREE))
        whole += counts
    said("all of these", *(whole[key] for key in _THREE))


def english_names() -> dict[str, str]:
    """Return names of research bodies and of contractors, with the body of each."""
    body: dict[str, str] = {}
    for row in rows("ror_orgs/pairs_zh_en.csv.gz"):
        if row["kind"] == "zh-en":
            body.setdefault(row["name_b"], row["ror_b"])
    for row in rows("us_federal_contracts/fpds_cancelled_2025-03-05.csv.gz"):
        if uei := row["UNIQUE_ENTITY_ID"]:
            body.setdefault(row["LEGAL_BUSINESS_NAME"], uei)
    return dict(sorted(body.items()))


def chinese_names() -> dict[str, str]:
    """Return names of research bodies and of winners, with the body of each."""
    body: dict[str, str] = {}
    for line in packed("ror_orgs/ror_bilingual_zh.jsonl.gz"):
        record = json.loads(line)
        for name in record["names"]:
            if name["lang"] == "zh" and "acronym" not in name["types"]:
                body[name["v"]] = record["id"]
    for line in packed("fewfc_zhongbiao/zhongbiao.jsonl.gz"):
        for award in json.loads(line)["awards"]:
            for span in (*award.get("sub", ()), *award.get("obj", ())):
                if "公司" in span["text"]:
                    body.setdefault(span["text"], span["text"])
    return {name: of for name, of in sorted(body.items()) if len(name) > 3}


def _traditional(name: str) -> str:
    from opencc import OpenCC

    return str(OpenCC("s2t").convert(name))


_CHINESE: Spellings = {
    "traditional characters": _traditional,
    "blanks between characters": " ".join,
    "a role behind (盖章)": lambda name: f"{name}（盖章）",
    "limited company in full": lambda name: re.sub(
        "(?<!股份)有限公司$", "有限责任公司", name
    ),
    "with the word for city": lambda name: re.sub(
        "^(深圳|广州|成都|武汉|南京|杭州|苏州|西安|沈阳|长春|济南)(?!市)", r"\1市", name
    ),
    "without it": lambda name: re.sub("^([一-龥]{2})市", r"\1", name),
    "without the legal form": lambda name: re.sub("(股份)?有限(责任)?公司$", "", name),
}


def _replaced(words: Mapping[str, str]) -> Callable[[str], str]:
    pattern = re.compile(rf"\b({'|'.join(words)})\b", re.I)

    def spell(name: str) -> str:
        return pattern.sub(lambda found: words[found[0].casefold()], name)

    return spell


def _with_initials(name: str) -> str:
    words = [word for word in re.findall(r"\w+", name) if word[0].isupper()]
    initials = "".join(word[0] for word in words)
    return f"{name} ({initials})" if 2 < len(words) < 8 else name


_LATIN: Spellings = {
    "capitals": str.upper,
    "without accents": lambda name: name if name.isascii() else folded(name),
    "the in front": lambda name: f"The {name.removeprefix('The ')}",
    "& for and": lambda name: re.sub(r"\band\b", "&", name, flags=re.I),
    "words abbreviated": _replaced(
        {
            "university": "Univ.",
            "institute": "Inst.",
            "department": "Dept",
            "national": "Natl",
            "international": "Intl",
            "laboratory": "Lab",
            "technology": "Tech",
            "center": "Ctr",
            "services": "Svcs",
            "association": "Assoc.",
            "management": "Mgmt",
        }
    ),
    "British spelling": _replaced(
        {
            "center": "Centre",
            "defense": "Defence",
            "organization": "Organisation",
            "program": "Programme",
            "labor": "Labour",
        }
    ),
    "ordinals in figures": _replaced(
        {"first": "1st", "second": "2nd", "third": "3rd", "fourth": "4th"}
    ),
    "the legal form in full": _replaced(
        {
            "inc": "Incorporated",
            "ltd": "Limited",
            "corp": "Corporation",
            "llc": "Limited Liability Company",
        }
    ),
    "the legal form left out": lambda name: re.sub(
        r",? (?:inc|ltd|llc|corp|incorporated|corporation)\.?$", "", name, flags=re.I
    ),
    "its initials in brackets": _with_initials,
    "what a comma parts, the other way round": lambda name: re.sub(
        r"^([^,]+ of [^,]+), ([^,.]+)$", r"\2, \1", name
    ),
    "the university in front": lambda name: re.sub(
        "^(?:The )?([^,]+) of ([^,]+ University)$", r"\2 \1", name
    ),
}
