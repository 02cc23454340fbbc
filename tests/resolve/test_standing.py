"""Names that come later are compared as if they had been there from the start."""

from pathlib import Path
from tempfile import TemporaryDirectory

from hypothesis import given, settings
from hypothesis import strategies as st

from graphkit.identity import name_key
from graphkit.resolve import Comparing, Spelling, likenesses
from graphkit.resolve.alike import comparing
from graphkit.resolve.alike.standing import Standing
from graphkit.resolve.names import Entry, dictionary

FIRMS = [
    f"{city}云达{what}有限公司"
    for city in ("深圳", "上海市", "")
    for what in (
        "科技",
        "软件",
        "贸易",
        "电子",
        "物流",
        "建设",
        "信息技术",
        "医疗器械",
        "环保",
        "数据服务",
    )
]
OTHERS = """
深圳大学
深圳大學附属医院
Shenzhen University
Universität Shenzhen
深圳云达科技有限公司北京分公司
Yunda Technology Ltd
YUNDA TECHNOLOGY LIMITED
Shenzhen Yunda Technology Co Ltd
The Yunda Technology
Acme Consulting Ltd
Acme Conuslting Ltd
Acme, Physics Department
Acme
""".strip().split("\n")
KNOWN = dictionary([Entry("1", ("深圳大学", "Shenzhen University"), "ours")])


def spelling(text: str) -> Spelling:
    return Spelling(name_key(text), text, text in ("深圳大学", "Shenzhen University"))


NAMES = sorted({spelling(text) for text in FIRMS + OTHERS})
DIVIDED = st.permutations(NAMES).flatmap(
    lambda names: st.tuples(
        st.just(names),
        st.integers(0, len(names)),
        st.integers(0, len(names)),
    )
)


@settings(max_examples=60, deadline=None)
@given(DIVIDED)
def test_names_added_one_by_one_come_to_what_all_come_to(
    divided: tuple[list[Spelling], int, int],
) -> None:
    names, first, last = divided
    chosen = names[: max(first, last)]
    with TemporaryDirectory() as folder:
        then, now = Path(folder, "then"), Path(folder, "now")
        likenesses(sorted(names[:first]), KNOWN, Comparing(1, after=then))
        likenesses(sorted(chosen), KNOWN, Comparing(1, after=now))
        grown, whole = Standing.load(then, KNOWN), Standing.load(now, KNOWN)
        assert grown
        assert whole
        for name in chosen[first:]:
            grown.add(name)
        assert grown.every() == whole.every()
        grown.save(then)
        again = Standing.load(then, KNOWN)
        assert again
        assert again.every() == whole.every()


def test_what_stands_is_used_again_and_changes_nothing(tmp_path: Path) -> None:
    names = sorted(spelling(f"{chr(0x4E00 + n)}安云达科技有限公司") for n in range(40))
    names += [spelling(text) for text in ("Acme Ltd", "ACME LIMITED")]
    likenesses(sorted(names[:-1]), KNOWN, Comparing(1, after=tmp_path / "a"))
    how = Comparing(1, before=tmp_path / "a", after=tmp_path / "b")
    assert comparing._grown(tmp_path / "a", sorted(names), KNOWN)
    assert likenesses(sorted(names), KNOWN, how) == likenesses(sorted(names), KNOWN)


def test_what_stands_under_other_rules_or_names_is_not_used(tmp_path: Path) -> None:
    names = sorted(NAMES)
    likenesses(names, KNOWN, Comparing(1, after=tmp_path))
    assert Standing.load(tmp_path, KNOWN)
    assert Standing.load(tmp_path, dictionary()) is None
    assert Standing.load(tmp_path / "nothing", KNOWN) is None
    assert comparing._grown(tmp_path, names[1:], KNOWN) is None


def test_the_number_of_processes_changes_nothing(tmp_path: Path) -> None:
    names = sorted(spelling(f"深圳{chr(0x4E00 + n)}云科技有限公司") for n in range(300))
    comparing_at = comparing.WORTH_PROCESSES
    one = likenesses(names, KNOWN, Comparing(1))
    try:
        comparing.WORTH_PROCESSES = 10
        assert likenesses(names, KNOWN, Comparing(2)) == one
    finally:
        comparing.WORTH_PROCESSES = comparing_at
