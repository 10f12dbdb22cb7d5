"""Answers depend on the documents alone, not on the segments that they are in or on how they came there."""

from __future__ import annotations

import os
from dataclasses import replace

import pytest
from engine_histories import History, anew, histories  # type: ignore[import-not-found]
from engine_oracle import Oracle, stored  # type: ignore[import-not-found]
from hypothesis import given, settings
from hypothesis import strategies as st

from index.engine.answers.answers import Answers
from index.engine.answers.concordance import COMPARED
from index.engine.interface import KwicSort
from index.engine.language.ast import (
    And,
    Filter,
    Gap,
    Near,
    Node,
    Not,
    Or,
    Para,
    Sent,
    Term,
    positive_leaves,
    unparse,
)
from index.engine.language.query import parse
from index.engine.plain.texts import Text
from index.errors import QueryError
from index.model import KwicLine, SearchAnswer, Sort, StoredText

WORDS = ["机关", "机關", "党建", "黨建", "品牌", "工作要点", "强", "a1", "𠮷"]
SIGNS = ["，", "。", "、", "“", "”", "《", "》", '"', " ", "！", "\n", "\n"]
DATES = ["2021", "2021-07", "2021-07-01", "2022-11-03", None]
QUERIES_EACH = 12
HISTORIES = int(os.environ.get("ENGINE_HISTORIES", "40"))
"""Of generated histories for each test; their queries are thousands with the number set higher."""

texts = st.lists(st.sampled_from(WORDS * 2 + SIGNS), min_size=1, max_size=40).map("".join)


def documents(id: int) -> st.SearchStrategy[StoredText]:
    """Documents of some values, of which not every one is there."""
    return st.builds(
        lambda text, **values: stored(id, text, **values),
        texts.filter(lambda text: text.strip()),
        title=st.sampled_from(["机关党建", "品牌", None]),
        region=st.sampled_from(["湖南", "福建", None]),
        level=st.sampled_from(["省", "市", None]),
        date=st.sampled_from(DATES),
        source=st.sampled_from(["日报", None]),
    )


@st.composite
def terms(draw: st.DrawFn, texts: list[str]) -> Term:
    """A piece of a text or a word, as the query language can say it."""
    text = draw(st.sampled_from([*texts, *WORDS]))
    start = draw(st.integers(0, len(text) - 1))
    raw = text[start : start + draw(st.integers(1, 7))].replace("\n", "")
    try:
        node = parse(raw)
    except QueryError:
        return Term("党建")
    return node if isinstance(node, Term) else Term("机关")


@st.composite
def queries(draw: st.DrawFn, history: History) -> Node:
    """A query of any shape over what the documents hold."""
    of = terms([each.text for each in history.documents()])
    one, two, three = draw(of), draw(of), draw(of)
    distance = draw(st.integers(0, 9))
    shapes: list[Node] = [
        one,
        one,
        And((one, two)),
        Or((one, two, three)),
        And((one, Not(two))),
        Or((And((one, Not(three))), two)),
        Gap((one.raw, two.raw)),
        Gap((one.raw, two.raw, three.raw)),
        Near(one, two, distance),
        Near(Or((one, three)), two, distance),
        Near(Near(one, two, 3), three, distance),
        Sent(one, two),
        Para(one, two),
        And((one, Filter("region", "湖南"))),
        And((one, Not(Filter("region", "未知")), Near(two, three, distance))),
        And((one, Filter("title", "党建"))),
        Or((Filter("date", "2021-07", (20210701, 20210731)), And((one, two)))),
        Filter("level", "市"),
    ]
    query = draw(st.sampled_from(shapes))
    return query if parse(unparse(query)) == query else one


def told(answer: SearchAnswer) -> SearchAnswer:
    return replace(answer, took_ms=0)


def naive(answers: Answers, lines: list[KwicLine], sort: str) -> list[KwicLine]:
    """Lines in order of their contexts in the match form, those that are equal as they come."""
    texts = {stored.document.id: Text(stored) for stored in answers.pages.stored([each.id for each in lines])}

    def context(line: KwicLine) -> str:
        form = texts[line.id].form
        start, end = (int(place) for place in form.offsets.searchsorted((line.start, line.end)))
        low, high = (int(at) for at in form.paragraphs.searchsorted(form.paragraphs[start] + [0, 1]))
        if sort == "left":
            return form.text[max(low, start - COMPARED) : start][::-1]
        return form.text[end : min(high, end + COMPARED)]

    return sorted(lines, key=context)


