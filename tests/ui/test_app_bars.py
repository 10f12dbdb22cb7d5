"""Sentences in rows, and the keys below them: nothing cut that anyone needs, no row begun with 。"""

from __future__ import annotations

from pathlib import Path

import pytest
from textual.app import App, ComposeResult

from index.errors import Sentence
from index.model import ImportedFile
from tui import folders
from tui.i18n import _
from tui.import_groups import reason_of
from tui.jobs import ImportJob
from tui.keymap import CONTEXTS, Context, commands
from tui.widgets.key_bar import ALONE, KeyBar
from tui.widgets.prose import Prose

PLACES: list[tuple[Context, ...]] = [
    *[(context,) for context in CONTEXTS if context != "app"],
    ("filter", "library"),
    ("path", "import"),
    ("tree", "import"),
]


class Bars(App[None]):
    def __init__(self, text: str = "") -> None:
        super().__init__()
        self.prose = Prose(text)

    def compose(self) -> ComposeResult:
        yield self.prose
        yield KeyBar()


@pytest.mark.parametrize("language", ["zh", "en"])
@pytest.mark.parametrize("width", [60, 80, 120])
async def test_the_way_out_and_help_have_their_places_however_narrow_it_is(
    width: int, language: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("DANGJIAN_LANGUAGE", language)
    app = Bars()
    async with app.run_test(size=(width, 10)) as pilot:
        bar = app.query_one(KeyBar)
        for place in PLACES:
            bar.show(*place)
            await pilot.pause()
            shown = bar.render()
            assert shown.cell_len <= width - 2
            ways_out = [c for c in commands(*place) if c.bar and c.keys[0] == "escape"]
            assert not ways_out or "Esc" in shown.plain, place
            if place not in ALONE:
                assert "F1" in shown.plain


@pytest.mark.parametrize("width", range(20, 44, 2))
async def test_sentences_take_the_rows_they_need_and_none_begins_with_a_closing_mark(width: int) -> None:
    text = "要停止导入吗？已导入的都会保留，再次导入同样的文件会接着进行。\n第二行：（完）。"
    app = Bars(text)
    async with app.run_test(size=(width, 12)) as pilot:
        await pilot.pause()
        rows = [app.prose.render_line(y).text.rstrip() for y in range(app.prose.size.height)]
        assert "".join(rows) == text.replace("\n", "")
        assert "第二行：（完）。" in rows[-1]
        assert not any(row[0] in "。，？；：）" for row in rows)


def test_paths_are_found_as_people_and_file_managers_write_them(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("HOME", str(tmp_path))
    monkeypatch.setenv("SAVED", str(tmp_path / "saved"))
    here = tmp_path / "saved"
    here.mkdir()
    for name in ("a b.txt", "党建.txt", "$SAVED.txt", "it's.txt"):
        (here / name).write_text("x", "utf-8")
    for typed, names in {
        "~/saved/a b.txt": ["a b.txt"],
        "$SAVED/党建.txt": ["党建.txt"],
        "${SAVED}/党建.txt ": ["党建.txt"],
        "$SAVED.txt": ["$SAVED.txt"],
        "../saved/it's.txt": ["it's.txt"],
        f"'{here}/a b.txt' {here}/党建.txt": ["a b.txt", "党建.txt"],
        f"{here}/a\\ b.txt": ["a b.txt"],
        f"file://{here}/a%20b.txt": ["a b.txt"],
        f"file://localhost{here}/%E5%85%9A%E5%BB%BA.txt file://{here}/a%20b.txt": ["党建.txt", "a b.txt"],
        "$NOWHERE/a b.txt": [],
        "a'b": [],
    }.items():
        assert [path.name for path in folders.typed_paths(typed, here)] == names, typed


def test_why_a_file_was_not_imported_does_not_say_its_path_again(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DANGJIAN_LANGUAGE", "en")
    reason = Sentence(
        "{path} was not imported: the import was interrupted; run it again for the rest.", path="/a/b"
    )
    row = ImportedFile("/a/b", None, "failed", reason, None)
    assert reason_of(row) == "was not imported: the import was interrupted; run it again for the rest."
    other = Sentence("There is no file or folder {path}; check the name.", path="/a/b")
    assert "/a/b" in reason_of(ImportedFile("/a/b", None, "failed", other, None))


def test_an_import_that_waits_for_another_program_says_so() -> None:
    from index.library.apart import ImportRequest, Moved

    job = ImportJob(ImportRequest(None, ()), lambda _message: None)
    job.take(Moved(0, 0, "", waiting=True))
    assert job.sentence() == _("Another program is writing to the library; waiting for it…")
    job.take(Moved(1, 5, "/a/b"))
    assert job.sentence() == job.pace.sentence()
