"""How well and how fast notices are read: `make bench-notices`.

    python -m tests.benchmarks.notices [--slips]

Prints precision, recall and F1 for each field of each set: the sentences of
`fewfc_zhongbiao` (exact spans), the documents of `cn_tender_pdfs`, our own notices,
generated and written by hand apart; then notices a second on one core beside the bare
parser. `--slips` lists what was read wrong in our own. Status 1 where a bar is missed.
"""

import gzip
import json
import re
import sys
import tempfile
import time
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import Any

from graphkit.catalogue import Catalogue
from graphkit.loaders import notice
from graphkit.source import Part, Source
from graphkit.statements import Passage, Record
from graphkit.terms import Terms
from tests.corpus import Invented, generated, second_set, written
from tests.corpus.bars import GENERATED, WRITTEN, Line, barred, judged
from tests.corpus.score import Score, plain, scored
from tests.notices import Told, told
from tests.said import SHARED, readings, statements

LATEST = 7
"""Runs of a timed call; the fastest counts."""
PDF_RUNS = 3
NOTICES_A_SECOND = 500
PAGES_A_SECOND = 50
SENTENCE_BARS = {"winner": 0.75, "amount": 0.90, "date": 0.85, "buyer": 0.55}
DOCUMENT_FIELDS = ("title", "number", "buyer", "agency", "budget", "deadline")

# A gold span of `obj` is a buyer where it ends as organisations do, else a place.
_ORGANISATION = re.compile(
    r"(?:公司|集团|厂|店|行|院|所|中心|大学|学院|学校|中学|小学|局|委员会|管委会|处|站|政府|"
    r"馆|会|银行|信用社|农信社|电网|移动|联通|电信|铁塔|机场|交投|城投|部队|中石油|中石化|"
    r"中广核|协鑫|国开行)\Z"
)
Span = tuple[int, int]


def sentences(folder: Path) -> Score:
    """Score the award sentences by exact spans; those without an award give none."""
    score = Score()
    file = SHARED / "fewfc_zhongbiao" / "zhongbiao.jsonl.gz"
    with gzip.open(file, "rt", encoding="utf-8") as lines:
        for line in lines:
            row = json.loads(line)
            _score_sentence(score, told(row["text"], folder), row)
    return score


def _score_sentence(score: Score, said: Told, row: dict[str, Any]) -> None:
    text = row["text"]
    buyers = {
        span for span in _spans(row, "obj") if _ORGANISATION.search(text[slice(*span)])
    }
    parties = [*said.of("AWARDED_TO"), *said.of("BID_ON")]
    won = {_span(s.object or s.subject) for s in parties}
    awarded = {_span(s.object) for s in said.of("AWARDED_TO")}
    score.add("winner", won, _spans(row, "sub"))
    score.add("awarded only", awarded, _spans(row, "sub"))
    score.add("buyer", {_span(s.subject) for s in said.of("ISSUED")}, buyers)
    sums = {_span(s.amount) for s in parties if s.amount}
    score.add("amount", sums, _spans(row, "amount"))
    days = {_span(s.date) for s in said.of("awarded_on")}
    score.add("date", days, _spans(row, "date"))
    if not row["awards"]:
        score.add("said of no award", [s.type for s in parties], ())


def _span(mention: Any) -> Span:
    return mention.start, mention.end


def _spans(row: dict[str, Any], role: str) -> set[Span]:
    return {
        (span["span"][0], span["span"][1])
        for award in row["awards"]
        for span in award.get(role, ())
    }


def documents(folder: Path) -> tuple[str, Score]:
    """Score the fields of the tender documents; say which form of them was read.

    The PDFs are read as soon as a loader reads PDF, their stored text until then.
    """
    home = SHARED / "cn_tender_pdfs"
    rows = [json.loads(x) for x in (home / "gold.jsonl").read_bytes().splitlines()]
    files = [home / row["file"] for row in rows]
    form = "PDF"
    if readings(folder / "probe", files[0])[1]:
        form, files = "stored text", [_unpacked(folder, file) for file in files]
    score = Score()
    for number, (row, file) in enumerate(zip(rows, files, strict=True)):
        _score_document(score, statements(folder / str(number), file), row)
    return form, score


def _unpacked(folder: Path, file: Path) -> Path:
    text = folder / f"{file.stem}.txt"
    text.write_bytes(gzip.decompress(file.with_suffix(".txt.gz").read_bytes()))
    return text


def _score_document(
    score: Score, said: list[dict[str, Any]], row: dict[str, Any]
) -> None:
    found = {field: set(_document(said, field)) for field in DOCUMENT_FIELDS}
    budget = row["budget_cny"]
    near = {budget if abs(x - budget) <= budget * 0.005 else x for x in found["budget"]}
    meant = {
        "title": {plain(row["project_name"])},
        "number": {plain(row["project_number"])},
        "buyer": {plain(row["buyer"])},
        "agency": {plain(row["agency"])},
        "budget": {budget},
        "deadline": {row["deadline"]} - {None},
    }
    for field in DOCUMENT_FIELDS:
        got = near if field == "budget" else found[field]
        score.add(field, got, meant[field], row["file"])
    wrong = {x for x in found["budget"] if _is_off_by_a_unit(x, budget)}
    score.add("wrong unit", wrong, (), row["file"])


