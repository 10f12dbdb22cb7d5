"""Rows of documents, of which those without a title go by their first sentence once that is known."""

from __future__ import annotations

from collections.abc import Mapping

from textual.message import Message

from index.model import Document
from tui.labels import name_of
from tui.widgets.rows import RowList

_MOST = 200  # names that are asked for at once: more than a screen has rows


class NamedRows(RowList):
    """Names cost a look into the text, so they are asked for when their rows are drawn."""

    class Unnamed(Message):
        """The documents ``ids`` are in view and go by their numbers; ``named`` gives them names."""

        def __init__(self, ids: tuple[int, ...]) -> None:
            super().__init__()
            self.ids = ids

    def __init__(self, id: str) -> None:
        super().__init__(id)
        self._names: dict[int, str] = {}
        self._unnamed: dict[int, None] = {}

    def called(self, document: Document) -> str:
        """What a document is called, as far as that is known."""
        if document.title is None and document.id not in self._names:
            if not self._unnamed:
                self.call_after_refresh(self._ask)
            self._unnamed[document.id] = None
        return self._names.get(document.id) or name_of(document)

    def _ask(self) -> None:
        self.post_message(self.Unnamed(tuple(self._unnamed)[-_MOST:]))
        self._unnamed.clear()

    def named(self, names: Mapping[int, str]) -> None:
        """Call documents by ``names`` from now on."""
        self._names.update(names)
        self.redraw()

    def forget_names(self) -> None:
        """The documents may be others now."""
        self._names.clear()
