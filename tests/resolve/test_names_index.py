from graphkit.resolve import Comparison, Index

NAMES = (
    "Shenzhen University",
    "深圳大学",
    "深圳技术大学",
    "Shenzhen Technology University",
    "四川大学",
    "Sichuan Agricultural University",
    "深圳云达科技有限公司",
    "Siemens AG",
)


def test_a_name_finds_itself_in_both_scripts_and_other_languages() -> None:
    index = Index(NAMES)
    for asked in ("Shenzhen University", "深圳大学", "Universität Shenzhen"):
        found = {
            name for name, told in index.nearest(asked, 3) if told.verdict == "same"
        }
        assert found == {"Shenzhen University", "深圳大学"}


def test_the_best_comes_first_with_its_comparison() -> None:
    (first, *_) = Index(NAMES).nearest("SIEMENS AKTIENGESELLSCHAFT")
    reason = "The names are equal but for spelling."
    assert first == ("Siemens AG", Comparison("same", 0.98, (reason,)))


def test_no_more_than_asked_for_come_back() -> None:
    assert len(Index(NAMES).nearest("Shenzhen University", k=2)) == 2
    assert Index(NAMES).nearest("qqqq") == []
    assert Index([]).nearest("Shenzhen University") == []


def test_the_order_of_names_does_not_matter() -> None:
    one, other = Index(NAMES), Index([*reversed(NAMES), NAMES[0]])
    assert one.nearest("深圳大学") == other.nearest("深圳大学")


def test_a_word_that_one_name_of_many_has_ties_two_names() -> None:
    many = [f"{word} Services Ltd" for word in map(str, range(200, 320))]
    index = Index([*many, "Rogers"])
    name, told = index.nearest("Rogers Wireless Partnership", 1)[0]
    assert (name, told.verdict, told.score) == ("Rogers", "part_of", 0.6)
