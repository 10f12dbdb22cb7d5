"""Which term is meant at a place, and what its card counts: asked of a library, without a screen."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from index.library import Library
from index.model import Span
from tui import movement, terms
from tui.movement import PARTS, Moves, Part, Subject, buckets, grid_of, narrowed_to
from tui.services import Ticket
from tui.terms import CardReady, Sought
from tui.text.counts import ALL

SET = "村村亮、户户明"
"""Composed of clauses: a set phrase as soon as two documents have it in marks."""
ARTICLES = {
    "甲": ("湖南", "2021-03-01", f"大家常说“{SET}”。{SET}照得远，{SET}照得亮，{SET}人人爱。"),
    "乙": ("福建", "2022", f"这里也写“{SET}”几个字，{SET}照着路，{SET}照着田。还讲“两个确立”。"),
    "丙": ("湖南", "2022-05", "“小院议事”活动办起来了，小院议事天天有。两个确立记在心里。"),
}


@pytest.fixture(scope="module")
def library(tmp_path_factory: pytest.TempPathFactory) -> Library:
    folder = tmp_path_factory.mktemp("cards")
    for name, (_region, _date, text) in ARTICLES.items():
        (folder / f"{name}.txt").write_text(f"{name}村的事\n\n{text}\n", "utf-8")
    opened = Library.open(folder / "library")
    opened.import_paths([folder])
    for document in opened.list():
        region, date, _text = ARTICLES[Path(document.path or "").stem]
        opened.set_fields(document.id, {"region": region, "date": date})
    return opened


def card(library: Library, sought: Sought | Subject) -> CardReady:
    work = terms.card(sought) if isinstance(sought, Sought) else terms.card_of(sought)
    found = work(library, Ticket(1, "term"))
    assert isinstance(found, CardReady)
    return found


def place(library: Library, name: str, words: str) -> tuple[int, int]:
    (id,) = [one.id for one in library.list() if Path(one.path or "").stem == name]
    return id, library.show(id).text.index(words)


def test_words_that_are_seldom_a_term_are_counted_as_words(library: Library) -> None:
    found = card(library, Subject("村村亮、户户明", "村村亮、户户明"))
    assert found.term is not None and found.marked == 2
    assert found.subject is not None and found.subject.key is None
    assert found.whole is not None and found.whole.occurrences == found.total == 7


def test_a_term_is_counted_as_one_and_its_mentions_are_newest_first(library: Library) -> None:
    found = card(library, Subject("两个确立", "两个确立"))
    assert found.subject is not None and found.subject.key is not None
    assert found.total == 2 and [one.document.date for one in found.mentions if one] == ["2022-05", "2022"]
    assert found.definition is not None and found.defined_in
    table = terms.table_of(library, found.places)
    assert [row["keyword"] for row in table.rows] == ["两个确立", "两个确立"]


@pytest.mark.parametrize(
    ("words", "of", "name"),
    [
        ("两个确立", "乙", "两个确立"),
        ("小院议事天", "丙", "“小院议事”活动"),
        ("村的事", "丙", "“小院议事”活动"),
    ],
)
def test_the_term_at_the_cursor_is_meant_else_one_near_else_one_in_view(
    library: Library, words: str, of: str, name: str
) -> None:
    id, at = place(library, of, words)
    found = card(library, Sought("天天", id, at, visible=Span(0, 500)))
    assert found.subject is not None and found.subject.name == name


def test_in_a_list_only_the_place_counts_else_the_word_that_was_found(library: Library) -> None:
    id, at = place(library, "丙", "天天")
    found = card(library, Sought("天天 省:湖南", id, hit=Span(at, at + 2)))
    assert found.subject is not None and found.subject.name == "天天" and found.term is None
    # A long match of several words is no word: the first one that was looked for is.
    found = card(library, Sought("天天 NEAR/50 心里", id, hit=Span(0, len(library.show(id).text))))
    assert found.subject is not None and found.subject.name == "天天"


def test_what_is_selected_is_the_word_even_inside_a_term(library: Library) -> None:
    id, at = place(library, "丙", "确立")
    found = card(library, Sought("", id, at, selected=Span(at, at + 2)))
    assert found.subject is not None and found.subject.name == "确立" and found.term is None
    # Of much that is selected the first term.
    text = library.show(id).text
    found = card(library, Sought("", id, 0, selected=Span(0, len(text))))
    assert found.subject is not None and found.subject.name == "“小院议事”活动"


def test_nothing_is_meant_where_there_is_nothing(library: Library) -> None:
    id, _at = place(library, "甲", "大家")
    assert card(library, Sought("", id, hit=None)).subject is None
    assert card(library, Sought()).subject is None


def moves(library: Library, query: str) -> Moves:
    found = movement.movement(Subject(query, query))(library, Ticket(1, "movement"))
    assert isinstance(found, Moves)
    return found


def test_parts_agree_with_each_other_and_with_the_search(library: Library) -> None:
    found = moves(library, "村村亮、户户明")
    assert found.whole is not None and found.whole.documents == 2
    for part in PARTS:
        assert sum(row.documents for row in found.parts[part]) == 2
    counts = grid_of(found.parts[Part("region", True)], "region", "documents", "documents")
    for row in (*counts.rows, ALL):
        for column in (*counts.columns, ALL):
            count = counts.at(row, column)
            if count is not None and count.documents:
                answer = library.search(narrowed_to("村村亮、户户明", "region", row, column))
                assert (answer.documents, answer.occurrences) == (count.documents, count.occurrences)


def test_rows_are_sorted_by_each_column_and_what_says_little_comes_last(library: Library) -> None:
    found = moves(library, "两个确立")
    part = Part("region", False)
    assert [one.value for one in buckets(found, part, "name", turned=False)] == ["福建", "湖南"]
    assert [one.value for one in buckets(found, part, "of", turned=False)] == ["湖南", "福建"]
    assert [one.value for one in buckets(found, part, "first", turned=False)] == ["福建", "湖南"]
    assert [one.value for one in buckets(found, part, "first", turned=True)] == ["湖南", "福建"]
    many = [
        replace(row, bucket_documents=100, documents=1)
        for row in found.parts[part]
        if row.key["region"] == "湖南"
    ]
    few = [row for row in found.parts[part] if row.key["region"] == "福建"]
    mixed = Moves(1, found.whole, {part: [*few, *many]})
    for turned in (False, True):
        assert [one.value for one in buckets(mixed, part, "per_100", turned=turned)] == ["湖南", "福建"]
    years = buckets(found, Part("year", False), "name", turned=False)
    assert [one.value for one in years] == [2021, 2022]
