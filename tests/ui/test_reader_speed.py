"""Long texts open and long lists move without a wait: what is done for a key does not grow with them.

Work is counted, not timed: a busy machine makes none of it.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from textual.app import App, ComposeResult
from textual.widget import Widget

from index.model import Hit, Occurrences, Span, StoredText
from tui.text import layout
from tui.text.hits import Hits
from tui.widgets.reader import Reader
from tui.widgets.reader_page import Page
from tui.widgets.results import ResultList
from tui.widgets.results_rows import Rows, height_of

MakeText = Callable[..., StoredText]
MakeHit = Callable[..., Hit]
PARAGRAPH = "机关党建引领，合力攻坚！“四强”党支部……着力2000余支、3.5万元（2022年）。" * 10


class One(App[None]):
    def __init__(self, widget: Widget) -> None:
        super().__init__()
        self.widget = widget

    def compose(self) -> ComposeResult:
        yield self.widget


def paint(widget: Widget) -> None:
    for y in range(widget.size.height):
        widget.render_line(y)


class Work(list[Any]):
    """What the calls of a function returned, from now on."""

    def __init__(self, patch: pytest.MonkeyPatch, owner: object, name: str) -> None:
        super().__init__()
        works = getattr(owner, name)

        def noting(*arguments: Any, **options: Any) -> Any:
            found = works(*arguments, **options)
            self.append(found)
            return found

        patch.setattr(owner, name, noting)


async def test_a_text_of_200000_characters_opens_and_goes_from_hit_to_hit(
    make_text: MakeText, monkeypatch: pytest.MonkeyPatch
) -> None:
    stored = make_text(*[PARAGRAPH] * (200_000 // len(PARAGRAPH)))
    hits = tuple(Span(at, at + 4) for at in range(10, len(stored.text) - 4, 40))
    assert len(hits) > 4900
    reader = Reader()
    async with One(reader).run_test(size=(120, 40)):
        wraps = Work(monkeypatch, layout, "wrap")
        rows = Work(monkeypatch, Page, "segments")
        looked_up = Work(monkeypatch, Hits, "between")
        reader.show(stored, Occurrences(hits, (), len(hits)))
        paint(reader)
        assert len(wraps) == len(stored.paragraphs), "each paragraph is wrapped once"
        assert 20 < len(rows) <= reader.size.height
        rows.clear()
        looked_up.clear()
        for _ in range(100):
            assert reader.next_hit()
            paint(reader)
        # A hit in each line or so: its line, the one before it, and now and then what came into view.
        assert 100 < len(rows) <= 500
        # A line asks for its own hits, not for all of them.
        assert 100 < sum(map(len, looked_up)) <= 5 * len(rows)
        assert len(wraps) == len(stored.paragraphs), "nothing is wrapped anew"


async def test_a_list_of_1000_hits_answers_every_key_at_once(
    make_hit: MakeHit, monkeypatch: pytest.MonkeyPatch
) -> None:
    hits = [make_hit(n, f"题{n}" * 9, snippet=PARAGRAPH[:120], count=n) for n in range(1000)]
    results = ResultList()
    async with One(results).run_test(size=(80, 40)):
        results.show(hits)
        rows = Work(monkeypatch, Rows, "row")
        paint(results)
        assert 20 < len(rows) <= results.size.height
        for _ in range(100):
            rows.clear()
            results.action_down()
            paint(results)
            # The hit that was current, the one that is, and what came into view with it.
            assert 0 < len(rows) <= 3 * height_of(hits[0]) + 1
        assert results.current == 100