def _is_off_by_a_unit(value: float, meant: float) -> bool:
    return any(abs(value * 10**n - meant) < meant * 0.005 for n in (-8, -4, 4, 8))


def _document(said: list[dict[str, Any]], field: str) -> Iterator[Any]:
    """Yield what a document says of a field, without its lots."""
    for one in said:
        if field in ("title", "number") and one["tender"][field]:
            yield plain(one["tender"][field])
        elif field == "buyer" and one["type"] == "ISSUED":
            yield plain(one["subject"]["text"])
        elif field == "agency" and one["type"] == "HANDLED_BY":
            yield plain(one["object"]["text"])
        elif field == "budget" and one["type"] == "budget" and not one["part"]:
            if one["amount"] and one["amount"]["value"]:
                yield float(one["amount"]["value"])
        elif field == "deadline" and one["type"] == "deadline":
            yield one["date"]["value"]


def speed(folder: Path) -> Iterator[Line]:
    """Yield notices a second on one core, and how fast the bare parser is."""
    from selectolax.lexbor import LexborHTMLParser

    terms = Terms(Catalogue.load())
    notices = [*generated(), *written(), *second_set()]
    pages = [one.content for one in notices if one.name.endswith("html")]
    whole = len(notices) / _fastest(lambda: _read_all(notices, terms, folder))
    parse = len(pages) / _fastest(lambda: [LexborHTMLParser(page) for page in pages])
    passed = whole >= NOTICES_A_SECOND
    verdict = "PASS" if passed else "short"
    text = f"read, stated, terms found {whole:,.0f} a second"
    yield Line("speed", f"{text}; >= {NOTICES_A_SECOND} {verdict}", passed)
    yield Line("parser", f"parser alone, HTML only {parse:,.0f} a second", True)


def pdf_speed(folder: Path) -> Iterator[Line]:
    """Yield pages of PDFs a second on one core, beside their bare text."""
    import pypdfium2

    files = sorted((SHARED / "cn_tender_pdfs").glob("*.pdf"))
    contents = [file.read_bytes() for file in files]
    pages = sum(len(pypdfium2.PdfDocument(content)) for content in contents)
    terms = Terms(Catalogue.load())
    whole = pages / _fastest(lambda: _read_pdfs(contents, terms, folder), PDF_RUNS)
    bare = pages / _fastest(lambda: [*map(_bare_text, contents)], PDF_RUNS)
    passed = whole >= PAGES_A_SECOND
    verdict = "PASS" if passed else "short"
    text = f"{pages} pages of PDF, text, tables, read, terms {whole:,.0f} a second"
    yield Line("PDF", f"{text}; >= {PAGES_A_SECOND} {verdict}", passed)
    yield Line("pypdfium2", f"pypdfium2, text alone {bare:,.0f} pages a second", True)


def _read_pdfs(contents: Iterable[bytes], terms: Terms, folder: Path) -> None:
    file = folder / "speed.pdf"
    for content in contents:
        file.write_bytes(content)
        part = Part(Source("0" * 64, "notice.pdf", file), 0, len(content))
        for record in notice.read(part):
            if isinstance(record, Record):
                for said in notice.state(record):
                    if isinstance(said, Passage):
                        list(terms.state(said))


def _bare_text(content: bytes) -> int:
    import pypdfium2

    document = pypdfium2.PdfDocument(content)
    return sum(len(page.get_textpage().get_text_range()) for page in document)


def _read_all(notices: Iterable[Invented], terms: Terms, folder: Path) -> None:
    for one in notices:
        for passage in told(one.content, folder, one.name).passages:
            list(terms.state(passage))


def _fastest(call: Callable[[], object], runs: int = LATEST) -> float:
    best = float("inf")
    for _ in range(runs):
        started = time.process_time()
        call()
        best = min(best, time.process_time() - started)
    return best


def report(title: str, lines: Iterable[Line]) -> bool:
    """Print a set; return whether every bar is reached."""
    print(title)
    passed = True
    for line in lines:
        print(f"  {line.text}")
        passed = passed and line.passed
    return passed


def main(arguments: list[str]) -> int:
    """Print all scores, then the speed; return 1 where a bar is missed."""
    with tempfile.TemporaryDirectory() as name:
        return _main(Path(name), lists_slips="--slips" in arguments)


def _main(folder: Path, *, lists_slips: bool) -> int:
    passed = True
    if SHARED.is_dir():
        found = sentences(folder)
        title = f"fewfc_zhongbiao: {found.found['said of no award']} said of no award"
        passed &= report(title, barred(found, SENTENCE_BARS))
        form, read = documents(folder)
        every = dict.fromkeys(DOCUMENT_FIELDS, 1.0)
        passed &= report(f"cn_tender_pdfs, read from {form}", barred(read, every))
    else:
        print("../shared/data is not present: real sentences and documents skipped")
    for title, notices, least in (
        ("our own, generated", generated(), GENERATED),
        ("our own, written by hand", written(), WRITTEN),
        ("our own, written by hand, the second set", second_set(), WRITTEN),
    ):
        score = scored(notices, folder)
        passed &= report(title, judged(score, least))
        for slip in score.slips if lists_slips else ():
            print(f"    {slip.file} {slip.field}: {slip.found} for {slip.meant}")
    passed &= report("speed on one core", speed(folder))
    if SHARED.is_dir():
        passed &= report("PDFs on one core", pdf_speed(folder))
    return 0 if passed else 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
