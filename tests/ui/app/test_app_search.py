"""Finding: search as one types, errors, empty answers, and the way between bar and list."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import AbstractAsyncContextManager
from dataclasses import replace
from pathlib import Path
from threading import Event
from typing import Any

from textual import events
from textual.message import Message
from textual.widgets import Static

from index.model import SearchAnswer
from tui import counted, requests
from tui.i18n import _
from tui.messages import Answered, Warm
from tui.screens.search import SearchScreen
from tui.services import LibraryLike, Ticket, Work
from tui.widgets.facets import FacetLine, FacetPanel
from tui.widgets.lines import Line
from tui.widgets.query_bar import QueryInput

Start = Callable[..., AbstractAsyncContextManager[Any]]


async def test_the_program_begins_with_all_documents_and_the_cursor_in_the_bar(start: Start) -> None:
    async with start() as session:
        assert session.screen.query_one(QueryInput).has_focus
        assert len(session.results.items) == session.screen.answer.documents >= 12
        dates = [hit.document.date or "" for hit in session.results.items]
        assert dates == sorted(dates, reverse=True)


async def test_results_come_while_one_types_with_exact_totals(start: Start) -> None:
    async with start() as session:
        texts = {hit.document.id: session.preview.stored for hit in session.results.items}
        assert texts
        await session.search("党建")
        answer = session.screen.answer
        assert answer.documents > 1 and answer.occurrences > answer.documents
        assert counted.documents(answer.documents) in session.totals
        assert counted.places(answer.occurrences) in session.totals
        assert [hit.document.id for hit in session.results.items] == [h.document.id for h in answer.hits]
        assert session.screen.query_one(QueryInput).has_focus


async def test_six_characters_committed_at_once_are_one_search(start: Start, monkeypatch: Any) -> None:
    async with start() as session:
        asked: list[str] = []
        submit = session.app.desk.service.submit

        def counting(channel: str, *rest: Any) -> int:
            asked.append(channel)
            return int(submit(channel, *rest))

        monkeypatch.setattr(session.app.desk.service, "submit", counting)
        bar = session.screen.query_one(QueryInput)
        for character in "机关党的建设":
            bar.insert_text_at_cursor(character)
        await session.settled("机关党的建设")
        assert asked.count("search") == 1


async def test_an_answer_to_an_older_query_is_dropped(start: Start) -> None:
    async with start() as session:
        await session.search("党建")
        answer = session.screen.answer
        stale = replace(answer, query="older", documents=99999)
        session.screen.post_message(Answered(session.screen._ticket - 1, stale))
        await session.pilot.pause()
        assert session.screen.answer is answer
        assert "99,999" not in session.totals


async def test_the_preview_shows_the_highlighted_document_with_its_hits(start: Start) -> None:
    async with start() as session:
        await session.search("党建")
        await session.press("enter", "down")
        second = session.results.items[1]
        await session.until(lambda: session.shown(session.preview) == second.document.id)
        reader = session.preview.reader
        assert len(reader.hits) >= second.occurrences
        assert reader.stored.text[slice(*_bounds(reader.current_span))] == "党建"
        first = reader.current_hit
        await session.press("n")
        assert reader.current_hit == first + 1
        await session.press("N")
        assert reader.current_hit == first


def _bounds(span: Any) -> tuple[int, int]:
    return span.start, span.end


async def test_a_broken_query_is_explained_in_one_line_while_the_results_stay(start: Start) -> None:
    async with start() as session:
        await session.search("党建")
        before = session.results.items
        session.screen.query_one(QueryInput).value = "党建 OR"
        totals = session.screen.query_one("#totals", Line)
        await session.until(lambda: totals.has_class("problem"))
        assert "\n" not in totals.text and "Traceback" not in totals.text
        assert session.results.items == before
        session.screen.query_one(QueryInput).value = "党建"
        await session.until(lambda: not totals.has_class("problem"))


async def test_what_another_program_has_imported_meanwhile_is_counted(start: Start, monkeypatch: Any) -> None:
    async with start() as session:
        await session.search("党建")
        everything = requests._everything

        def grown(*given: Any) -> SearchAnswer:
            answer = everything(*given)
            return replace(answer, documents=answer.documents + 7)

        monkeypatch.setattr(requests, "_everything", grown)
        await session.press("escape")
        await session.settled("")
        bar = session.screen.query_one("#library", Static)
        assert f" {session.screen.answer.documents} " in str(bar.render())


async def test_escape_always_goes_one_step_back(start: Start) -> None:
    async with start() as session:
        await session.search("党建")
        await session.press("enter", "enter")
        await session.until(lambda: session.shown(session.app.screen.pane) is not None)
        await session.press("s")
        assert session.app.screen.pane.reader.selected
        await session.press("escape")
        assert session.app.screen.pane.reader.selected is None
        await session.press("escape")
        assert isinstance(session.app.screen, SearchScreen) and session.results.has_focus
        await session.press("escape")
        assert session.screen.query_one(QueryInput).has_focus
        assert session.screen.query_one(QueryInput).value == "党建"
        await session.press("escape")
        await session.settled("")
        await session.press("escape")
        assert _("Ctrl+Q leaves the program.") in session.notices


async def test_while_typing_letters_are_text_and_in_the_list_they_are_commands(start: Start) -> None:
    async with start() as session:
        await session.press("q", "m", "c")
        assert session.screen.query_one(QueryInput).value == "qmc"
        await session.press("escape")
        await session.settled("")
        await session.press("enter", "m")
        assert len(session.results.marked) == 1
        await session.press("q")
        assert session.app._exit


async def test_full_width_punctuation_works_while_an_input_method_is_on(start: Start) -> None:
    async with start() as session:
        await session.press("enter", "／")
        assert session.screen.query_one(QueryInput).has_focus
        await session.press("enter", "、")
        assert session.screen.query_one(QueryInput).has_focus
        await session.press("enter", "？")
        assert not isinstance(session.app.screen, SearchScreen)
        await session.press("escape")
        assert isinstance(session.app.screen, SearchScreen)


async def test_a_pasted_line_break_is_dropped_and_nothing_else(start: Start) -> None:
    async with start() as session:
        bar = session.screen.query_one(QueryInput)
        bar.post_message(events.Paste("机关\n党建\r\n质量"))
        await session.until(lambda: bar.value)
        assert bar.value == "机关党建质量"


async def test_a_pasted_text_that_is_no_query_is_not_searched_for(start: Start) -> None:
    async with start() as session:
        bar = session.screen.query_one(QueryInput)
        bar.post_message(events.Paste("机关党建工作。\n" * 1000))
        await session.until(lambda: any("7000" in notice for notice in session.notices))
        assert bar.value == ""
        bar.post_message(events.Paste("机关党建" * 1000))
        await session.until(lambda: len(bar.value) == 4000)


async def test_the_order_can_be_changed_to_newest_first(start: Start) -> None:
    async with start() as session:
        await session.search("党建")
        before = session.screen.answer
        await session.press("enter", "s")
        await session.until(lambda: session.screen.answer is not before)
        exact = [
            hit.document.date or "" for hit in session.results.items if not hit.loose and not hit.related
        ]
        assert exact == sorted(exact, reverse=True)
        assert _("newest first") in session.totals


async def test_the_layout_follows_the_width(start: Start) -> None:
    async with start(size=(80, 24)) as session:
        await session.search("党建")
        facets, panel = session.screen.query_one(FacetLine), session.screen.query_one(FacetPanel)
        assert not session.preview.display and facets.display and not panel.display
        await session.press("enter", "v")
        assert session.preview.display and session.results.size.height >= 3
        await session.press("v")
        assert not session.preview.display
        await session.pilot.resize_terminal(120, 40)
        await session.until(lambda: session.screen.has_class("-wide"))
        assert facets.display and not panel.display
        await session.pilot.resize_terminal(200, 50)
        await session.until(lambda: session.screen.has_class("-full"))
        assert panel.display and not facets.display


async def test_the_sample_is_named_as_what_it_is(start: Start) -> None:
    async with start() as session:
        assert _("Sample articles, read-only. Ctrl+O imports your own.") in (
            session.screen.query_one("#status", Line).text
        )


async def test_a_document_without_a_title_is_called_by_its_first_sentence(start: Start) -> None:
    def opener(waiting: Any) -> Any:
        from index.library import Library

        library: Any = Library.open("sample", waiting=waiting)
        newest, show = library.newest, library.show
        library.newest = lambda limit, **rest: [replace(d, title=None) for d in newest(limit, **rest)]
        library.show = lambda id: replace(show(id), document=replace(show(id).document, title=None))
        return library

    async with start(opener=opener) as session:
        first = session.results.items[0].document.id
        name = session.results._names[first]
        assert name.startswith("‹") and name.endswith("›")
        assert name[1:5] in session.preview.stored.text
        assert session.preview.head.title == name


async def test_while_a_search_runs_the_old_results_cannot_be_taken_by_mistake(start: Start) -> None:
    entered, gate = Event(), Event()

    def opener(waiting: Any) -> Any:
        from index.library import Library

        library = Library.open("sample", waiting=waiting)
        search = library.search

        def slow(query: str, **rest: Any) -> SearchAnswer:
            if query == "党支部":
                entered.set()
                gate.wait(60)
            return search(query, **rest)

        library.search = slow  # type: ignore[method-assign]
        return library

    async with start(opener=opener) as session:
        await session.search("党建")
        session.screen.query_one(QueryInput).value = "党支部"
        await session.until(entered.is_set)
        await session.press("enter", "y", "a", "m")
        assert session.notices == [_("Still searching; one moment.")] * 3
        assert not session.app.clipboard and not session.results.marked
        await session.until(lambda: session.totals == _("Searching…"))
        await session.press("down", "m", "up")
        assert session.results.current == 0
        gate.set()
        await session.settled("党支部")
        ids = [hit.document.id for hit in session.results.items]
        assert session.results.marked == (ids[0], ids[1]), "keys ran ahead; they were meant for these"
        assert session.results.current == 0
        await session.until(lambda: len(session.notices) == 6)
        assert "党支部" in session.app.clipboard


def _held(gate: Event) -> Work:
    """Work that keeps the library's thread until ``gate`` opens."""

    def work(_library: LibraryLike, _ticket: Ticket) -> Message:
        gate.wait(60)
        return Warm()

    return work


