"""The library's thread: one request at a time, newer ones replace older ones, errors become sentences."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from queue import Queue
from typing import cast

import pytest
from textual.message import Message

from index.errors import LibraryDamaged, QueryError
from index.model import CorpusInfo
from tui.messages import Failed, LibraryFailed, LibraryReady, LibraryWaiting
from tui.services import LibraryLike, LibraryService, Ticket


class Library:
    """Only what opening and closing need."""

    is_sample = True
    read_only = True
    banner = False

    def __init__(self) -> None:
        self.thread = threading.get_ident()
        self.closed = threading.Event()

    def corpus(self) -> CorpusInfo:
        return CorpusInfo(3, 100, "f", "1")

    def close(self) -> None:
        assert threading.get_ident() == self.thread
        self.closed.set()


@dataclass
class Said(Message):
    what: object


class Desk:
    """A service with a place for its messages."""

    def __init__(self, opener: Callable[[Callable[[], None]], object] | None = None) -> None:
        self.library = Library
        self.got: Queue[Message] = Queue()
        self.service = LibraryService(
            cast("Callable[[Callable[[], None]], LibraryLike]", opener or self._open)
        )

    def _open(self, waiting: Callable[[], None]) -> Library:
        self.opened = Library()
        return self.opened

    def next(self) -> Message:
        return self.got.get(timeout=60)


@pytest.fixture
def desk() -> Desk:
    desk = Desk()
    desk.service.start(desk.got.put)
    assert isinstance(desk.next(), LibraryReady)
    return desk


def say(what: object) -> Callable[[LibraryLike, Ticket], Message]:
    return lambda _library, _ticket: Said(what)


def test_the_library_is_opened_in_the_thread_and_its_size_is_told() -> None:
    desk = Desk()
    desk.service.start(desk.got.put)
    ready = desk.next()
    assert isinstance(ready, LibraryReady)
    assert (ready.is_sample, ready.read_only, ready.corpus.documents) == (True, True, 3)
    assert desk.opened.thread != threading.get_ident()
    desk.service.close()
    assert desk.opened.closed.is_set()


def test_waiting_for_another_writer_is_told() -> None:
    def opener(waiting: Callable[[], None]) -> Library:
        waiting()
        return Library()

    desk = Desk(opener)
    desk.service.start(desk.got.put)
    assert isinstance(desk.next(), LibraryWaiting)
    assert isinstance(desk.next(), LibraryReady)


def test_a_library_that_cannot_be_opened_is_a_sentence() -> None:
    def opener(waiting: Callable[[], None]) -> Library:
        raise LibraryDamaged("{path} is damaged", path="x")

    desk = Desk(opener)
    desk.service.start(desk.got.put)
    failed = desk.next()
    assert isinstance(failed, LibraryFailed)
    assert str(failed.error) == "x is damaged"


def test_requests_are_carried_out_in_order(desk: Desk) -> None:
    for number in range(5):
        desk.service.submit("", desk.got.put, say(number))
    assert [desk.next() for _ in range(5)] == [Said(number) for number in range(5)]


def test_a_newer_request_cancels_the_running_one_and_drops_its_answer(desk: Desk) -> None:
    started, cancelled = threading.Event(), threading.Event()

    def slow(library: LibraryLike, ticket: Ticket) -> Message:
        started.set()
        while not ticket.cancelled():
            time.sleep(0.001)
        cancelled.set()
        return Said("stale")

    desk.service.submit("search", desk.got.put, slow)
    assert started.wait(60)
    desk.service.submit("search", desk.got.put, say("fresh"))
    assert desk.next() == Said("fresh")
    assert cancelled.is_set()
    assert desk.got.empty()


def test_a_waiting_request_is_replaced_without_being_run(desk: Desk) -> None:
    gate, ran = threading.Event(), []

    def note(name: str) -> Callable[[LibraryLike, Ticket], Message]:
        def work(library: LibraryLike, ticket: Ticket) -> Message:
            ran.append(name)
            return Said(name)

        return work

    def blocked(library: LibraryLike, ticket: Ticket) -> Message:
        gate.wait(60)
        return Said("gate")

    desk.service.submit("", desk.got.put, blocked)
    for name in "abc":
        desk.service.submit("search", desk.got.put, note(name))
    gate.set()
    assert [desk.next(), desk.next()] == [Said("gate"), Said("c")]
    assert ran == ["c"]


def test_what_a_cancelled_search_raises_is_not_told(desk: Desk) -> None:
    started = threading.Event()

    def raising(library: LibraryLike, ticket: Ticket) -> Message:
        started.set()
        while not ticket.cancelled():
            time.sleep(0.001)
        raise RuntimeError("cancelled")

    desk.service.submit("search", desk.got.put, raising)
    assert started.wait(60)
    desk.service.cancel("search")
    desk.service.submit("", desk.got.put, say("after"))
    assert desk.next() == Said("after")
    from tui.config import state_folder

    log = state_folder() / "errors.log"
    assert not log.exists() or "RuntimeError: cancelled" not in log.read_text("utf-8")


def test_an_error_goes_to_who_asked_with_its_ticket(desk: Desk) -> None:
    def broken(library: LibraryLike, ticket: Ticket) -> Message:
        raise QueryError("wrong at {position}", position=3)

    number = desk.service.submit("search", desk.got.put, broken)
    failed = desk.next()
    assert isinstance(failed, Failed)
    assert (failed.ticket, failed.channel, str(failed.error)) == (number, "search", "wrong at 3")


def test_a_mistake_of_the_program_is_a_sentence_with_the_traceback_on_disk(desk: Desk) -> None:
    from tui.config import state_folder

    def broken(library: LibraryLike, ticket: Ticket) -> Message:
        raise ZeroDivisionError("oops")

    desk.service.submit("search", desk.got.put, broken)
    failed = desk.next()
    assert isinstance(failed, Failed)
    assert "ZeroDivisionError" in str(failed.error)
    assert "oops" in (state_folder() / "errors.log").read_text("utf-8")


def test_a_mistake_is_told_even_where_it_cannot_be_noted(
    desk: Desk, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(library: LibraryLike, ticket: Ticket) -> Message:
        raise ZeroDivisionError("oops")

    (tmp_path / "file").touch()
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path / "file"))
    desk.service.submit("search", desk.got.put, broken)
    failed = desk.next()
    assert isinstance(failed, Failed) and "cannot be written" in str(failed.error)
    desk.service.submit("", desk.got.put, say("after"))
    assert desk.next() == Said("after")


def test_closing_cancels_what_runs_and_closes_the_library(desk: Desk) -> None:
    def endless(library: LibraryLike, ticket: Ticket) -> Message:
        while not ticket.cancelled():
            time.sleep(0.001)
        return Said("late")

    desk.service.submit("search", desk.got.put, endless)
    desk.service.close()
    assert desk.opened.closed.is_set()
    assert desk.got.empty()
