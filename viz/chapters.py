"""What stands in the chapters of a report, before a template prints it.

Values only: texts as they came, in the order in which they are printed. The template
makes them safe and gives them their form.
"""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from graphkit.viz import style, svg, wording
from graphkit.viz.hops import HopShown, Pair, hops, provenance
from graphkit.viz.library import Library, Row
from graphkit.viz.shown import one_line
from graphkit.viz.wording import Chain, Sentence

CAUTIONS = (
    "A chain does not prove that anything was delivered or used: a tender asks, an "
    "award promises, and only an acceptance notice says that something arrived.",
    "It does not prove that anybody broke a rule. “Controlled” means that the "
    "hardware could not be shipped to China without a licence on that day; renting it "
    "over a network is not by itself an export under these rules.",
    "It does not prove that a provider, or a maker of chips, knew who was behind an "
    "order.",
    "It does not prove that two names are one organisation beyond what its grade "
    "says, nor that there are no other chains: these are the records that were read.",
)


BUNCH = 25
"""Findings or chains that a page lays out, and passes over, as one."""


@dataclass(frozen=True, slots=True)
class GradeShown:
    """A grade with a piece of its line."""

    name: str
    words: str
    sample: str


@dataclass(frozen=True, slots=True)
class Banner:
    """What must be known before reading: whose word some chains rest on."""

    name: str
    word: str
    text: str


@dataclass(frozen=True, slots=True)
class Finding:
    """A sentence, at its place from 1, and the numbers of the chains it sums up."""

    place: int
    sentence: Sentence
    numbers: tuple[int, ...]
    grade: GradeShown
    because: str

    @property
    def chains(self) -> str:
        """The numbers as the page's script reads them."""
        return " ".join(map(str, self.numbers))


@dataclass(frozen=True, slots=True)
class Step:
    """One card of a chain's strip."""

    kind: str
    caption: str
    text: str


@dataclass(frozen=True, slots=True)
class ControlShown:
    """What a rule says of the item on the day of the chain."""

    on: str
    status: str
    rule: str
    clause: str


@dataclass(frozen=True, slots=True)
class ChainShown:
    """A chain, numbered from 1 in the order of the report."""

    number: int
    strip: tuple[Step, ...]
    sentence: Sentence
    grade: GradeShown
    because: str
    provenance: str
    inferred: str
    facts: tuple[Pair, ...]
    controls: tuple[ControlShown, ...]
    hops: tuple[HopShown, ...]


@dataclass(frozen=True, slots=True)
class Choice:
    """A group of boxes to tick."""

    legend: str
    name: str
    choices: tuple[str, ...]


def grade(name: str) -> GradeShown:
    """Return a grade by its name, for printing."""
    return GradeShown(name, style.GRADES[name].words, svg.sample(name))


def grades(chains: Sequence[Chain]) -> tuple[GradeShown, ...]:
    """Return the grades that occur, best first."""
    return tuple(grade(name) for name in sorted(set(map(wording.grade_name, chains))))


def banners(chains: Sequence[Chain], what: str = "chain") -> tuple[Banner, ...]:
    """Return a banner for each provenance that is not the record itself.

    `what` the rows are called: chain, or path.
    """
    counts = Counter(map(provenance, chains))
    return tuple(
        Banner(
            known.name,
            known.word,
            f"{_share(count, len(chains), what)} "
            f"{known.of_one if count == 1 else known.of_several}",
        )
        for known in style.PROVENANCES.values()
        if known.of_one and (count := counts[known.name])
    )


def sentences(chains: Sequence[Chain], what: str = "chain") -> tuple[str, ...]:
    """Return the banners as sentences, for where no page sets them apart."""
    return tuple(f"{b.word.capitalize()}: {b.text}" for b in banners(chains, what))


def _share(count: int, total: int, what: str) -> str:
    if count == total:
        return f"All {what}s here" if total > 1 else f"The {what} here"
    return f"{count:,} of {total:,} {what}s"


def findings(
    chains: Sequence[Chain], names: Mapping[str, str] | None = None
) -> tuple[Finding, ...]:
    """Return what the chains say; those equal but for the item in one sentence."""
    return tuple(
        Finding(
            number,
            wording.glossed(sentence, names or {}),
            tuple(place + 1 for place in places),
            grade(wording.grade_name(chains[places[0]])),
            wording.because(chains[places[0]]),
        )
        for number, (sentence, places) in enumerate(wording.findings(chains), 1)
    )


def choices(chains: Sequence[Chain]) -> tuple[Choice, ...]:
    """Return what can be ticked: grades and provenances, where there are several."""
    found = (
        Choice("Grade", "grade", tuple(sorted(set(map(wording.grade_name, chains))))),
        Choice("Rests on", "provenance", tuple(sorted(set(map(provenance, chains))))),
    )
    return tuple(choice for choice in found if len(choice.choices) > 1)


def chapter(
    number: int,
    chain: Chain,
    library: Library,
    titles: Mapping[str, str],
    finding: Sentence = (),
) -> ChainShown:
    """Return everything that is printed of one chain; `titles` are those of rules.

    `finding` is its sentence, where one was made of this chain alone.
    """
    inferred = ""
    if chain.get("inferred"):
        inferred = f"inferred across {len(chain.get('tenders') or ()) or 2} tenders"
    return ChainShown(
        number,
        tuple(_strip(chain)),
        finding or wording.glossed(wording.finding(chain), library.names),
        grade(wording.grade_name(chain)),
        wording.because(chain),
        provenance(chain),
        inferred,
        tuple(_facts(chain)),
        tuple(_controls(chain, titles)),
        tuple(hops(chain, library)),
    )