async def test_what_ran_ahead_is_forgotten_when_one_goes_back_to_the_bar(start: Start) -> None:
    gate = Event()
    async with start() as session:
        await session.search("党建")
        session.app.desk.service.submit("", session.screen.post_message, _held(gate))
        session.screen.query_one(QueryInput).value = "党支部"
        await session.press("enter", "down", "m", "slash")
        gate.set()
        await session.settled("党支部")
        assert not session.results.marked and session.results.current == 0


async def test_another_query_begins_at_its_best_hit_another_order_stays_at_the_document(start: Start) -> None:
    async with start() as session:
        await session.search("党建")
        await session.press("enter", "down", "down")
        chosen, before = session.screen.hit.document.id, session.screen.answer
        await session.press("s")
        await session.until(lambda: session.screen.answer is not before)
        assert session.screen.hit.document.id == chosen
        await session.press("slash", *"业务")
        await session.settled("党建业务")
        assert session.results.current == 0


async def test_what_the_list_shows_is_what_is_copied(start: Start) -> None:
    async with start() as session:
        await session.search("机关党建")
        await session.press("enter")
        for hit in session.results.items:
            if hit.related:
                break
            await session.until(lambda id=hit.document.id: session.shown(session.preview) == id)
            assert session.preview.reader.current_span == hit.snippets[0].highlights[0]
            await session.press("down")


