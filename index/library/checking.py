"""Drafts checked against the texts of a library."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, TypeVar

from index.library.registering import Registers
from index.library.turns import one_at_a_time
from index.model import Span

if TYPE_CHECKING:
    from index.checking.anchored import Place
    from index.checking.checker import Checker
    from index.checking.checking import Run
    from index.checking.draft import Draft
    from index.checking.model import Report, Source
    from index.quoting.anchors import Anchor
    from index.store import Store

    Progress = Callable[[int, int], object] | None
    Cancel = Callable[[], bool] | None

Answer = TypeVar("Answer")


def _place(store: Store, anchor: Anchor) -> Place:
    """Where the passage of an anchor is now."""
    from index.checking.anchored import Place
    from index.library.anchoring import whereabouts

    (found,) = whereabouts(store, [anchor])
    span = None if found.start is None or found.end is None else Span(found.start, found.end)
    return Place(found.found, found.document, span)


class Checking(Registers):
    """What a library says of a draft."""

    def check(
        self,
        data: bytes,
        name: str,
        *,
        suffix: str | None = None,
        progress: Progress = None,
        cancelled: Cancel = None,
    ) -> Report:
        """Check what a draft quotes, attributes, counts and reuses.

        ``data``: its bytes (Markdown, plain text, docx and the like), ``name`` what it is called in errors,
        ``suffix`` names the format where the name does not. ``progress`` gets the number of things checked
        and of all. Others may ask the library meanwhile. ``Cancelled`` soon after ``cancelled()`` is true.
        Errors: ``DraftError``.
        """
        from index.checking.reading import read

        return self.check_draft(read(data, name, suffix=suffix), progress=progress, cancelled=cancelled)

    def check_draft(self, draft: Draft, *, progress: Progress = None, cancelled: Cancel = None) -> Report:
        """Check a draft that has been read (``index.checking.reading``)."""
        from index.checking.checking import check

        return check(draft, self._with_checker, progress=progress, cancelled=cancelled)

    def check_run(self, draft: Draft, *, cancelled: Cancel = None) -> Run:
        """The same step by step, where each step is to be asked for."""
        from index.checking.checking import Run

        return Run(draft, self._with_checker, cancelled=cancelled)

    def mended(
        self, text: str, line: int, column: int, said: str, source: Source, *, whole: bool = False
    ) -> str:
        """A draft in Markdown that says what a passage says, where a check has found ``said``.

        ``whole``: punctuation before the first letter and behind the last one too. A comment that names
        another passage names this one then. Errors: ``DraftError`` where that cannot be done.
        """
        from index.checking import markdown, mending

        draft = markdown.read(mending.normal(text))
        place = mending.place_of(draft, line, column, said)
        wanted = mending.wording(draft, place, source.text, whole=whole)
        edits = mending.edits_to(draft, place, wanted)
        named = place.claim.anchor if place.claim is not None else None
        if named is not None and not named.anchor.quotes(source.text):
            anchor = self.anchor(source.id, source.start, source.end)
            edits.append(mending.Edit(named.start, named.end, anchor.comment()))
        return mending.edited(text, edits)

    _checker: Checker | None = None

    @one_at_a_time
    def _with_checker(self, question: Callable[[Checker], Answer]) -> Answer:
        """The answer to a question about the newest state of the texts."""
        from index.checking.checker import Checker
        from index.checking.finding.finder import Finder
        from index.engine import Engine
        from index.reuse.parallels.places import Sources

        def ask(engine: Engine) -> Answer:
            corpus = engine.corpus()
            if self._checker is None or self._checker.finder.corpus is not corpus:
                sources = Sources(self._store.excerpts, self._store.light_texts, self._store.documents)
                store = self._store
                self._checker = Checker(
                    Finder(corpus, sources), sources, store.stored_text, lambda anchor: _place(store, anchor)
                )
            return question(self._checker)

        return self._keeper.ask(ask)
