"""A grade is that of the weakest hop."""

import numpy as np
import pytest

from graphkit.errors import QueryError
from graphkit.search import grades
from graphkit.search.arrays import NONE
from graphkit.search.support import supported
from graphkit.source import PROVENANCES


def test_grades_are_numbered_from_the_best() -> None:
    assert [grades.number(grade) for grade in grades.GRADES] == [1, 2, 3, 4, 5]


@pytest.mark.parametrize("grade", ["", "E0", "e1", "E6"])
def test_what_is_no_grade_is_refused(grade: str) -> None:
    with pytest.raises(QueryError, match="is no grade"):
        grades.number(grade)


@pytest.mark.parametrize(
    ("provenance", "basis", "quoted", "sourced", "unsure", "best"),
    [
        ("primary", "record", True, True, False, 1),
        ("invented", "record", True, True, False, 1),
        ("reported", "record", True, True, False, 2),
        ("analyst", "amendment", True, True, False, 2),
        ("analyst", "amendment", True, False, False, 5),
        ("catalogue", "catalogue", True, False, False, 2),
        ("analyst", "judgement", True, False, False, 2),
        ("primary", "record", False, True, False, 5),
        ("analyst", "judgement", True, False, True, 5),
    ],
)
def test_an_edge_allows_no_better_than_what_it_rests_on(
    provenance: str,
    basis: str,
    quoted: bool,
    sourced: bool,
    unsure: bool,
    best: int,
) -> None:
    bases = ("", "amendment", "catalogue", "judgement", "record")
    floors = grades.floors(
        provenance=np.array([PROVENANCES.index(provenance)], np.uint8),
        basis=np.array([bases.index(basis)], np.uint8),
        bases=bases,
        quoted=np.array([quoted]),
        sourced=np.array([sourced]),
        unsure=np.array([unsure]),
    )
    assert floors.tolist() == [best]


def test_hops_of_one_document_are_e1_and_no_better_than_the_worst() -> None:
    edge, document = np.array([0, 1, 2]), np.array([0, 0, 1])
    floor = np.array([1, 1, 1, 5], np.uint8)
    support = supported(edge, document, np.zeros(2, np.bool_), floor)
    hops = np.array([[0, 1], [0, NONE], [0, 2], [0, 3]])
    assert grades.of_hops(support, hops).tolist() == [1, 1, 2, 5]