async def test_without_a_preview_the_status_line_shows_the_next_hit(start: Start) -> None:
    async with start(size=(80, 24)) as session:
        await session.search("党建")
        await session.press("enter", "n")
        reader = session.preview.reader
        place = _("hit {index}/{total}").format(index=reader.current_hit + 1, total=reader.total)
        assert session.notices[-1].startswith(f"{place}  ") and "黨建" in session.notices[-1]
        assert session.screen.query_one("#status").size.height == 1
        for _step in reader.hits.spans:
            await session.press("n")
        assert session.notices[-1] == _("No further hit in this document.")


async def test_an_empty_library_stays_empty_whatever_one_types(start: Start, tmp_path: Path) -> None:
    def opener(waiting: Any) -> Any:
        from index.library import Library

        return Library.open(tmp_path / "new", waiting=waiting)

    async with start(opener=opener) as session:
        await session.search("党建")
        why = str(session.screen.query_one("#empty", Static).render())
        assert "dangjian-tui import" in why and "党建" not in why


async def test_a_list_that_is_not_complete_says_how_many_are_missing(start: Start, monkeypatch: Any) -> None:
    monkeypatch.setattr(requests, "SHOWN", (2,))
    async with start() as session:
        await session.search("党建")
        missing = session.screen.answer.documents - 2
        assert missing > 0
        await session.press("enter", "end")
        last = session.results.render_line(session.results.lines - 1).text
        told = _("{number} more are not listed; narrow the search (省: 年: or more words)")
        assert told.format(number=missing) in last


async def test_a_list_goes_on_when_its_end_is_near(start: Start, monkeypatch: Any) -> None:
    monkeypatch.setattr(requests, "SHOWN", (2, 6))
    monkeypatch.setattr("tui.screens.search.NEAR_END", 1)
    async with start() as session:
        await session.search("党建")
        assert len(session.results.items) == 2
        await session.press("enter", "down")
        await session.until(lambda: len(session.results.items) == 6)
        assert session.results.current == 1


async def test_what_the_first_search_needs_is_loaded_before_it(start: Start) -> None:
    warmed: list[str] = []

    def opener(waiting: Any) -> Any:
        from index.library import Library

        library = Library.open("sample", waiting=waiting)
        search = library.search

        def listening(query: str, **rest: Any) -> SearchAnswer:
            warmed.append(query)
            return search(query, **rest)

        library.search = listening  # type: ignore[method-assign]
        return library

    async with start(opener=opener) as session:
        await session.until(lambda: len(warmed) == 1)
        assert session.screen.answer.query == "", "nobody sees it"
