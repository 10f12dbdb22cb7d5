"""How many documents share each passage, without reading or comparing them."""

from __future__ import annotations

from itertools import pairwise

import pytest
from reuse_asking import Shelf  # type: ignore[import-not-found]
from reuse_planted import plant  # type: ignore[import-not-found]

from index.engine.interface import Cancelled
from index.model import Span
from index.reuse.parallels.parallels import shared
from index.reuse.parallels.questions import lines


@pytest.fixture(scope="module")
def shelf() -> Shelf:
    documents, _ = plant(11, 0.1, 40)
    # What stands in every document is a formula.
    return Shelf({id: f"{text}\n上下拧成一股绳往前走。" for id, text in documents.items()}, cuts=[20, 35])


def test_the_same_passages_are_told_as_with_all_their_parallels(shelf: Shelf) -> None:
    seen = []
    for id, text in list(shelf.texts.items())[30:40]:
        told = shared(shelf.corpus, text, lines(text), own_id=id)
        assert [(one.start, one.end, one.documents, one.listed) for one in told] == [
            (one.start, one.end, one.documents, one.listed) for one in shelf.of(id)
        ]
        seen += [one.listed for one in told]
    assert len(seen) > 10
    assert False in seen


def test_stretches_that_are_asked_for_together_share_what_each_does_by_itself(shelf: Shelf) -> None:
    text = shelf.texts[40]
    cut = sorted({0, *range(100, len(text), 160), len(text)})
    spans = [Span(start, end) for start, end in pairwise(cut)]
    alone = [one for span in spans for one in shared(shelf.corpus, text, [span], own_id=40)]
    assert list(shared(shelf.corpus, text, spans, own_id=40)) == alone


def test_nobody_waits_for_what_is_not_wanted(shelf: Shelf) -> None:
    with pytest.raises(Cancelled):
        shared(shelf.corpus, shelf.texts[40], lines(shelf.texts[40]), own_id=40, cancelled=lambda: True)
