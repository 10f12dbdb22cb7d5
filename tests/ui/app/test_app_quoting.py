"""Quoting: exact text, citation, draft, and a log of all of it on disk."""

from __future__ import annotations

import json
from collections.abc import Callable
from contextlib import AbstractAsyncContextManager
from pathlib import Path
from typing import Any

import pytest

from tui import clipboard
from tui.i18n import _
from tui.screens.reader import ReaderScreen

Start = Callable[..., AbstractAsyncContextManager[Any]]
ENDS = "。！？…”』」）"


async def read_first(session: Any) -> Any:
    await session.search("党建")
    await session.press("enter", "enter")
    await session.until(lambda: isinstance(session.app.screen, ReaderScreen))
    await session.until(lambda: session.shown(session.app.screen.pane) is not None)
    await session.pilot.pause()
    return session.app.screen.pane.reader


async def test_a_selected_sentence_is_copied_verbatim(start: Start) -> None:
    async with start() as session:
        reader = await read_first(session)
        await session.press("n", "n", "s")
        span = reader.selected
        assert span.start <= reader.current_span.start < reader.current_span.end <= span.end
        await session.press("y")
        await session.until(lambda: session.app.clipboard)
        assert session.app.clipboard == reader.stored.text[span.start : span.end]
        assert session.notices and "OSC 52" in session.notices[-1]


async def test_a_selection_by_characters_is_copied_to_the_character(start: Start) -> None:
    async with start() as session:
        reader = await read_first(session)
        begin = reader.current_span.start
        await session.press("v", "right", "l", "right", "y")
        await session.until(lambda: session.app.clipboard)
        assert session.app.clipboard == reader.stored.text[begin : begin + 4]


async def test_copying_with_the_citation_from_the_reader(start: Start) -> None:
    async with start() as session:
        reader = await read_first(session)
        await session.press("p", "Y")
        await session.until(lambda: session.app.clipboard)
        span = reader.selected
        quoted = reader.stored.text[span.start : span.end]
        assert session.app.clipboard.startswith(quoted)
        assert reader.stored.document.title in session.app.clipboard[len(quoted) :]


@pytest.mark.parametrize("key", ["y", "f5"])
async def test_one_key_in_the_list_copies_the_sentence_of_the_hit_with_its_source(
    start: Start, key: str
) -> None:
    async with start() as session:
        await session.search("党建")
        await session.press("enter", "n", "n", key)
        await session.until(lambda: session.app.clipboard)
        reader = session.preview.reader
        sentence = next(
            s
            for s in _sentences(reader)
            if s.start <= reader.current_span.start and s.end >= reader.current_span.end
        )
        quoted = reader.stored.text[sentence.start : sentence.end]
        assert session.app.clipboard.startswith(quoted)
        assert len(session.app.clipboard) > len(quoted)


def _sentences(reader: Any) -> list[Any]:
    from index.text.sentences import sentences

    paragraphs = reader.stored.paragraphs
    return [s for p in paragraphs for s in sentences(reader.stored.text, p.start, p.end)]


@pytest.mark.parametrize("key", ["a", "f7"])
async def test_one_key_in_the_list_appends_to_the_draft(start: Start, key: str, tmp_path: Path) -> None:
    async with start() as session:
        await session.search("党建")
        await session.press("enter", key)
        draft = tmp_path / "drafts" / "摘录.md"
        await session.until(lambda: session.notices)
        assert str(draft) in session.notices[-1]
        reader = session.preview.reader
        hit = reader.stored.text[reader.current_span.start : reader.current_span.end]
        assert hit in draft.read_text("utf-8")
        await session.press("n", "n", key)
        await session.until(lambda: len(session.notices) == 2)
        assert draft.read_text("utf-8").count("<!-- dangjian-tui:") == 2


async def test_the_selection_goes_to_the_draft_from_the_reader(start: Start, tmp_path: Path) -> None:
    async with start() as session:
        reader = await read_first(session)
        await session.press("n", "n", "p", "a")
        await session.until(lambda: session.notices)
        span = reader.selected
        quoted = reader.stored.text[span.start : span.end]
        assert f"> {quoted}\n" in (tmp_path / "drafts" / "摘录.md").read_text("utf-8")


async def test_everything_taken_is_in_the_log(start: Start) -> None:
    from tui.quotations import log_path

    async with start() as session:
        reader = await read_first(session)
        await session.press("s", "y")
        await session.until(lambda: len(session.notices) == 1)
        await session.press("a")
        await session.until(lambda: len(session.notices) == 2)
        entries = [json.loads(line) for line in log_path().read_text("utf-8").splitlines()]
        assert [entry["purpose"] for entry in entries] == ["copy", "append"]
        for entry in entries:
            assert entry["text"] == reader.stored.text[entry["start"] : entry["end"]]
            assert entry["id"] == reader.stored.document.id
        assert log_path().stat().st_mode & 0o777 == 0o600


async def test_the_notice_names_the_way_that_was_taken(start: Start, monkeypatch: pytest.MonkeyPatch) -> None:
    async with start() as session:
        monkeypatch.setattr(clipboard, "send", lambda _text: ("tmux", "xclip"))
        await read_first(session)
        await session.press("y")
        await session.until(lambda: session.notices)
        assert "tmux + xclip" in session.notices[-1] and "OSC 52" not in session.notices[-1]
        assert not session.app.clipboard, "tmux has it already"


async def test_without_hit_or_selection_there_is_nothing_to_take(start: Start) -> None:
    async with start() as session:
        await session.press("enter", "y")
        await session.until(lambda: session.notices)
        assert session.notices == [_("There is no hit and no selection here to take.")]


async def test_a_draft_that_cannot_be_written_is_a_sentence_and_nothing_is_lost(
    start: Start, tmp_path: Path
) -> None:
    from tui.quotations import log_path

    (tmp_path / "drafts" / "摘录.md").mkdir(parents=True)
    async with start() as session:
        await session.search("党建")
        await session.press("enter", "a")
        await session.until(lambda: session.notices)
        assert "Traceback" not in session.notices[-1]
        (line,) = log_path().read_text("utf-8").splitlines()
        assert json.loads(line)["text"] in session.preview.stored.text
