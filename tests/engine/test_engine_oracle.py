"""The engine counts what a naive reader of matching.md counts, in any text and for any query."""

from __future__ import annotations

import pytest
from engine_oracle import Oracle, shelf, stored  # type: ignore[import-not-found]
from engine_writing import rebuild  # type: ignore[import-not-found]
from hypothesis import given, settings
from hypothesis import strategies as st

from index.engine.answers.ranking import words_of
from index.engine.core import Engine
from index.engine.corpus import corpus
from index.engine.language.ast import And, Gap, Near, Node, Not, Or, Para, Sent, Term, unparse
from index.engine.language.query import parse
from index.errors import QueryError
from index.model import StoredText
from index.text.match import compile_literal

LETTERS = "党黨建机機强aA1"
SIGNS = '，。、·“”《》‘’"「」 　-—'
texts = st.text(alphabet=LETTERS * 3 + SIGNS + "\n", min_size=1, max_size=60)


def engine_of(documents: list[StoredText]) -> Engine:
    engine = Engine(None, shelf(documents))
    rebuild(engine, documents, "now")
    return engine


@st.composite
def corpora(draw: st.DrawFn) -> list[StoredText]:
    return [
        stored(number, text) for number, text in enumerate(draw(st.lists(texts, min_size=1, max_size=4)), 1)
    ]


@st.composite
def terms(draw: st.DrawFn, documents: list[StoredText]) -> Term | None:
    """A piece of one of the texts, cut anywhere, as something the query language can say."""
    text = draw(st.sampled_from(documents)).text
    start = draw(st.integers(0, len(text) - 1))
    raw = text[start : start + draw(st.integers(1, 6))].replace("\n", "")
    try:
        node = parse(raw)
    except QueryError:
        return None
    return node if isinstance(node, Term) else None


def agrees(documents: list[StoredText], query: Node) -> None:
    """Every number of the answer is the oracle's."""
    engine = engine_of(documents)
    oracles = {each.document.id: Oracle(each) for each in documents}
    exact = {id for id, oracle in oracles.items() if oracle.holds(query, loose=False)}
    loose = {id for id, oracle in oracles.items() if oracle.holds(query, loose=True)} - exact
    answer = engine.search(unparse(query), limit=99)
    hits = {hit.document.id: hit for hit in answer.hits if not hit.related}
    assert {id for id, hit in hits.items() if not hit.loose} == exact
    assert {id for id, hit in hits.items() if hit.loose} == loose
    assert (answer.documents, answer.loose_documents) == (len(exact), len(loose))
    if isinstance(query, Term):
        words = [Term(word) for word in words_of(query.raw)]
        related = (
            {id for id, each in oracles.items() if all(each.spans(word, loose=True) for word in words)}
            - exact
            - loose
        )
        assert {hit.document.id for hit in answer.hits if hit.related} == related
        assert answer.related_documents == len(related)
    if not isinstance(query, (And, Or, Not)):
        for id, oracle in oracles.items():
            spans = oracle.spans(query, loose=False)
            further = oracle.spans(query, loose=True)
            found = engine.occurrences(id, unparse(query))
            assert [(span.start, span.end) for span in found.exact] == spans
            assert found.loose_total == len(further)
            assert all(
                (span.start, span.end) in further
                and not any(span.start < end and start < span.end for start, end in spans)
                for span in found.loose
            )
        counts = {id: oracle.counts(query) for id, oracle in oracles.items()}
        assert {id: hit.occurrences for id, hit in hits.items()} == {id: counts[id][0] for id in hits}
        assert {id: hit.loose_occurrences for id, hit in hits.items()} == {id: counts[id][1] for id in hits}
        assert answer.occurrences == sum(count for count, _ in counts.values())
        assert answer.loose_occurrences == sum(count for _, count in counts.values())
    engine.close()


@pytest.mark.parametrize("few", [1, corpus.FEW])
@settings(max_examples=100, deadline=None)
@given(data=st.data())
def test_any_piece_of_a_text_is_counted_as_the_oracle_counts_it(data: st.DataObject, few: int) -> None:
    documents = data.draw(corpora())
    term = data.draw(terms(documents))
    # Whether words are looked for in all documents or in few of them makes no difference.
    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(corpus, "FEW", few)
        if term is not None:
            agrees(documents, term)


@settings(max_examples=150, deadline=None)
@given(st.data())
def test_patterns_are_matched_as_the_oracle_matches_them(data: st.DataObject) -> None:
    documents = data.draw(corpora())
    found = [term for term in (data.draw(terms(documents)) for _ in range(3)) if term is not None]
    if len(found) < 3:
        return
    first, second, third = found
    distance = data.draw(st.integers(0, 8))
    patterns: list[Node] = [
        Gap((first.raw, second.raw)),
        Gap((first.raw, second.raw, third.raw)),
        Near(first, second, distance),
        Sent(first, second),
        Para(first, second),
        Near(Or((first, third)), second, distance),
        Near(Near(first, second, 3), third, distance),
    ]
    pattern = data.draw(st.sampled_from(patterns))
    if parse(unparse(pattern)) == pattern:
        agrees(documents, pattern)


@settings(max_examples=100, deadline=None)
@given(st.data())
def test_and_or_not_choose_the_documents_that_the_oracle_chooses(data: st.DataObject) -> None:
    documents = data.draw(corpora())
    found = [term for term in (data.draw(terms(documents)) for _ in range(3)) if term is not None]
    if len(found) < 3:
        return
    first, second, third = found
    queries: list[Node] = [
        And((first, second)),
        Or((first, second)),
        And((first, Not(second))),
        Not(first),
        And((Or((first, second)), third)),
        Or((And((first, Not(second))), third)),
        And((first, Not(Or((second, third))))),
    ]
    agrees(documents, data.draw(st.sampled_from(queries)))


def test_a_loose_reading_finds_every_exact_match() -> None:
    # Without its sign the second term is farther away.
    agrees([stored(1, "11-11")], Near(Term("11"), Term("11-"), 0))


@pytest.mark.parametrize("length", [1, 2, 5])
def test_every_piece_of_a_text_is_found_at_its_place_exactly_or_loosely(length: int) -> None:
    text = "机关“党建服务品牌”优秀案例。印发《关于加强党建的意见》，2/3的机关·支部"
    engine = engine_of([stored(1, text)])
    for start in range(len(text) - length + 1):
        piece = text[start : start + length]
        try:
            literal = compile_literal(piece)
        except QueryError:
            continue
        found = engine.occurrences(1, f"{piece}")
        places = [(span.start, span.end) for span in found.exact + found.loose]
        assert any(a < start + length and start < b for a, b in places), (piece, literal)
