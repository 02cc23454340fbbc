"""The invented notices: the same for the same seed, marked, and read well enough."""

from hashlib import sha256
from pathlib import Path

from graphkit.catalogue import Catalogue
from graphkit.layers.notice_text import extract
from graphkit.statements import MODALITIES, STAGES
from tests.corpus import Invented, generated, second_set, written
from tests.corpus.bars import GENERATED, WRITTEN, judged
from tests.corpus.gold import Gold
from tests.corpus.score import plain, scored

GENERATED_NOTICES = tuple(generated())
WRITTEN_NOTICES = tuple(written())
SECOND_SET = tuple(second_set())
EXPECTED = "f63b219e7d1ce58e78967a28217c1f5ac321fb9d62dbb0a958f3238320f90480"
"""The digest of the generated notices; change it with the generator, on purpose."""
ALL = (*GENERATED_NOTICES, *WRITTEN_NOTICES, *SECOND_SET)


def digest(notices: tuple[Invented, ...]) -> str:
    """Return a digest of the names and bytes of notices, in order."""
    whole = b"".join(
        sha256(one.name.encode() + one.content).digest() for one in notices
    )
    return sha256(whole).hexdigest()


def text_of(notice: Invented) -> str:
    """Return the text layer of a notice as names are compared."""
    return plain(extract(notice.content, notice.name))


def named(gold: Gold) -> list[str]:
    """Return every name and number that gold speaks of."""
    awarded = [award.name for award in gold.awards]
    items = [item.text for item in gold.items]
    number = [gold.number] if gold.number else []
    return [*gold.buyer, *gold.agency, *gold.bidders, *number, *awarded, *items]


def test_a_seed_gives_the_same_bytes_every_time() -> None:
    assert digest(tuple(generated())) == digest(GENERATED_NOTICES)


def test_the_bytes_of_the_seed_in_use_are_these_on_every_machine() -> None:
    assert digest(GENERATED_NOTICES) == EXPECTED


def test_another_seed_gives_other_notices() -> None:
    assert digest(tuple(generated(seed=1))) != digest(GENERATED_NOTICES)


def test_there_are_150_generated_notices_under_names_of_their_own() -> None:
    assert len({one.name for one in GENERATED_NOTICES}) >= 150
    assert len({one.name for one in GENERATED_NOTICES}) == len(GENERATED_NOTICES)


def test_every_generated_notice_says_on_its_face_that_it_is_invented() -> None:
    unmarked = [
        one.name
        for one in GENERATED_NOTICES
        if not any(word in text_of(one) for word in ("虚构", "虛構"))
    ]
    assert unmarked == []


def test_what_gold_says_stands_in_the_notice() -> None:
    missing = {
        (one.name, name)
        for one in ALL
        for name in named(one.gold)
        if plain(name) not in text_of(one)
    }
    assert missing == set()


def test_gold_uses_the_words_of_the_graph() -> None:
    known = Catalogue.load().entries
    items = [item for one in ALL for item in one.gold.items]
    assert {one.gold.stage for one in ALL} <= {"", *STAGES}
    assert {i.relation for i in items} == {"SEEKS", "AWARDS", "VIA", "EXCLUDES"}
    assert {i.modality for i in items} <= {"", *MODALITIES}
    assert {i.uid for i in items} <= {"", *known}


def test_generated_notices_reach_the_bars(tmp_path: Path) -> None:
    score = scored(GENERATED_NOTICES, tmp_path)
    assert [one.text for one in judged(score, GENERATED) if not one.passed] == []


def test_notices_written_by_hand_reach_the_bars(tmp_path: Path) -> None:
    score = scored(WRITTEN_NOTICES, tmp_path)
    assert [one.text for one in judged(score, WRITTEN) if not one.passed] == []


def test_notices_of_the_second_set_reach_the_bars(tmp_path: Path) -> None:
    score = scored(SECOND_SET, tmp_path)
    assert [one.text for one in judged(score, WRITTEN) if not one.passed] == []
