"""Ctrl-C between two transactions of an import."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from index.library import Library, importing
from index.store.command import Command

Write = Callable[..., Path]
Article = Callable[..., str]


@pytest.mark.parametrize("before", [True, False])
def test_ctrl_c_between_two_transactions_keeps_what_is_done(
    library: Library, write: Write, article: Article, monkeypatch: pytest.MonkeyPatch, before: bool
) -> None:
    for number in range(5):
        folder = write(f"{number}.txt", article(number)).parent
    begin, begun = Command._begin, 0
    told = []

    def interrupted(self: Command) -> None:
        nonlocal begun
        begun += 1
        if begun == 2 and before:
            raise KeyboardInterrupt
        begin(self)
        if begun == 2:
            raise KeyboardInterrupt

    with monkeypatch.context() as patch:
        patch.setattr(importing, "BATCH", 2)
        patch.setattr(Command, "_begin", interrupted)
        report = library.import_paths([folder], progress=lambda done, of, _path: told.append((done, of)))
    assert told[-1] == (2, 5)
    assert [file.status for file in report.documents] == ["added"] * 2 + ["failed"] * 3
    assert library.search("支部").documents == 2
    assert all(check.ok for check in library.doctor())
    again = library.import_paths([folder])
    assert [file.status for file in again.documents] == ["unchanged"] * 2 + ["added"] * 3
    assert library.search("支部").documents == 5
