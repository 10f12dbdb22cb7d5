"""Lists of thousands of rows follow each key at once."""

from __future__ import annotations

import statistics
import time
from collections.abc import Callable

from textual.app import App, ComposeResult

from index.model import Hit
from tui.widgets.results import ResultList

ROWS = 5000
MOST = 0.05  # seconds; 0.01 on a machine that does nothing else


class Results(App[None]):
    def compose(self) -> ComposeResult:
        yield ResultList()


async def test_in_five_thousand_results_a_key_is_followed_at_once(make_hit: Callable[..., Hit]) -> None:
    app = Results()
    async with app.run_test(size=(120, 40)) as pilot:
        results = app.query_one(ResultList)
        results.show([make_hit(n, f"题{n}", snippet="机关党建" * 20, loose=n > 3000) for n in range(ROWS)])
        results.focus()
        await pilot.pause()
        took = []
        moves = [results.action_down] * 20 + [results.action_page_down] * 10
        for move in [*moves, results.action_bottom, results.action_top]:
            before = results.current
            started = time.thread_time()
            move()
            for line in range(results.scrollable_content_region.height):
                results.render_line(line)
            took.append(time.thread_time() - started)
            assert results.current != before
        assert statistics.median(took) < MOST, took
