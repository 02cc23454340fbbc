"""What a judgement keeps, and what it may not contradict."""

import pytest

from graphkit.case import Case
from graphkit.case.judging import Span, pointed
from graphkit.cli import main
from graphkit.errors import CaseError, NameLookupError
from graphkit.resolve import RULES, Judgement, clashes

SAME = ("Yunda Ltd", "云达科技")


def digest(case: Case) -> str:
    return str(case.status()["digest"])


def test_a_judgement_says_who_when_why_on_what_and_under_which_rules(
    case: Case,
) -> None:
    statement = next(s for s in case.statements() if s["type"] == "AWARDED_TO")
    source, place = statement["source"], statement["locator"]
    words = Span(source, place, statement["start"], statement["end"])
    uid = case.judge(
        "same", *SAME, why="one licence number", evidence=[statement["key"], words]
    )
    (row,) = case.judgements()
    assert (row["id"], row["verdict"], row["a"], row["b"]) == (uid, "same", *SAME)
    assert (row["by"], row["why"], row["clashes"]) == ("anna", "one licence number", [])
    assert row["at"].endswith("+00:00")
    assert row["rules"].startswith(f"{RULES}-")
    stands = {
        "source": source,
        "locator": place,
        "start": statement["start"],
        "end": statement["end"],
        "quote": statement["quote"],
    }
    by_key, by_words = row["evidence"]
    assert (by_key["key"], by_key["type"]) == (statement["key"], "AWARDED_TO")
    assert by_words == stands


@pytest.mark.parametrize(
    ("evidence", "said"),
    [
        ("0123456789abcdef", "no statement has the key"),
        (Span("nothing.json", "text", 0, 5), "no source nothing.json"),
        (Span("package.json", "/releases/0/buyer/name", 0, 500), "lies outside"),
    ],
)
def test_evidence_that_does_not_stand_there_is_refused(
    case: Case, evidence: str | Span, said: str
) -> None:
    with pytest.raises(CaseError, match=said):
        case.judge("same", *SAME, why="x", evidence=[evidence])
    assert list(case.judgements()) == []


def test_evidence_in_one_word_is_a_key_or_a_place() -> None:
    assert pointed("3f2a9c") == "3f2a9c"
    assert pointed("a/b#1.html#text:12-40") == Span("a/b#1.html", "text", 12, 40)


def test_what_contradicts_is_refused_with_the_whole_chain(case: Case) -> None:
    one, two = "Yunda Ltd", "云达科技"
    first = case.judge("same", one, two, why="one address")
    second = case.judge("same", two, "Other Ltd", why="one owner")
    before = digest(case)
    with pytest.raises(CaseError) as refusal:
        case.judge("different", one, "Other Ltd", why="two licences")
    lines = str(refusal.value).splitlines()
    assert lines[0] == "Yunda Ltd different Other Ltd contradicts:"
    assert [line.split(" (")[0].strip() for line in lines[1:]] == [
        "Yunda Ltd is the same as 云达科技",
        "云达科技 is the same as Other Ltd",
    ]
    for line, uid, why in zip(
        lines[1:], (first, second), ("one address", "one owner"), strict=True
    ):
        assert f"anna, {case.judgements()[0]['at'][:10]}: {why}; {uid}" in line
    assert digest(case) == before


def test_nothing_crosses_a_difference(case: Case) -> None:
    case.judge("same", "Yunda Ltd", "云达科技", why="one address")
    case.judge("different", "云达科技", "Other Ltd", why="two licences")
    for verdict, a, b in (
        ("same", "Yunda Ltd", "Other Ltd"),
        ("same", "Other Ltd", "云达科技"),
    ):
        with pytest.raises(CaseError, match="two licences"):
            case.judge(verdict, a, b, why="x")
    assert len(case.judgements()) == 2


@pytest.mark.parametrize(
    ("verdict", "a", "b", "error", "said"),
    [
        ("same", "Yunda Ltd", "YUNDA LTD", CaseError, "are one already"),
        ("same", "Yunda Ltd", "Nobody Ltd", NameLookupError, "nothing is called"),
        ("alike", "Yunda Ltd", "Other Ltd", CaseError, "is no verdict"),
        ("same", "Yunda Ltd", "TENDER-t1-1", CaseError, "one only is a tender"),
        ("part-of", "TENDER-t1-1", "TENDER-t2-1", CaseError, "no part of another"),
    ],
)
def test_what_says_nothing_is_refused(
    case: Case, verdict: str, a: str, b: str, error: type[Exception], said: str
) -> None:
    with pytest.raises(error, match=said):
        case.judge(verdict, a, b, why="x")
    assert list(case.judgements()) == []


def test_tenders_are_judged_by_number_or_uid(case: Case) -> None:
    before = digest(case)
    tenders = sorted(case.sql("SELECT uid, number FROM Tender"), key=str)
    one = next(row for row in tenders if row["number"] == "TENDER-t1-1")
    case.judge("same", one["uid"], "TENDER-t2-1", why="two notices of one purchase")
    assert len(case.sql("SELECT uid FROM Tender")) == 3
    gone = ({row["uid"] for row in tenders}) - {
        row["uid"] for row in case.sql("SELECT uid FROM Tender")
    }
    with pytest.raises(CaseError, match="one already"):
        case.judge("same", gone.pop(), one["uid"], why="again")
    case.undo()
    assert digest(case) == before


def test_two_spellings_can_be_told_apart_by_their_uids(case: Case) -> None:
    case.judge("same", *SAME, why="one address")
    before = digest(case)
    names = case.sql(
        "SELECT anchor_uid FROM names WHERE text IN ('Yunda Ltd', 'Other Ltd')"
    )
    assert len(names) == 2
    case.judge("same", "云达科技", "Other Ltd", why="one owner")
    case.undo()
    assert digest(case) == before


def test_a_clash_names_the_shortest_chain() -> None:
    told = [
        Judgement("same", "a", "b", "1"),
        Judgement("same", "b", "c", "2"),
        Judgement("same", "a", "x", "3"),
        Judgement("same", "x", "y", "4"),
        Judgement("same", "y", "c", "5"),
        Judgement("part_of", "a", "c", "6"),
        Judgement("different", "a", "z", "7"),
        Judgement("unsure", "b", "c", "8"),
    ]
    (clash,) = clashes(told[::-1])
    assert clash.uids == ("1", "2", "6")


def test_the_list_says_what_was_judged(
    case: Case, capsys: pytest.CaptureFixture[str]
) -> None:
    place = ("--case", str(case.folder))
    case.close()
    assert main(["judgements", *place]) == 1
    assert main(["judge", "same", *SAME, "--why", "one\x1b[31m address", *place]) == 0
    capsys.readouterr()
    assert main(["judgements", *place]) == 0
    said = capsys.readouterr().out.splitlines()
    assert said[0].split() == ["id", "verdict", "a", "b", "by", "at", "why"]
    assert "\\x1b[31m address" in said[1]
