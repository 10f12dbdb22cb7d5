"""What the library and import screens ask of the library's thread; each makes the work to do there."""

from __future__ import annotations

import gc
from collections.abc import Mapping, Sequence
from typing import Literal

from textual.message import Message

from index.errors import N_, UsageError
from index.model import Document
from tui import columns
from tui.i18n import _, ngettext_
from tui.labels import name_of
from tui.messages import Arranged, Changed, FieldsRight, Listed, Named, ReceiptsReady
from tui.services import LibraryLike, Ticket, Work

PAGE = 2000
"""Documents that are read at once, in about 0.1 s: then what else is asked of the library has its turn."""
UNDONE_ALREADY = N_("There is nothing to take back here.")


def listing(where: str, first: Sequence[int] = ()) -> Work:
    """The ids of all documents, or of those that match ``where``, and a page: ``first``, then the newest."""

    def work(library: LibraryLike, ticket: Ticket) -> Message:
        ids = library.ids(where.strip() or None)
        page = [*dict.fromkeys([*first, *ids[:PAGE]])]
        return Listed(ticket.number, page, _read(library, page), ids)

    return work


def page(ids: Sequence[int], *, many: bool = False) -> Work:
    """The documents of ``ids``; ``many``: of so many that Python shall not look through them for cycles.

    That would hold up a key for 0.1 s and more whenever their number has grown by a quarter. They have no
    cycles; but what refers to them must let go of them (``Pages.drop``), for nothing else will.
    """

    def work(library: LibraryLike, ticket: Ticket) -> Message:
        read = _read(library, ids)
        if many:
            gc.freeze()
        return Listed(ticket.number, ids, read)

    return work


def _read(library: LibraryLike, ids: Sequence[int]) -> Sequence[Document]:
    # Thousands of new objects make Python look for cycles in all there is: 0.3 s without keys.
    gc.disable()
    try:
        return library.documents(ids)
    finally:
        gc.enable()


def names(ids: Sequence[int]) -> Work:
    """What documents without a title are called: by their first sentence."""

    def work(library: LibraryLike, ticket: Ticket) -> Message:
        found = (document for id in ids if not ticket.cancelled() for document in library.documents([id]))
        return Named(ticket.number, {d.id: name_of(d, library.show(d.id)) for d in found})

    return work


def arranged(found: Sequence[Document], need: str, by: str, turned: bool) -> Work:
    """Those of ``found`` that need a look of a kind, sorted: a matter of a second for a hundred thousand."""

    def work(_library: LibraryLike, ticket: Ticket) -> Message:
        return Arranged(ticket.number, *columns.view(found, need, by, turned))

    return work


def receipts(document: int) -> Work:
    """Repairs, furniture, reasons and sources of a document."""

    def work(library: LibraryLike, ticket: Ticket) -> Message:
        return ReceiptsReady(ticket.number, library.show(document))

    return work


def check_fields(values: Mapping[str, str]) -> Work:
    """Whether values for fields are right; says so without changing anything."""

    def work(_library: LibraryLike, _ticket: Ticket) -> Message:
        from index.collect.metadata_values import normalise

        for name, value in values.items():
            normalise(name, value)
        return FieldsRight()

    return work


def set_fields(ids: Sequence[int], values: Mapping[str, str]) -> Work:
    """Correct fields of documents, as one change."""

    def work(library: LibraryLike, ticket: Ticket) -> Message:
        changed = library.set_fields(ids, values)
        said = ngettext_("{number} document corrected", "{number} documents corrected", len(changed))
        return _changed(library, ticket, changed, _counted(said, len(changed)))

    return work


def remove(ids: Sequence[int]) -> Work:
    """Take documents away, as one change."""

    def work(library: LibraryLike, ticket: Ticket) -> Message:
        changed = library.remove(ids)
        said = ngettext_("{number} document removed", "{number} documents removed", len(changed))
        return _changed(library, ticket, changed, _counted(said, len(changed)))

    return work


def undo() -> Work:
    """Undo the last change of the library."""

    def work(library: LibraryLike, ticket: Ticket) -> Message:
        changed = library.undo()
        said = _("Undone; documents concerned: {number}").format(number=f"{len(changed):,}")
        return _changed(library, ticket, changed, said, step=-1)

    return work


def undo_repairs(document: int, which: int | Literal["all"]) -> Work:
    """Take back one repair of a document, by its number in the list, or all."""

    def work(library: LibraryLike, ticket: Ticket) -> Message:
        changed = library.undo_repairs(document, which)
        if not changed:
            raise UsageError(UNDONE_ALREADY)
        said = _("All repairs are taken back") if which == "all" else _("The repair is taken back")
        return _changed(library, ticket, changed, _("{what} (z or F9 undoes it).").format(what=said))

    return work


def _changed(
    library: LibraryLike, ticket: Ticket, ids: Sequence[int], said: str, *, step: int = 1
) -> Changed:
    return Changed(ticket.number, ids, said, library.corpus(), library.is_sample, step if ids else 0)


def _counted(said: str, number: int) -> str:
    if not number:
        return _("Nothing was changed.")
    return _("{what} (z or F9 undoes it).").format(what=said.format(number=f"{number:,}"))
