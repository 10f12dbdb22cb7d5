"""The reader's margin: how many others share what stands beside it, and from one passage to the next."""

from __future__ import annotations

import threading
from collections.abc import Callable
from contextlib import AbstractAsyncContextManager
from pathlib import Path
from typing import Any

import pytest

from index.library import Library
from index.model import Paragraph, Span, StoredText
from index.reuse import model as reuse
from tui import margin
from tui.i18n import _
from tui.margin import LONGEST, Margin, Shared, SharedReady, stretches
from tui.screens.parallels import ParallelsScreen
from tui.screens.reader import ReaderScreen
from tui.widgets.reader import Reader

Start = Callable[..., AbstractAsyncContextManager[Any]]
Open = Callable[[Any], Any]

FEW = "把办事窗口开到田间地头，把难事办成实事"
MANY = "先学一步，深学一层，带着问题去学"
OWN = "雪后初晴，同志们都来得很早，会场里坐得满满当当"


@pytest.fixture
def library(tmp_path: Path) -> Path:
    """Seven articles: the first shares one sentence with one other, another one with all six."""
    (tmp_path / "saved").mkdir()
    for number, lead in enumerate("甲乙丙丁戊己庚"):
        more = f"\n{FEW}。\n" if number < 2 else ""
        more += f"\n{OWN}。\n" if not number else ""
        text = f"{lead * 3}的会。\n\n{MANY}。{lead * 5}。\n{more}\n{lead * 6}。\n"
        (tmp_path / "saved" / f"{number}.txt").write_text(text, "utf-8")
    with Library.open(tmp_path / "library") as opened:
        opened.import_paths([tmp_path / "saved"])
    return tmp_path / "library"


@pytest.fixture
def opener(library: Path) -> Open:
    return lambda waiting: Library.open(library, waiting=waiting)


async def opened(session: Any) -> Any:
    """The first article in the reader."""
    results = session.results
    results.go_to(next(n for n, hit in enumerate(results.items) if hit.document.id == 1))
    session.app.set_focus(results)
    await session.pilot.pause()
    await session.press("enter")
    await session.until(lambda: isinstance(session.app.screen, ReaderScreen))
    screen = session.app.screen
    await session.until(lambda: session.shown(screen.pane) == 1)
    return screen


async def known(session: Any, screen: ReaderScreen) -> None:
    await session.until(lambda: screen.margin is not None and screen.margin.whole)
    await session.pilot.pause()


def sign_of(screen: Any, said: str) -> str:
    """The sign beside the line on which ``said`` begins."""
    reader = screen.pane.reader
    assert reader.stored is not None and reader._page is not None
    row = reader.row_of(reader.stored.text.index(said))
    return str(reader.render_line(row).text[reader._page.left - 2])


async def test_the_sign_tells_how_many_others_share_it(start: Start, opener: Open) -> None:
    async with start(size=(80, 24), opener=opener) as session:
        screen = await opened(session)
        await known(session, screen)
        assert sign_of(screen, FEW) == "·"
        assert sign_of(screen, MANY) == "▪"
        assert sign_of(screen, OWN) == " "


async def test_what_the_last_document_shares_is_not_shown_beside_the_next_one(
    start: Start, opener: Open
) -> None:
    async with start(size=(80, 24), opener=opener) as session:
        screen = await opened(session)
        await known(session, screen)
        line = Span(screen.pane.stored.text.index(OWN), len(screen.pane.stored.text))
        late = Shared(line.start, line.end, 1, True)
        screen.post_message(SharedReady(screen._shared, 2, (late,), ()))
        await session.pilot.pause()
        assert sign_of(screen, OWN) == " "
        screen.post_message(SharedReady(screen._shared, 1, (late,), ()))
        await session.until(lambda: sign_of(screen, OWN) == "·")


async def test_the_margin_is_hidden_and_shown_by_a_key_and_stays_so(start: Start, opener: Open) -> None:
    async with start(size=(80, 24), opener=opener) as session:
        screen = await opened(session)
        await known(session, screen)
        await session.press("m")
        assert sign_of(screen, FEW) == " "
        await session.press("full_stop")
        assert session.notices[-1] == _("The margin is hidden; m shows it.")
        await session.press("escape")
        screen = await opened(session)
        await session.pilot.pause()
        assert screen.margin is None
        await session.press("6")
        await known(session, screen)
        assert sign_of(screen, FEW) == "·"
        assert all(sign in session.notices[-1] for sign in "·:▪■~")


