"""Duplicates are left out of an answer where what they are duplicates of is in it."""

from __future__ import annotations

import pytest
from engine_oracle import shelf, stored  # type: ignore[import-not-found]
from engine_writing import rebuild, update  # type: ignore[import-not-found]

from index.engine.core import Engine
from index.model import FacetValue, SearchAnswer

DOCUMENTS = [
    stored(1, "机关党建走在前。", region="湖南"),
    stored(2, "机关党建走在前列。", region="湖南"),
    stored(3, "机关党建，走在前。", region="湖北"),
    stored(4, "机关党建走在前。\n服务群众。机关党建。", region="湖南"),
    stored(5, "别的事情。", region="湖南"),
    stored(6, "机关，党建。"),
]


@pytest.fixture(params=[1, 3])
def engine(request: pytest.FixtureRequest) -> Engine:
    """In one segment, and in several."""
    engine = Engine(None, shelf(DOCUMENTS))
    some = len(DOCUMENTS) // request.param
    rebuild(engine, DOCUMENTS[:some], "0")
    for start in range(some, len(DOCUMENTS), some):
        update(engine, DOCUMENTS[start : start + some], [], str(start))
    return engine


def ids(answer: SearchAnswer) -> list[int]:
    return sorted(hit.document.id for hit in answer.hits)


def test_totals_facets_and_hits_are_without_them_and_their_number_is_told(engine: Engine) -> None:
    answer = engine.search("机关党建", duplicates={2: 1, 3: 1})
    assert ids(answer) == [1, 4, 6]
    assert (answer.documents, answer.occurrences, answer.folded_documents) == (2, 3, 2)
    assert answer.facets["region"] == (FacetValue("湖南", 2, 3),)
    every = engine.search("机关党建")
    assert (every.documents, every.folded_documents) == (4, 0)
    assert ids(every) == [1, 2, 3, 4, 6]


def test_one_whose_original_is_not_found_stays(engine: Engine) -> None:
    answer = engine.search("走在前列", duplicates={2: 1})
    assert ids(answer)[-1:] == [2] and answer.documents == 1 and answer.folded_documents == 0
    assert engine.search("机关党建 省:湖北", duplicates={3: 1}).documents == 1


def test_duplicates_of_duplicates_are_folded_over_one_that_is_not_found(engine: Engine) -> None:
    chain = {2: 3, 3: 4}
    assert ids(engine.search("机关党建", duplicates=chain)) == [1, 4, 6]
    answer = engine.search("机关党建 省:湖南", duplicates=chain)
    assert (ids(answer), answer.folded_documents) == ([1, 4], 1)


def test_a_loose_duplicate_of_an_exact_document_is_folded_and_not_the_other_way_round(engine: Engine) -> None:
    assert engine.search("机关党建", duplicates={6: 1}).loose_documents == 0
    answer = engine.search("机关党建", duplicates={1: 6})
    assert (answer.documents, answer.loose_documents) == (4, 1)


def test_nobody_vanishes_in_a_circle(engine: Engine) -> None:
    assert engine.search("机关党建", duplicates={1: 2, 2: 1}).documents == 4


def test_what_is_not_in_the_index_folds_nothing(engine: Engine) -> None:
    answer = engine.search("机关党建", duplicates={1: 99, 98: 2, 2: 0})
    assert (answer.documents, answer.folded_documents) == (4, 0)
    update(engine, [], [1], "without")
    assert engine.search("机关党建", duplicates={2: 1}).documents == 3


def test_other_duplicates_are_looked_through_anew(engine: Engine) -> None:
    assert engine.search("机关党建", duplicates={2: 1}).folded_documents == 1
    assert engine.search("机关党建", duplicates={2: 1, 4: 1}).folded_documents == 2
    assert engine.search("机关党建", duplicates={}).folded_documents == 0
