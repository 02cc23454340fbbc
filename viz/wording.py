"""Sentences made from chains: what records connect, as strong as the stage allows.

A sentence comes as phrases, so that a page can set names apart from our own words. It
never says that somebody did wrong, and never "obtained" without an acceptance notice.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal, InvalidOperation
from typing import Any

from graphkit import gloss
from graphkit.folding import has_han
from graphkit.gloss.pinyin import pinyin
from graphkit.viz.style import GRADES, RELATIONS, claim, item_kind

Chain = Mapping[str, Any]

DEFAULT_TITLE = "From institution to chip, in the words of the records"


@dataclass(frozen=True, slots=True)
class Phrase:
    """A piece of a sentence; `kind` is that of the card it names, '' for our words.

    `gloss` says a name in another script; pinyin in it was made by a machine.
    """

    text: str
    kind: str = ""
    gloss: str = ""


Sentence = tuple[Phrase, ...]

MODALITIES: Mapping[str, tuple[str, str]] = {
    "minimum": ("no less than ", ""),
    "or_equivalent": ("", " or an equivalent"),
    "example": ("for example ", ""),
    "benchmark": ("computing power compared with ", ""),
}

MODALITY_WORDS: Mapping[str, str] = {
    "minimum": "the least that will do",
    "or_equivalent": "this or an equivalent",
    "example": "an example",
    "benchmark": "a benchmark",
    "offered": "what is offered",
}
"""How a record speaks of an item; what is required or awarded needs no saying."""

MONTHS = (
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
)
"""Ours, because `strftime` speaks the language of the machine."""

SECOND_HAND = ("reported", "analyst")

PREFACES: Mapping[str, str] = {
    "reported": "As reported: ",
    "analyst": "By an analyst's note: ",
    "invented": "In an invented example: ",
}


def title(meta: Mapping[str, Any]) -> str:
    """Return what a page of chains is called: as asked for, or as any is."""
    return str(meta.get("title") or DEFAULT_TITLE)


def period(chain: Chain) -> str:
    """Return a chain's date for people, as precise as it is; '' without one."""
    return long_date(str(chain.get("date") or ""))


def long_date(text: str) -> str:
    """Return `2024-03-05` as `5 March 2024`, `2024-03` as `March 2024`."""
    try:
        day = date.fromisoformat(f"{text}-01" if len(text) == 7 else text)
    except ValueError:
        return text
    month = f"{MONTHS[day.month - 1]} {day.year}"
    return month if len(text) == 7 else f"{day.day} {month}"


def money(chain: Chain) -> str:
    """Return a chain's amount with its currency, as `CNY 200,000`; '' without one.

    What is said of the tax in it stands behind it.
    """
    amount = chain.get("amount")
    if amount is None or amount == "":
        return ""
    try:
        grouped = f"{Decimal(str(amount)):,.2f}".removesuffix(".00")
    except (InvalidOperation, ValueError):
        grouped = str(amount)
    tax = f", tax {chain['tax']}" if chain.get("tax") else ""
    return f"{chain.get('currency') or ''} {grouped}".strip() + tax


def plain(sentence: Sentence) -> str:
    """Return a sentence as one text, with glosses in brackets."""
    return "".join(
        f"{phrase.text} ({phrase.gloss})" if phrase.gloss else phrase.text
        for phrase in sentence
    )


def glossed(sentence: Sentence, names: Mapping[str, str]) -> Sentence:
    """Return a sentence whose organisations are also said in the other script.

    `names` gives the other name of what has one, as records say it.
    """
    return tuple(
        Phrase(
            phrase.text,
            phrase.kind,
            name_gloss(phrase.text, names.get(phrase.text, "")),
        )
        if phrase.kind in ("institution", "intermediary")
        else phrase
        for phrase in sentence
    )


def name_gloss(name: str, other: str = "") -> str:
    """Return the other name and the pinyin of the Chinese one."""
    said = pinyin(name) or pinyin(other)
    return ", ".join(word for word in (other, said) if word)


