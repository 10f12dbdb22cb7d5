"""Pages: pieces of texts, cut at any characters."""

from __future__ import annotations

from engine_oracle import shelf, stored  # type: ignore[import-not-found]
from hypothesis import given, settings
from hypothesis import strategies as st

from index.engine.answers.pages import Page, Pages, open_passages
from index.model import Paragraph
from index.text.columns import Columns, encoded, lines_of

# Characters of one to four bytes, also in long runs, and what only a damaged text holds.
PIECES = st.text("a1\n，。中国é𠀀\ud800", max_size=40) | st.builds(
    str.__mul__, st.sampled_from("a中é𠀀"), st.integers(0, 300)
)
TEXTS = st.lists(st.lists(PIECES, max_size=4).map("".join), min_size=1, max_size=4)


@settings(deadline=None)
@given(TEXTS, st.data())
def test_a_piece_is_the_slice_of_the_text(texts: list[str], data: st.DataObject) -> None:
    pages = Pages(shelf([stored(id, text) for id, text in enumerate(texts)]))
    found = pages.get(range(len(texts)))
    for id, text in enumerate(texts):
        start = data.draw(st.integers(0, len(text)))
        end = data.draw(st.integers(start, len(text)))
        assert found[id].piece(start, end) == text[start:end]
        assert found[id].piece(0, len(text)) == text


@settings(deadline=None)
@given(st.data())
def test_paragraphs_cut_into_sentences_together_are_those_cut_alone(data: st.DataObject) -> None:
    line = st.text("党建。！？…”“》，a 　\n\ud800𠀀", min_size=1, max_size=30)
    # Between two paragraphs one character, or by mistake none or more.
    between = st.sampled_from(["\n", "\n", "\n", "", "\n\n", " "])
    together, alone, wanted = [], [], []
    for id in range(data.draw(st.integers(1, 4))):
        text, paragraphs = data.draw(st.sampled_from(["", "", "\n"])), []
        for piece in data.draw(st.lists(line, min_size=1, max_size=4)):
            paragraphs.append(Paragraph(len(text), len(text) + len(piece), "body"))
            text += piece + data.draw(between)
        columns = Columns(stored(id, "").document, encoded(text), lines_of(paragraphs))
        together.append(Page(columns, shelf([])))
        alone.append(Page(columns, shelf([])))
        wanted += [(id, number) for number in range(len(paragraphs)) if data.draw(st.booleans())]
    open_passages((together[id], number) for id, number in wanted)
    for id, number in wanted:
        assert together[id].passage(number) == alone[id].passage(number)


def test_the_page_that_was_not_asked_for_longest_goes_first() -> None:
    asked: list[list[int]] = []
    texts = shelf([stored(id, "党建" * 100) for id in range(1, 5)])

    def load(ids: list[int]) -> list[object]:
        asked.append(list(ids))
        return texts(ids)  # type: ignore[no-any-return]

    pages = Pages(load, limit=1200)  # type: ignore[arg-type]
    pages.get([1, 2])
    pages.get([1])
    pages.get([3])
    pages.get([1, 3])
    assert asked == [[1, 2], [3]]
    assert set(pages.get([1, 2, 3])) == {1, 2, 3}
    assert asked[2:] == [[2]]
