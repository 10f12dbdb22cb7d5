"""A passage that begins in a bracket begins with it: nothing hangs there."""

from __future__ import annotations

import pytest
from reuse_asking import Shelf  # type: ignore[import-not-found]

SAID = "清早巡渠不误农时，账目当众念，难事先接手"


@pytest.mark.parametrize("pair", ["（）", "()", "《》", "“”", "【】"])
def test_what_is_closed_in_the_passage_is_opened_in_it(pair: str) -> None:
    begun = f"{pair[0]}二{pair[1]}{SAID}"
    shelf = Shelf({1: f"开会的人说。{begun}。散了。", 2: f"别处的人们都讲{begun}，以后再议。"})
    (passage,) = shelf.of(1)
    (parallel,) = passage.parallels
    assert passage.text == parallel.text == begun
    assert (parallel.relation, parallel.passage.start) == ("verbatim", passage.start)


def test_marks_around_the_whole_are_left_out() -> None:
    shelf = Shelf({1: f"开会的人说：“{SAID}”。散了。", 2: f"别处的人们都讲（{SAID}），以后再议。"})
    (passage,) = shelf.of(1)
    assert (passage.text, passage.parallels[0].text) == (SAID, SAID)


def test_a_bracket_that_is_closed_elsewhere_stays_outside() -> None:
    shelf = Shelf({1: f"某村（{SAID}、开会（二）。", 2: f"别处的人们都讲（{SAID}、开会（二）以后再议。"})
    (passage,) = shelf.of(1)
    assert passage.text.startswith(SAID)


def test_what_was_selected_is_not_left() -> None:
    shelf = Shelf({1: f"开会（二）{SAID}。", 2: f"别处的人（二）{SAID}，再议。"})
    start = shelf.texts[1].index("二")
    (passage,) = shelf.of(1, start)
    assert passage.start == start
    assert passage.parallels[0].text == f"（二）{SAID}"
