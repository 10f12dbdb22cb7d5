"""What must not grow with the library: memory for one more document, the work for one more title."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import fields
from operator import attrgetter
from weakref import ReferenceType, ref

import pytest
from engine_oracle import shelf, stored  # type: ignore[import-not-found]
from engine_writing import rebuild  # type: ignore[import-not-found]
from hypothesis import given, settings
from hypothesis import strategies as st

from index.engine.core import Engine
from index.engine.corpus.table import Column, comparable
from index.engine.disk import bulk
from index.engine.disk.bulk import Chunk
from index.engine.disk.memory import MemoryFolder
from index.engine.segment import builder
from index.model import StoredText

values = st.lists(
    st.text(alphabet="机關关A１ ·、“”《》\n\u200b", max_size=6), min_size=1, max_size=6, unique=True
)


@settings(deadline=None)  # the first one loads the fold table
@given(values)
def test_all_values_of_a_column_are_compared_as_each_alone(texts: list[str]) -> None:
    import numpy as np

    column = Column((*texts, None), np.zeros(0, np.int32))
    assert column.folded == (*map(comparable, texts), None)


class Watched(StoredText):
    """A text of which it can be seen whether anybody holds it."""

    # `slots` of the base class leave it without.
    __slots__ = ("__weakref__",)


def watched(id: int) -> StoredText:
    return Watched(*attrgetter(*(field.name for field in fields(StoredText)))(stored(id, "支部")))


def test_a_build_holds_no_more_texts_than_are_read_together(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(builder, "AT_ONCE", 3 * len("支部"))
    monkeypatch.setattr(bulk, "MESSAGE", 1)
    seen: list[ReferenceType[StoredText]] = []
    held: list[int] = []

    def fetch(ids: Sequence[int]) -> list[StoredText]:
        held.append(sum(reference() is not None for reference in seen))
        texts = [watched(id) for id in ids]
        seen.extend(map(ref, texts))
        return texts

    chunk = Chunk(tuple(range(1, 8)), (len("支部"),) * 7)
    [draft] = bulk.drafts([chunk], MemoryFolder(), fetch, lambda _: None)
    assert draft.documents == len(held) == 7
    assert max(held) == 2


def test_titles_are_suggested_as_they_are_written(engine_with_titles: Engine) -> None:
    assert engine_with_titles.search("四强党支不").suggestions == ("四强党支部", "“四强”党支部的实践")


@pytest.fixture
def engine_with_titles() -> Engine:
    title = "“四强”党支部的实践"
    texts = {1: stored(1, f"{title}\n报告", title=title), 2: stored(2, "报告", title=None)}
    engine = Engine(None, shelf(texts.values()))
    rebuild(engine, texts.values(), "now")
    return engine