@pytest.mark.parametrize(("on", "back"), [("full_stop", "comma"), ("。", "，")])
async def test_keys_go_from_one_shared_passage_to_the_next(
    start: Start, opener: Open, on: str, back: str
) -> None:
    async with start(size=(80, 24), opener=opener) as session:
        screen = await opened(session)
        await known(session, screen)
        reader = screen.pane.reader
        seen = []
        for _step in range(2):
            await session.press(on)
            assert reader.held is not None
            seen.append(reader.stored.text[reader.held.start : reader.held.end][:5])
        assert seen == [MANY[:5], FEW[:5]]
        assert _("shared passage {index}/{total}").format(index=2, total=2) in session.notices[-1]
        await session.press(on)
        assert session.notices[-1] == _("No further shared passage.")
        await session.press(back)
        assert reader.cursor == reader.stored.text.index(MANY)
        await session.press(back)
        assert session.notices[-1] == _("No shared passage before this one.")


async def test_the_passage_that_one_went_to_is_quoted(start: Start, opener: Open) -> None:
    async with start(size=(80, 24), opener=opener) as session:
        screen = await opened(session)
        await known(session, screen)
        await session.press("full_stop", "full_stop", "y")
        await session.until(lambda: session.app.clipboard)
        assert session.app.clipboard == f"{FEW}。"


async def test_one_reads_on_while_it_is_looked_for_and_leaving_ends_that(start: Start, library: Path) -> None:
    began, go_on = threading.Event(), threading.Event()
    ended: list[bool] = []

    def slow(waiting: Any) -> Any:
        found: Any = Library.open(library, waiting=waiting)
        shared = found.shared

        def waits(*arguments: Any, cancelled: Callable[[], bool], **rest: Any) -> Any:
            began.set()
            go_on.wait(60)
            ended.append(cancelled())
            return shared(*arguments, **rest)

        found.shared = waits
        return found

    async with start(size=(80, 24), opener=slow) as session:
        screen = await opened(session)
        await session.until(began.is_set)
        cursor = screen.pane.reader.cursor
        await session.press("right", "right")
        assert screen.pane.reader.cursor == cursor + 2
        await session.press("home", "full_stop")
        assert session.notices[-1] == _("What others share is still being looked for.")
        await session.press("escape")
        assert session.app.screen is session.screen
        go_on.set()
        await session.until(lambda: ended)
        assert ended[0], "nobody wants it any more"


