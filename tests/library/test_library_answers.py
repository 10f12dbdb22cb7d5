"""What the library answers about its documents: lists, texts, passages, citations, checks."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor, wait
from pathlib import Path
from threading import Event

import pytest

from index.errors import UsageError
from index.library import Library
from index.store import Store

Write = Callable[..., Path]
Article = Callable[..., str]


def test_documents_are_listed_by_id_or_by_what_they_match(stocked: Library) -> None:
    assert [document.id for document in stocked.list()] == [1, 2, 3]
    assert [document.id for document in stocked.list("第2支部")] == [2]
    assert stocked.list("无此字样") == []
    assert stocked.list(" ") == stocked.list()


def test_a_list_is_read_by_ids_newest_first_undated_ones_last(stocked: Library) -> None:
    stocked.set_fields(3, {"date": "2020"})
    stocked.set_fields(1, {"date": "2021-05"})
    stocked.set_fields(2, {"date": ""})
    assert stocked.ids() == [1, 3, 2] == [document.id for document in stocked.newest(9)]
    assert stocked.ids("第2支部 OR 第3支部") == [3, 2]
    assert stocked.ids("无此字样") == []
    assert [document.id for document in stocked.documents([2, 99, 1])] == [2, 1]


def test_paragraphs_cover_the_text_but_for_the_line_ends_between_them(stocked: Library) -> None:
    stored = stocked.show(1)
    pieces = [stored.text[paragraph.start : paragraph.end] for paragraph in stored.paragraphs]
    assert "\n".join(pieces) == stored.text
    assert stored.document.characters == len(stored.text)
    assert stored.document == stocked.document(1)


def test_a_sentence_is_found_around_a_place(stocked: Library) -> None:
    text = stocked.show(1).text
    at = text.index("带头值班")
    sentence = stocked.sentence(1, at, at + 4)
    assert text[sentence.start : sentence.end] == "支部书记带头值班，全年接待来访10人次，办结事项7件。"
    with pytest.raises(UsageError):
        stocked.sentence(1, at, len(text) + 1)


def test_the_other_script_has_the_same_length(stocked: Library) -> None:
    text = stocked.show(1).text
    shown = stocked.display(1, "traditional")
    assert len(shown) == len(text) and "機關" in shown
    assert stocked.show(1).text == text


def test_a_citation_quotes_exactly_the_passage(stocked: Library) -> None:
    stocked.set_fields(1, {"title": "窗口服务清单", "source": "某市日报", "date": "2023-04-05"})
    text = stocked.show(1).text
    citation = stocked.cite(1, 30, 47)
    assert citation.text == text[30:47]
    assert citation.reference == "窗口服务清单[N]. 某市日报，2023-04-05."
    assert stocked.cite(1, 30).text == text[30:]
    assert stocked.cite(1).text == ""
    assert stocked.cite(1, 0, 5, "gb2015").reference == "窗口服务清单[N]. 某市日报, 2023-04-05."


@pytest.mark.parametrize(("start", "end"), [(-1, 5), (5, 5), (9, 3), (0, 10**6), (10**6, None)])
def test_a_passage_that_is_not_there_cannot_be_cited(stocked: Library, start: int, end: int | None) -> None:
    with pytest.raises(UsageError, match="passage"):
        stocked.cite(1, start, end)


def test_the_issue_of_a_journal_is_taken_from_the_page(
    library: Library, write: Write, article: Article
) -> None:
    text = "机关支部的服务清单\n\n2021-12-08 某某\n\n紫光阁 2021年10期\n\n" + article(1).split("\n", 1)[1]
    library.import_paths([write("a.txt", text)], values={"source": "紫光阁", "date": "2021-10"})
    assert "[J]. 紫光阁，2021（10）." in library.cite(1, 0, 5).reference


def test_occurrences_kwic_and_stats_come_from_the_same_engine(stocked: Library) -> None:
    text = stocked.show(2).text
    found = stocked.occurrences(2, "支部")
    assert [text[span.start : span.end] for span in found.exact] == ["支部"] * text.count("支部")
    lines = stocked.kwic("支部", width=4)
    assert len(lines) == stocked.search("支部").occurrences == 12
    for line in lines:
        assert stocked.show(line.id).text[line.start : line.end] == line.keyword == "支部"
    assert [(row.documents, row.occurrences) for row in stocked.stats("支部", ("region",))] == [(3, 12)]


def test_a_healthy_library_passes_every_check(stocked: Library) -> None:
    checks = stocked.doctor()
    assert all(check.ok for check in checks), checks
    names = {check.name for check in checks}
    assert {"library", "integrity", "references", "bytes", "fingerprint", "index", "space"} <= names
    assert len(names) == len(checks)


def test_threads_may_ask_at_once(stocked: Library) -> None:
    def ask(number: int) -> tuple[int, int, str]:
        return (
            stocked.search("支部").occurrences,
            len(stocked.list()),
            stocked.show(number % 3 + 1).text[:1],
        )

    with ThreadPoolExecutor(4) as threads:
        assert set(threads.map(ask, range(40))) == {(12, 3, "第")}


def test_closing_waits_for_the_answer_that_is_being_given(stocked: Library) -> None:
    asked, closing = Event(), Event()

    def cancelled() -> bool:
        asked.set()
        assert closing.wait(60)
        return False

    with ThreadPoolExecutor(2) as threads:
        answer = threads.submit(stocked.search, "支部", cancelled=cancelled)
        assert asked.wait(60)
        closed = threads.submit(stocked.close)
        assert wait([closed], timeout=0.2).not_done
        closing.set()
        assert answer.result(60).occurrences == 12
        closed.result(60)


def test_a_closed_library_says_so_and_does_not_call_itself_damaged(stocked: Library) -> None:
    stocked.close()
    stocked.close()
    for ask in (stocked.list, stocked.corpus, lambda: stocked.search("支部"), lambda: stocked.show(1)):
        with pytest.raises(ValueError, match="closed"):
            ask()


def test_pieces_of_texts_are_those_of_the_whole_texts(stocked: Library) -> None:
    store = Store(stocked.path)
    texts = {id: stocked.show(id).text for id in (1, 2, 3)}
    spans = [(id, start, start + size) for id in (2, 1, 3) for start in range(0, 90, 3) for size in (0, 1, 7)]
    assert store.excerpts(spans) == [texts[id][start:end] for id, start, end in spans]
    few = [(3, 4, 9), (1, 2, 3), (2, 0, 8), (3, 1, 2)]
    assert store.excerpts(few) == [texts[id][start:end] for id, start, end in few]
    end = len(texts[1])
    assert store.excerpts([(1, end - 2, end + 5), (99, 0, 3)]) == [texts[1][-2:], None]
    store.close()
