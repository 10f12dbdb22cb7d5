"""Lists that are read page by page: what stands when, and what other requests get between two pages."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from itertools import count
from typing import Any

import pytest
from textual.message import Message

from index.model import Document
from tui import upkeep
from tui.messages import Listed
from tui.pages import Pages
from tui.services import Ticket


@pytest.fixture(autouse=True)
def small_pages(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(upkeep, "PAGE", 2)


class Shelf:
    """A library and its service at once: requests wait until ``answer`` carries out the oldest."""

    def __init__(self, document: Document, ids: Sequence[int]) -> None:
        self.known = {id: replace(document, id=id, title=f"题{id}") for id in ids}
        self.waiting: list[tuple[Ticket, Any]] = []
        self._numbers = count(1)

    def submit(self, channel: str, _target: Callable[[Message], object], work: Any) -> int:
        ticket = Ticket(next(self._numbers), channel)
        self.waiting = [(one, asked) for one, asked in self.waiting if one.channel != channel]
        self.waiting.append((ticket, work))
        return ticket.number

    def answer(self) -> Listed:
        ticket, work = self.waiting.pop(0)
        answered: Listed = work(self, ticket)
        return answered

    def ids(self, where: str | None = None) -> list[int]:
        return [id for id in self.known if not where or str(id) in where]

    def documents(self, ids: Sequence[int]) -> list[Document]:
        return [self.known[id] for id in ids if id in self.known]


@pytest.fixture
def shelf(make_text: Any) -> Shelf:
    return Shelf(make_text("正文").document, [5, 4, 3, 2, 1])


@pytest.fixture
def pages(shelf: Shelf) -> Pages:
    return Pages(shelf, "library", lambda _message: None)  # type: ignore[arg-type]


def ids(pages: Pages) -> list[int]:
    return [document.id for document in pages.documents or ()]


def read(pages: Pages, shelf: Shelf) -> None:
    while shelf.waiting:
        pages.took(shelf.answer())


def test_the_first_page_stands_while_the_next_ones_are_read(pages: Pages, shelf: Shelf) -> None:
    pages.ask()
    assert pages.took(shelf.answer())
    assert (ids(pages), len(pages.ids), pages.is_whole) == ([5, 4], 5, False)
    first = pages.documents
    assert len(shelf.waiting) == 1, "one page is asked for at a time: other requests have their turn"
    assert pages.took(shelf.answer()) and ids(pages) == [5, 4, 3, 2]
    assert len(first or ()) == 2, "what is being sorted elsewhere does not grow"
    assert pages.took(shelf.answer()) and ids(pages) == [5, 4, 3, 2, 1]
    assert pages.is_whole and not shelf.waiting


def test_what_was_changed_stands_at_once_and_the_list_does_not_shrink(pages: Pages, shelf: Shelf) -> None:
    pages.ask()
    read(pages, shelf)
    shelf.known[1] = replace(shelf.known[1], title="新题")
    del shelf.known[3]
    pages.ask("", changed=[1, 3])
    assert pages.took(shelf.answer())
    assert ids(pages) == [5, 4, 2, 1] and pages.is_whole
    assert pages.documents is not None and pages.documents[-1].title == "新题"
    read(pages, shelf)
    assert ids(pages) == [5, 4, 2, 1]


def test_what_comes_back_is_in_its_place_when_all_is_read(pages: Pages, shelf: Shelf) -> None:
    pages.ask()
    read(pages, shelf)
    shelf.known = {7: replace(shelf.known[5], id=7), **shelf.known}
    pages.ask("", changed=[7])
    read(pages, shelf)
    assert ids(pages) == [7, 5, 4, 3, 2, 1]


def test_another_filter_begins_anew_and_late_pages_of_the_one_before_are_dropped(
    pages: Pages, shelf: Shelf
) -> None:
    pages.ask()
    late = shelf.answer()
    pages.ask("1 2 3")
    assert not pages.took(late) and pages.documents is None
    assert pages.took(shelf.answer()) and ids(pages) == [3, 2]
    read(pages, shelf)
    assert ids(pages) == [3, 2, 1]


def test_documents_that_are_gone_between_two_pages_do_not_stop_it(pages: Pages, shelf: Shelf) -> None:
    pages.ask()
    pages.took(shelf.answer())
    shelf.known.clear()
    read(pages, shelf)
    assert ids(pages) == [5, 4] and pages.is_whole


def test_documents_of_a_report_are_read_by_their_ids(pages: Pages, shelf: Shelf) -> None:
    pages.ask_for([1, 9, 5])
    read(pages, shelf)
    assert ids(pages) == [1, 5] and pages.is_whole
    pages.ask_for([])
    read(pages, shelf)
    assert ids(pages) == [] and pages.is_whole