def _strip(chain: Chain) -> Iterator[Step]:
    def step(kind: str, text: str) -> Step:
        return Step(kind, style.KINDS[kind].caption, text)

    yield step("institution", str(chain["institution"]))
    if chain.get("intermediary"):
        yield step("intermediary", str(chain["intermediary"]))
    elif seller := wording.supplier(chain):
        yield step("supplier", seller)
    if chain.get("provider"):
        yield step("provider", str(chain["provider"]))
    if item := chain.get("item"):
        yield step(style.item_kind(str(item["label"])), str(item["name"]))


def _facts(chain: Chain) -> Iterator[Pair]:
    tenders = wording.tender_names(chain)
    yield "Tender" if len(tenders) == 1 else "Tenders", " · ".join(tenders)
    given = (
        ("Stage", str(chain.get("stage") or "")),
        ("Date", wording.period(chain)),
        ("Amount", wording.money(chain)),
        ("Named as", wording.MODALITY_WORDS.get(str(chain.get("modality")), "")),
    )
    yield from ((label, value) for label, value in given if value)
    if int(chain.get("count") or 1) > 1:
        yield "Seen", f"in {chain['count']} pairs of tenders"


def _when(text: str, day: str) -> str:
    """Return ` on 5 March 2024`, ` in March 2024`, or ''."""
    return f" {'on' if len(text) == 10 else 'in'} {day}" if day else ""


def _controls(chain: Chain, titles: Mapping[str, str]) -> Iterator[ControlShown]:
    day = wording.period(chain)
    for control in chain.get("controls") or ():
        status = str(control.get("status") or "")
        rule = str(control.get("rule") or "")
        yield ControlShown(
            _when(str(chain.get("date") or ""), day),
            style.CONTROLS.get(status, status),
            titles.get(rule, rule),
            str(control.get("clause") or ""),
        )


def standfirst(meta: Row) -> str:
    """Return what was asked, in a sentence or two."""
    if meta.get("question"):
        return one_line(str(meta["question"]))
    asked = [f"{name} {value}" for name, value in _query(meta) if name != "min grade"]
    narrowed = f" Asked for: {', '.join(asked)}." if asked else ""
    return (
        "Which institutions, through which intermediary, in whose cloud, named which "
        f"chip or model, and which document says so.{narrowed}"
    )


def _query(meta: Row) -> list[Pair]:
    return [
        (str(name).replace("_", " "), one_line(str(value)))
        for name, value in (meta.get("query") or {}).items()
        if value not in ("", None, ())
    ]


def figure_title(number: int, count: int) -> str:
    """Return what a drawing is called by those who cannot see it."""
    which = f", {number} of {count}" if count > 1 else ""
    return f"Drawing of the chains{which}; the list below says the same in words"


READ = {"sources": "Files", "Document": "Records", "statements": "Statements"}
"""What of `counts` stands below the title."""


def tally(chains: Sequence[Chain], meta: Row) -> Iterator[Pair]:
    """Yield the figures below the title."""
    institutions = {str(chain["institution"]) for chain in chains}
    tenders = {
        uid for chain in chains for uid in chain.get("tenders") or (chain["tender"],)
    }
    yield "Chains", f"{len(chains):,}"
    yield "Institutions", f"{len(institutions):,}"
    yield "Tenders", f"{len(tenders):,}"
    counts = meta.get("counts") or {}
    for name, label in READ.items():
        if counts.get(name):
            yield f"{label} read", f"{int(counts[name]):,}"


def notes(meta: Row) -> Iterator[str]:
    """Yield sentences about what is missing."""
    yield from (one_line(str(note)) for note in meta.get("notes") or ())
    if meta.get("truncated"):
        yield "A limit was reached: there are more chains than are shown here."
    if left_out := int(meta.get("left_out") or 0):
        held = "source is" if left_out == 1 else "sources are"
        yield f"{left_out:,} restricted {held} left out of this report."


def methods(chains: Sequence[Chain], meta: Row) -> Iterator[Pair]:
    """Yield what a reader needs to make this report again."""
    query = ", ".join(f"{name} = {value}" for name, value in _query(meta))
    given = (
        ("Made on", wording.long_date(str(meta.get("date") or ""))),
        ("Search", query or "all chains"),
        ("Rules checked", wording.long_date(str(meta.get("rules_checked") or ""))),
        ("Revision", str(meta.get("revision") or "")),
        ("Digest of the case", str(meta.get("digest") or "")),
        ("graphkit", str(meta.get("version") or "")),
    )
    yield from ((label, value) for label, value in given if value)
    if said := _checked(chains):
        yield "Checked by a person", said
    for name, count, of in meta.get("funnel") or ():
        yield f"{name[:1].upper()}{name[1:]}", f"{count:,} of {of:,}"


def _checked(chains: Sequence[Chain]) -> str:
    """Say how many hops somebody has compared with their source; '' without hops."""
    marks = {
        str(hop.get("key") or id(hop)): hop.get("mark")
        for chain in chains
        for hop in chain.get("hops", ())
    }
    counts = Counter(marks.values())
    disputed = f"; {counts['disputed']:,} disputed" if counts["disputed"] else ""
    return f"{counts['checked']:,} of {len(marks):,} hops{disputed}" if marks else ""
