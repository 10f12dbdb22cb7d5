"""Suggestions on a corpus that changes: only what its documents hold, with what a search would find."""

from __future__ import annotations

from threading import current_thread

import pytest
from engine_oracle import shelf, stored  # type: ignore[import-not-found]
from engine_writing import rebuild, update  # type: ignore[import-not-found]

from index.engine.core import Engine
from index.engine.corpus.corpus import Corpus
from index.engine.interface import Cancelled
from index.engine.suggest import Suggester, source
from index.model import StoredText

TEXTS = {
    1: stored(1, "两个确立\n机关党建要抓好，机关党建的质量要提高。", title="两个确立"),
    2: stored(2, "机关“党建品牌”与业务融合。"),
    3: stored(3, "机关党委抓机关党建，党组织的工作。"),
}


@pytest.fixture
def texts() -> dict[int, StoredText]:
    return dict(TEXTS)


@pytest.fixture
def engine(texts: dict[int, StoredText]) -> Engine:
    engine = Engine(None, shelf(texts.values()))
    rebuild(engine, [texts[1], texts[2]], "one")
    update(engine, [texts[3]], [], "two")
    return engine


def suggested(engine: Engine, query: str) -> list[tuple[str, int]]:
    return [(each.term, each.documents) for each in engine.suggest(query)]


def test_what_is_suggested_comes_with_what_a_search_for_it_finds(engine: Engine) -> None:
    assert suggested(engine, "jgdj") == [("机关党建", 2)]
    assert suggested(engine, "lgql") == [("两个确立", 1)]
    for each in (*engine.suggest("机关"), *engine.suggest("dz"), *engine.suggest("党组只")):
        assert each.documents == engine.search(each.query).documents > 0


def test_the_rest_of_the_query_stays(engine: Engine) -> None:
    (found,) = engine.suggest("业务 OR jgdj")
    assert (found.query, found.kind) == ("业务 OR 机关党建", "pinyin")


def test_a_removed_document_takes_its_words_along(engine: Engine) -> None:
    update(engine, [], [1], "three")
    assert suggested(engine, "jgdj") == [("机关党建", 1)]
    assert suggested(engine, "lgql") == []
    update(engine, [], [3], "four")
    # It occurs nowhere but in 机关“党建品牌”, where it is cut.
    assert suggested(engine, "jgdj") == [("机关党建品牌", 1)]


def test_a_query_that_cannot_be_parsed_suggests_as_well(engine: Engine) -> None:
    assert [each.query for each in engine.suggest("(业务 OR OR jgdj")] == ["(业务 OR OR 机关党建"]
    assert engine.suggest("((((") == () and engine.suggest("") == () and engine.suggest("省:湖") == ()


def test_pinyin_is_answered_with_words_also_where_another_term_is_found(engine: Engine) -> None:
    assert engine.search("jgdj").suggestions[0] == "机关党建"
    assert engine.search("业务 OR jgdj").suggestions[0] == "机关党建"
    assert engine.search("业务 OR 党组只").suggestions == ()
    assert engine.search("业务 党组只").suggestions[0] == "党组织"


def test_suggestions_that_are_no_longer_wanted_stop(engine: Engine) -> None:
    with pytest.raises(Cancelled):
        engine.suggest("jgdj", cancelled=lambda: True)
    assert suggested(engine, "jgdj") == [("机关党建", 2)]


def test_an_empty_library_suggests_nothing() -> None:
    engine = Engine(None, shelf([]))
    assert engine.suggest("jgdj") == () and engine.suggest("党") == ()


def test_of_a_large_vocabulary_the_old_one_serves_until_the_new_one_is_made(
    engine: Engine, texts: dict[int, StoredText], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(source, "SMALL", 0)
    assert suggested(engine, "lgql") == [("两个确立", 1)]
    texts[4] = stored(4, "两个维护。")
    engine = _with(engine, texts[4])
    # Whichever of the two serves: nothing that is gone, and no other count than that of the search.
    assert suggested(engine, "lgql") == [("两个确立", 1)]
    thread = engine._suggestions._thread
    assert thread is not None
    thread.join()
    assert suggested(engine, "lgwh") == [("两个维护", 1)]
    engine.close()


def test_what_suggestions_need_is_made_in_a_thread_while_nothing_is_typed(
    engine: Engine, monkeypatch: pytest.MonkeyPatch
) -> None:
    makers: list[str] = []
    making = source.made

    def made(corpus: Corpus) -> Suggester:
        makers.append(current_thread().name)
        return making(corpus)

    monkeypatch.setattr(source, "made", made)
    assert engine.suggest("") == ()
    assert suggested(engine, "lgql") == [("两个确立", 1)]
    assert engine.search("党组只").suggestions[0] == "党组织"
    assert makers == ["suggestions"]
    # Of one character nothing is suggested that would have to be made.
    update(engine, [], [1], "three")
    assert engine.search("龘").suggestions == () and makers == ["suggestions"]
    assert suggested(engine, "lgql") == [] and len(makers) == 2


def test_a_maker_that_fails_is_tried_again_where_something_is_typed(
    engine: Engine, monkeypatch: pytest.MonkeyPatch
) -> None:
    with monkeypatch.context() as patched:
        patched.setattr(source, "made", lambda corpus: corpus.nothing)
        assert engine.suggest("") == ()
        thread = engine._suggestions._thread
        assert thread is not None
        thread.join()
    assert suggested(engine, "lgql") == [("两个确立", 1)]


def _with(engine: Engine, text: StoredText) -> Engine:
    update(engine, [text], [], "three")
    return engine