@settings(max_examples=HISTORIES, deadline=None)
@given(st.data())
def test_answers_do_not_depend_on_how_the_documents_came_there(data: st.DataObject) -> None:
    history = data.draw(histories(documents))
    here, there = history.answers(), anew(history.documents())
    assert (here.corpus.live, there.corpus.live) == (len(history.live),) * 2
    if not history.live:
        return
    for _ in range(QUERIES_EACH):
        query = unparse(data.draw(queries(history)))
        limit = data.draw(st.integers(0, 12))
        sort: Sort = data.draw(st.sampled_from(["relevance", "date"]))
        assert told(here.search(query, limit, sort)) == told(there.search(query, limit, sort)), query
        assert here.stats(query, ("region", "level")) == there.stats(query, ("region", "level"))
        assert here.matching(query) == there.matching(query)
        side: KwicSort = data.draw(st.sampled_from(["left", "right", "date"]))
        lines = there.kwic(query, side)
        assert here.kwic(query, side, 20, limit) == lines[:limit]
        if side != "date":
            assert lines == naive(there, there.kwic(query), side)
        id = data.draw(st.sampled_from(sorted(history.live)))
        assert here.occurrences(id, query) == there.occurrences(id, query)


@settings(max_examples=HISTORIES, deadline=None)
@given(st.data())
def test_answers_are_the_oracles_after_any_history(data: st.DataObject) -> None:
    history = data.draw(histories(documents))
    answers = history.answers()
    oracles = {each.document.id: Oracle(each) for each in history.documents()}
    if not oracles:
        return
    for _ in range(QUERIES_EACH):
        query = data.draw(queries(history).filter(lambda node: not has_filter(node)))
        answer = answers.search(unparse(query), 99)
        exact = {id for id, oracle in oracles.items() if oracle.holds(query, loose=False)}
        loose = {id for id, oracle in oracles.items() if oracle.holds(query, loose=True)} - exact
        hits = {hit.document.id: hit for hit in answer.hits if not hit.related}
        assert {id for id, hit in hits.items() if not hit.loose} == exact, unparse(query)
        assert {id for id, hit in hits.items() if hit.loose} == loose, unparse(query)
        leaves = distinct(query)
        counts = {
            id: [sum(each) for each in zip(*(oracles[id].counts(leaf) for leaf in leaves), strict=True)]
            for id in hits
        }
        if leaves:
            assert {id: hits[id].occurrences for id in exact} == {id: counts[id][0] for id in exact}
            assert {id: hits[id].loose_occurrences for id in hits} == {id: counts[id][1] for id in hits}
        if isinstance(query, (Term, Gap, Near, Sent, Para)):
            spans = [(id, *span) for id in sorted(exact) for span in oracles[id].spans(query, loose=False)]
            lines = [(line.id, line.start, line.end) for line in answers.kwic(unparse(query))]
            assert sorted(lines) == sorted(spans)
            for id, oracle in oracles.items():
                found = answers.occurrences(id, unparse(query))
                assert [(each.start, each.end) for each in found.exact] == oracle.spans(query, loose=False)
                assert found.loose_total == len(oracle.spans(query, loose=True))


def has_filter(node: Node) -> bool:
    match node:
        case And(parts) | Or(parts):
            return any(map(has_filter, parts))
        case Not(part):
            return has_filter(part)
        case _:
            return isinstance(node, Filter)


def distinct(query: Node) -> list[Node]:
    """The positive leaves, those that match the same once."""
    from index.engine.language.leaves import key

    return list({key(leaf): leaf for leaf in reversed(list(positive_leaves(query)))}.values())


def test_nothing_is_answered_by_no_documents() -> None:
    empty = anew([])
    answer = empty.search("党建 省:湖南")
    assert (answer.documents, answer.related_documents, answer.hits) == (0, 0, ())
    assert all(values == () for values in answer.facets.values())
    assert empty.kwic("党建", "left", 20, 5) == [] == empty.stats("党建") == empty.matching("-党建")


def test_a_deleted_document_counts_for_nothing() -> None:
    history = History()
    history.put([stored(1, "机关党建", region="湖南"), stored(2, "党建", region="福建")])
    history.put([stored(3, "党建党建", region="湖南")])
    history.remove(1)
    answers = history.answers()
    assert answers.matching("党建") == [2, 3]
    assert answers.search("-机关").documents == 2
    assert [row.bucket_documents for row in answers.stats("党建")] == [1, 1]
    assert told(answers.search("党建")) == told(anew(history.documents()).search("党建"))


def test_documents_that_are_gone_from_the_library_are_left_out_of_the_hits() -> None:
    history = History()
    history.put([stored(1, "党建"), stored(2, "党建")])
    del history.live[1]
    assert [hit.document.id for hit in history.answers().search("党建").hits] == [2]
    assert [line.id for line in history.answers().kwic("党建")] == [2]


@pytest.mark.parametrize("sort", ["left", "right"])
def test_a_concordance_of_many_lines_is_cut_where_it_would_be_cut_afterwards(sort: KwicSort) -> None:
    follow = "甲乙丙丁，。𠮷"
    lines = [f"{a}{b}{c}党建{c}{b}{a}" for a in follow for b in follow for c in follow]
    history = History()
    for start in range(0, len(lines), 50):
        history.put([stored(start + 1, "\n".join(lines[start : start + 50]))])
    answers = history.answers()
    whole = answers.kwic("党建", sort)
    assert whole == naive(answers, answers.kwic("党建"), sort)
    for limit in (1, 7, 100):
        assert answers.kwic("党建", sort, 20, limit) == whole[:limit]