async def test_of_a_long_document_not_each_piece_draws_the_page_anew(
    start: Start, library: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with Library.open(library) as opened_library:
        long = "\n\n".join(f"{chr(0x4E00 + at)}{OWN}。" for at in range(300))
        (library.parent / "long.txt").write_text(f"长文\n\n{long}\n", "utf-8")
        opened_library.import_paths([library.parent / "long.txt"])
    drawn: list[int] = []
    asked: list[int] = []

    def each_alone(waiting: Any) -> Any:
        found: Any = Library.open(library, waiting=waiting)

        def one_each(_stored: StoredText, spans: Any, **_rest: Any) -> Any:
            asked.append(len(spans))
            return [reuse.Shared(span.start, span.end, 2, True) for span in spans]

        found.shared = one_each
        return found

    monkeypatch.setattr(margin, "AT_ONCE", 0)
    monkeypatch.setattr(margin, "TOGETHER", 0)
    mark = Reader.mark_margin

    def counted(reader: Reader, known: Margin | None) -> None:
        drawn.append(len(known.shared) if known else 0)
        mark(reader, known)

    monkeypatch.setattr(Reader, "mark_margin", counted)
    async with start(size=(80, 24), opener=each_alone) as session:
        results = session.results
        results.go_to(next(n for n, hit in enumerate(results.items) if hit.document.id == 8))
        session.app.set_focus(results)
        await session.pilot.pause()
        await session.press("enter")
        await session.until(lambda: isinstance(session.app.screen, ReaderScreen))
        await known(session, session.app.screen)
        assert len(asked) >= 300
        assert drawn[:3] == [1, 2, 3], "the first ones are shown at once"
        assert drawn[-1] == sum(asked), "in the end all of them"
        assert len(drawn) < 80


async def test_what_was_asked_for_goes_on_after_the_parallels_were_looked_at(
    start: Start, opener: Open
) -> None:
    async with start(size=(80, 24), opener=opener) as session:
        screen = await opened(session)
        await session.press("x")
        await session.until(lambda: isinstance(session.app.screen, ParallelsScreen))
        await session.press("escape")
        await known(session, screen)
        assert sign_of(screen, FEW) == "·"


async def test_another_document_has_another_margin(start: Start, opener: Open) -> None:
    async with start(size=(80, 24), opener=opener) as session:
        screen = await opened(session)
        await known(session, screen)
        before = screen.margin
        await session.press("right_square_bracket")
        await session.until(lambda: session.shown(screen.pane) != 1)
        await session.until(lambda: screen.margin is not before)
        await known(session, screen)
        assert sign_of(screen, MANY) == "▪"


def test_signs_grow_with_the_number_and_formulae_have_their_own() -> None:
    numbers = {1: "·", 2: ":", 4: ":", 5: "▪", 19: "▪", 20: "■", 400: "■"}
    for others, sign in numbers.items():
        assert Margin([Shared(10, 20, others, True)]).sign(0, 11) == sign
    both = Margin([Shared(0, 9, 500, False), Shared(4, 30, 2, True)])
    assert both.sign(0, 4) == "~"
    assert both.sign(0, 5) == ":"
    assert both.sign(30, 40) is None
    assert all(sign.isascii() or sign in "▪▮" for n in numbers for sign in wide(n))


def wide(others: int) -> str:
    """Where the terminal draws ambiguous characters wide, none of them is used."""
    return Margin([Shared(0, 9, others, True)]).sign(0, 9, ambiguous_wide=True) or ""


def test_one_goes_to_the_outermost_passages_only_and_never_to_formulae() -> None:
    margin = Margin(
        [Shared(0, 50, 1, True), Shared(0, 20, 3, True), Shared(30, 50, 9, True), Shared(60, 70, 99, False)]
    )
    assert [(stop.start, stop.end) for stop in margin.stops] == [(0, 50)]
    assert margin.at(35) == Shared(0, 50, 1, True)
    assert margin.at(65) == Shared(60, 70, 99, False)
    assert margin.at(55) is None
    assert (margin.next(0, 1), margin.next(5, -1), margin.next(0, -1)) == (None, 0, None)


def test_a_document_is_asked_about_from_the_place_on_that_is_read(make_stored: Callable[..., Any]) -> None:
    stored = make_stored("甲乙", "丙丁", "戊己")
    assert stretches(stored, 3) == (Span(3, 5), Span(6, 8), Span(0, 2))
    assert stretches(stored, 99) == (Span(0, 2), Span(3, 5), Span(6, 8))


def test_a_long_paragraph_is_asked_about_in_pieces_that_leave_nothing_out(
    make_stored: Callable[..., Any],
) -> None:
    text = "我们大家都来。" * LONGEST
    spans = stretches(make_stored(text), 0)
    assert all(span.end - span.start <= LONGEST for span in spans)
    assert "".join(text[span.start : span.end] for span in spans) == text


@pytest.fixture
def make_stored() -> Callable[..., Any]:
    from index.model import Document

    blank = Document(
        id=1, title=None, subtitle=None, authors=(), source=None, date=None, date_precision="none",
        posted=None, inferred=(), region=None, city=None, level=None, organ=None, kind=None, url=None,
        path=None, sources=(), script="simplified", characters=0, duplicate_of=None,
    )  # fmt: skip

    def make(*parts: str) -> StoredText:
        at, paragraphs = 0, []
        for part in parts:
            paragraphs.append(Paragraph(at, at + len(part), "body"))
            at += len(part) + 1
        return StoredText(blank, "\n".join(parts), tuple(paragraphs), (), ())

    return make
