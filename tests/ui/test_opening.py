"""What a source file is opened with."""

from __future__ import annotations

from pathlib import Path

import pytest

from tui import opening
from tui.opening import Program


def test_texts_are_for_the_editor_and_the_rest_for_the_desktop(monkeypatch: pytest.MonkeyPatch) -> None:
    desktop = Program(("xdg-open", "x"), False)
    monkeypatch.setattr(opening, "_desktop", lambda *_given: desktop)
    has = {"EDITOR": "sh"}
    assert opening.program_for(Path("/a/b.txt"), has) == Program(("sh", "/a/b.txt"), True)
    assert opening.program_for(Path("/a/b.pdf"), has) is desktop
    assert opening.program_for(Path("/a/b.txt"), {"EDITOR": "no-such-editor"}) is desktop
    monkeypatch.setattr(opening, "_desktop", lambda *_given: None)
    assert opening.program_for(Path("/a/b.pdf"), has) == Program(("sh", "/a/b.pdf"), True)
    assert opening.program_for(Path("/a/b.pdf"), {}) is None
