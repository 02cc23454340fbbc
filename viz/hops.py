"""The hops of a chain as a page prints them: claim, words, place, what stamps them."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from graphkit.viz import style, wording
from graphkit.viz.library import Library, PictureShown, Row
from graphkit.viz.shown import language, one_line, shown
from graphkit.viz.wording import Chain

Pair = tuple[str, str]


@dataclass(frozen=True, slots=True)
class HopShown:
    """A hop: the claim, its words in pieces (text, is it marked), and their place."""

    start: str
    verb: str
    end: str
    quote: tuple[tuple[str, bool], ...]
    language: str
    path: str
    locator: str
    source: str
    place: int
    stamp: str
    check: str
    glosses: tuple[Pair, ...] = ()
    translations: tuple[Pair, ...] = ()
    page: int = 0
    picture: PictureShown | None = None
    scan: str = ""


def provenance(chain: Chain) -> str:
    """Return the provenance a chain carries; `unknown` for a word that is none."""
    name = str(chain.get("provenance") or "")
    return name if name in style.PROVENANCES else "unknown"


def hops(chain: Chain, library: Library) -> Iterator[HopShown]:
    """Yield the hops; a tender that was named once is "the tender" from then on."""
    tenders = wording.tender_names(chain)
    only, named = tenders[0] if len(tenders) == 1 else None, False
    stage, modality = str(chain.get("stage") or ""), str(chain.get("modality") or "")
    for hop in chain.get("hops", ()):
        start, verb = str(hop["from"]), style.claim(str(hop["type"]), stage, modality)
        is_again = named and start == only
        named = named or only in (start, hop["to"])
        if is_again:
            start, verb = "", f"the tender {verb}"
        yield _hop(hop, start, verb, provenance(chain), library)


def _hop(hop: Row, start: str, verb: str, rests: str, library: Library) -> HopShown:
    """Return a hop of a chain that `rests` on a provenance, under a claim."""
    quote, sha = shown(str(hop.get("quote") or "")), str(hop.get("source") or "")
    known = library.provenance(sha)
    return HopShown(
        start,
        verb,
        str(hop["to"]),
        tuple(_marked(quote, (str(hop["to"]), str(hop["from"])))) if quote else (),
        language(quote),
        str(hop.get("path") or ""),
        str(hop.get("locator") or ""),
        sha,
        library.place.get(sha, 0),
        "" if known in ("", "primary", rests) else known,
        "" if known == "catalogue" else _check(hop),
        wording.quote_glosses(quote),
        tuple(wording.translations(hop)),
        int(hop.get("page") or 0),
        library.picture(hop),
        library.scan(sha),
    )


def _check(hop: Row) -> str:
    """Say whether a person has compared a hop with its source, and on which day."""
    mark, day = str(hop.get("mark") or ""), str(hop.get("marked_on") or "")
    return f"{mark} {wording.long_date(day)}".strip() if mark else "unchecked"


def _marked(quote: str, names: Sequence[str]) -> Iterator[tuple[str, bool]]:
    """Cut a quote where a name of its hop stands in it, the object before the subject.

    A catalogue's name is longer than what a record writes ("NVIDIA A100" for "A100"):
    then its last word is looked for.
    """
    for name in _spellings(names):
        at = quote.find(name)
        if at >= 0:
            pieces = (
                (quote[:at], False),
                (name, True),
                (quote[at + len(name) :], False),
            )
            yield from (piece for piece in pieces if piece[0])
            return
    yield quote, False


def _spellings(names: Sequence[str]) -> Iterator[str]:
    whole = [one_line(name) for name in names]
    yield from (name for name in whole if name)
    for word in whole[0].split()[-1:]:
        if len(word) > 2 and any(char.isdigit() for char in word):
            yield word