def quote_glosses(quote: str) -> tuple[tuple[str, str], ...]:
    """Return the labels and phrases in a quote with their English, in order."""
    if not has_han(quote):
        return ()
    return gloss.within(quote, "label", "type", "method", "unit")


def translations(hop: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    """Yield what people made of a hop's quote: their words, and language and day."""
    for made in hop.get("translations") or ():
        day = long_date(str(made.get("at") or "")[:10])
        yield str(made.get("text") or ""), ", ".join((str(made.get("language")), day))


def tender_name(chain: Chain, uid: str) -> str:
    """Return the name of a tender that a chain knows by its uid."""
    for hop in chain.get("hops", ()):
        for end in ("to", "from"):
            if hop.get(f"{end}_uid") == uid:
                return str(hop[end])
    return uid


def tender_names(chain: Chain) -> tuple[str, ...]:
    """Return the names of a chain's tenders, that of its institution first."""
    uids = chain.get("tenders") or (chain["tender"],)
    return tuple(tender_name(chain, str(uid)) for uid in uids)


def supplier(chain: Chain) -> str:
    """Return who a chain's tender was awarded to, also in a direct sale."""
    if chain.get("intermediary"):
        return str(chain["intermediary"])
    for hop in chain.get("hops", ()):
        if hop["type"] == "AWARDED_TO":
            return str(hop["to"])
    return ""


def finding(chain: Chain, *others: Chain) -> Sentence:
    """Say in one sentence what the records behind a chain connect.

    `others` differ from it in nothing but their item (see `findings`).
    """
    preface = PREFACES.get(str(chain.get("provenance")), "")
    items = _items([chain, *others])
    said = _inferred(chain, items) if chain.get("inferred") else _stated(chain, items)
    return ((Phrase(preface),) if preface else ()) + said + (Phrase("."),)


def findings(chains: Sequence[Chain]) -> tuple[tuple[Sentence, tuple[int, ...]], ...]:
    """Return a sentence for chains that differ only in their item, and their places."""
    alike: dict[tuple[str, ...], list[int]] = {}
    for place, chain in enumerate(chains):
        same = tuple(str(chain.get(name)) for name in _ALIKE)
        key = (*same, supplier(chain), str(bool(chain.get("item"))))
        alike.setdefault(key, []).append(place)
    return tuple(
        (finding(*(chains[place] for place in places)), tuple(places))
        for places in alike.values()
    )


_ALIKE = (
    "institution",
    "tenders",
    "tender",
    "provider",
    "relation",
    "modality",
    "stage",
    "date",
    "amount",
    "grade",
    "inferred",
    "provenance",
    "count",
)


def _items(chains: Sequence[Chain]) -> Sentence:
    """List the items of chains: `A100, H100 and GPT-4`, with their modality."""
    before, after = MODALITIES.get(str(chains[0].get("modality")), ("", ""))
    found = {
        str(item["name"]): item_kind(str(item["label"]))
        for chain in chains
        if (item := chain.get("item"))
    }
    words = [Phrase(before)]
    for number, (name, kind) in enumerate(found.items(), 1):
        joint = "" if number == 1 else " and " if number == len(found) else ", "
        words += [Phrase(joint), Phrase(name, kind)]
    return tuple(phrase for phrase in (*words, Phrase(after)) if phrase.text)


def _stated(chain: Chain, items: Sentence) -> Sentence:
    stage, relation = str(chain.get("stage") or ""), chain.get("relation")
    buyer = Phrase(str(chain["institution"]), "institution")
    seller = supplier(chain)
    if relation == "AWARDS" and stage != "planned":
        return (buyer, *_awarded(chain, items, stage, seller), *_facts(chain))
    if relation is None and seller:
        awarded = (
            Phrase(" awarded "),
            Phrase(seller, "intermediary"),
            Phrase(" a tender that names "),
            *_object(chain, items),
        )
        return (buyer, *awarded, *_facts(chain))
    verb = " planned to buy " if stage == "planned" else " sought "
    if relation is None:
        planned = stage == "planned"
        verb = f" {'planned' if planned else 'issued'} a tender that names "
    return (
        buyer,
        Phrase(verb),
        *_object(chain, items),
        *_outcome(chain, stage, seller),
    )


def _awarded(chain: Chain, items: Sentence, stage: str, seller: str) -> Sentence:
    goods = _object(chain, items)
    if not seller:
        verb = {
            "contracted": " signed a contract for ",
            "accepted": ", by an acceptance notice, obtained ",
        }.get(stage, " awarded a contract for ")
        return (Phrase(verb), *goods, Phrase("; no supplier is named"))
    name = Phrase(seller, "intermediary")
    if stage == "accepted":
        by = Phrase(", by an acceptance notice, obtained ")
        return (by, *goods, Phrase(" from "), name)
    if stage == "contracted":
        signed = Phrase(" signed a contract with ")
        return (signed, name, Phrase(" for "), *goods)
    return (Phrase(" awarded "), name, Phrase(" a contract for "), *goods)


def _object(chain: Chain, items: Sentence) -> Sentence:
    return (*items, *_cloud(chain, " through ")) if items else _cloud(chain, "")


def _cloud(chain: Chain, before: str) -> Sentence:
    if not chain.get("provider"):
        return ()
    name = Phrase(str(chain["provider"]), "provider")
    return (Phrase(before), name) if before else (name,)


def _outcome(chain: Chain, stage: str, seller: str) -> Sentence:
    if stage in ("failed", "cancelled"):
        how = "failed" if stage == "failed" else "was cancelled"
        return (*_facts(chain), Phrase(f"; the tender {how}, and nothing was awarded"))
    if not seller:
        return (*_facts(chain), Phrase("; these records show no award"))
    ending = {
        "contracted": "; a contract was signed with ",
        "accepted": "; what was delivered was accepted from ",
    }.get(stage, "; the tender was awarded to ")
    return (Phrase(ending), Phrase(seller, "intermediary"), *_facts(chain))


def _facts(chain: Chain) -> Sentence:
    when, amount = period(chain), money(chain)
    words = ", ".join(filter(None, (when, amount)))
    return (Phrase(f" ({words})"),) if words else ()


def _inferred(chain: Chain, items: Sentence) -> Sentence:
    """Word what only the same supplier in two tenders suggests."""
    tenders = tender_names(chain)
    first, other = [*tenders, "", ""][:2]
    count = int(chain.get("count") or 1)
    more = f"; {count} pairs of tenders suggest the same" if count > 1 else ""
    return (
        Phrase(f"inferred across {max(len(tenders), 2)} tenders, "),
        Phrase("no record says it: "),
        Phrase(str(chain["institution"]), "institution"),
        Phrase(" awarded "),
        Phrase(first, "tender"),
        Phrase(" to "),
        Phrase(supplier(chain), "intermediary"),
        Phrase(", to whom another tender, "),
        Phrase(other, "tender"),
        Phrase(", was awarded that names "),
        *_object(chain, items),
        Phrase(more),
    )


def because(chain: Chain) -> str:
    """Say in a few words why a chain has its grade and no better one."""
    why = str(chain.get("why") or "") or GRADES[grade_name(chain)].words
    relation, _, rest = why.partition(" ")
    if relation not in RELATIONS:
        return why
    if chain.get("provenance") in SECOND_HAND:  # then it holds for every hop
        return rest.removeprefix("is ")
    return f"“{claim(relation)}” {rest}"


def grade_name(chain: Chain) -> str:
    """Return a chain's grade; one that came without any counts as the weakest."""
    name = str(chain.get("grade") or "")
    return name if name in GRADES else max(GRADES)
