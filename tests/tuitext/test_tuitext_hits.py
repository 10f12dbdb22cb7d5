"""Hits in reading order, asked for by place."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from index.model import Occurrences, Span
from tui.text.hits import Hits
from tui.text.runs import runs

spans = st.lists(st.builds(lambda a, n: Span(a, a + n), st.integers(0, 40), st.integers(1, 8)), max_size=12)


def hits(exact: list[Span], loose: list[Span] | None = None) -> Hits:
    return Hits(Occurrences(tuple(exact), tuple(loose or ()), 0))


@given(spans, spans, st.integers(0, 50), st.integers(1, 20))
def test_the_hits_of_a_line_are_all_that_touch_it(
    exact: list[Span], loose: list[Span], start: int, length: int
) -> None:
    found = hits(exact, loose)
    end = start + length
    expected = [i for i, span in enumerate(found.spans) if span.start < end and span.end > start]
    assert found.between(start, end) == expected


def test_exact_and_loose_hits_stand_in_reading_order() -> None:
    found = hits([Span(8, 10), Span(1, 3)], [Span(4, 6)])
    assert found.spans == (Span(1, 3), Span(4, 6), Span(8, 10))
    assert found.loose == (False, True, False)


def test_the_next_and_the_previous_hit_of_a_place() -> None:
    found = hits([Span(1, 3), Span(8, 10)])
    assert (found.after(0), found.after(1), found.after(8)) == (0, 1, None)
    assert (found.before(9), found.before(8), found.before(1)) == (1, 0, None)


def test_the_hit_at_a_place_is_the_one_that_holds_it_else_the_next_else_the_last() -> None:
    found = hits([Span(1, 3), Span(8, 10)])
    assert [found.at(offset) for offset in (0, 2, 3, 9, 10)] == [0, 0, 1, 1, 1]
    assert hits([]).at(0) is None


@given(st.integers(0, 30), st.integers(0, 20), spans)
def test_runs_cover_a_line_once_and_know_every_mark_on_them(
    start: int, length: int, marked: list[Span]
) -> None:
    end = start + length
    marks = [(span.start, span.end, str(number)) for number, span in enumerate(marked)]
    pieces = list(runs(start, end, marks))
    assert [at for begin, stop, _ in pieces for at in range(begin, stop)] == list(range(start, end))
    for begin, stop, names in pieces:
        for at in range(begin, stop):
            assert names == tuple(name for first, last, name in marks if first <= at < last)
