"""Long texts open and long lists move without a wait. Limits are several times what a quiet machine takes."""

from __future__ import annotations

from collections.abc import Callable
from time import process_time

from textual.app import App, ComposeResult
from textual.widget import Widget

from index.model import Hit, Occurrences, Span, StoredText
from tui.widgets.reader import Reader
from tui.widgets.results import ResultList

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


async def test_a_text_of_200000_characters_opens_and_goes_from_hit_to_hit(make_text: MakeText) -> None:
    """Targets: 250 ms to open, 30 ms to the next hit."""
    stored = make_text(*[PARAGRAPH] * (200_000 // len(PARAGRAPH)))
    hits = tuple(Span(at, at + 4) for at in range(10, len(stored.text) - 4, 40))
    reader = Reader()
    async with One(reader).run_test(size=(120, 40)):
        begin = process_time()
        reader.show(stored, Occurrences(hits, (), len(hits)))
        paint(reader)
        opened = process_time()
        for _ in range(100):
            assert reader.next_hit()
            paint(reader)
        stepped = (process_time() - opened) / 100
    assert len(hits) > 4900
    assert opened - begin < 1.0
    assert stepped < 0.03


async def test_a_list_of_1000_hits_answers_every_key_at_once(make_hit: MakeHit) -> None:
    """Target: 15 ms from key to paint."""
    hits = [make_hit(n, f"题{n}" * 9, snippet=PARAGRAPH[:120], count=n) for n in range(1000)]
    results = ResultList()
    async with One(results).run_test(size=(80, 40)):
        results.show(hits)
        begin = process_time()
        for _ in range(100):
            results.action_down()
            paint(results)
        stepped = (process_time() - begin) / 100
    assert results.current == 100
    assert stepped < 0.015
