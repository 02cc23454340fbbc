"""How well and how fast notices are read: `python -m tests.benchmarks.notices`.

Prints precision, recall and F1 for each field of each set: the sentences of
`fewfc_zhongbiao` (exact spans), the documents of `cn_tender_pdfs`, our own invented
notices; then notices a second on one core, beside the bare parser.
"""

import gzip
import json
import re
import tempfile
import time
import unicodedata
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import Any

from graphkit.layers.notice_text import page
from tests.notices import FIXTURES, Told, gold, summary, told

SHARED = Path(__file__).parents[3] / "shared" / "data"
LATEST = 15
"""Runs of a timed call; the fastest counts."""

# A gold span of `obj` is a buyer where it ends as organisations do, else a place.
_ORGANISATION = re.compile(
    r"(?:公司|集团|厂|店|行|院|所|中心|大学|学院|学校|中学|小学|局|委员会|管委会|处|站|政府|"
    r"馆|会|银行|信用社|农信社|电网|移动|联通|电信|铁塔|机场|交投|城投|部队|中石油|中石化|"
    r"中广核|协鑫|国开行)\Z"
)
Span = tuple[int, int]


class Score:
    """Counts of what was found and what was meant, by field."""

    def __init__(self) -> None:
        """Start at nothing."""
        self.right: Counter[str] = Counter()
        self.found: Counter[str] = Counter()
        self.meant: Counter[str] = Counter()

    def add(self, field: str, found: Iterable[Any], meant: Iterable[Any]) -> None:
        """Count a field of one document; values are compared as a whole."""
        got, wanted = Counter(map(str, found)), Counter(map(str, meant))
        self.right[field] += sum((got & wanted).values())
        self.found[field] += sum(got.values())
        self.meant[field] += sum(wanted.values())

    def f1(self, field: str) -> float:
        """Return F1 of a field, 1 where there was nothing to find and none found."""
        both = self.found[field] + self.meant[field]
        return 2 * self.right[field] / both if both else 1.0

    def lines(self) -> Iterator[str]:
        """Yield a line for each field."""
        for field in self.meant:
            right, found = self.right[field], self.found[field]
            precision = right / found if found else 0.0
            recall = right / self.meant[field] if self.meant[field] else 0.0
            yield (
                f"{field:14} P {precision:.3f}  R {recall:.3f}  "
                f"F1 {self.f1(field):.3f}  n={self.meant[field]}"
            )


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


def _span(mention: Any) -> Span:
    return mention.start, mention.end


def _spans(row: dict[str, Any], role: str) -> set[Span]:
    return {
        (span["span"][0], span["span"][1])
        for award in row["awards"]
        for span in award.get(role, ())
    }


def documents(folder: Path) -> Score:
    """Score the header fields of the tender documents, spelling aside."""
    score = Score()
    home = SHARED / "cn_tender_pdfs"
    for line in (home / "gold.jsonl").read_text(encoding="utf-8").splitlines():
        row = json.loads(line)
        text = gzip.decompress(
            (home / row["file"].replace(".pdf", ".txt.gz")).read_bytes()
        )
        found = summary(told(text, folder))
        for field, key in (("project_name", "title"), ("project_number", "number")):
            score.add(field, [_plain(found.get(key, ""))], [_plain(row[field])])
        for field in ("buyer", "agency"):
            names = map(_plain, found.get(field, ()))
            score.add(field, names, [_plain(row[field])])
        budget = [float(value) for part, value in found.get("budget", ()) if not part]
        score.add("budget", budget, [row["budget_cny"]])
        deadline = [found["deadline"]] if "deadline" in found else []
        score.add("deadline", deadline, [row["deadline"]] if row["deadline"] else [])
    return score


def _plain(text: str) -> str:
    return "".join(unicodedata.normalize("NFKC", text).split())


def own(folder: Path) -> Score:
    """Score every value of the invented notices."""
    score = Score()
    for row in gold():
        file = FIXTURES / row["file"]
        found = summary(told(file.read_bytes(), folder, file.name))
        for field in sorted({*found, *row} - {"file"}):
            if field in ("award_text", "request_text", "silent"):
                continue
            got, meant = found.get(field, []), row.get(field, [])
            listed = isinstance(got or meant, list)
            score.add(field, got if listed else [got], meant if listed else [meant])
    return score


def speed(folder: Path) -> Iterator[str]:
    """Yield notices a second on one core, and the parser's share."""
    from selectolax.lexbor import LexborHTMLParser

    files = [f for f in sorted(FIXTURES.iterdir()) if f.suffix in (".txt", ".html")]
    contents = [(file.name, file.read_bytes()) for file in files]
    whole = _fastest(lambda: [told(content, folder, n) for n, content in contents])
    text = _fastest(lambda: [page(content, n) for n, content in contents])
    pages = [content for name, content in contents if name.endswith("html")]
    parse = _fastest(lambda: [LexborHTMLParser(content) for content in pages])
    yield f"read and stated {len(contents) / whole:,.0f} a second"
    yield f"text layer alone {len(contents) / text:,.0f} a second"
    yield f"parser alone, HTML {len(pages) / parse:,.0f} a second"


def _fastest(call: Callable[[], object]) -> float:
    best = float("inf")
    for _ in range(LATEST):
        started = time.process_time()
        call()
        best = min(best, time.process_time() - started)
    return best


def main() -> None:
    """Print all scores, then the speed."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        for title, run in (
            ("fewfc_zhongbiao", sentences),
            ("cn_tender_pdfs", documents),
            ("invented notices, written by hand", own),
        ):
            print(title)
            print(*(f"  {line}" for line in run(folder).lines()), sep="\n")
        print(*speed(folder), sep="\n")


if __name__ == "__main__":
    main()
