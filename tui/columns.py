"""The columns of the library's table: what stands in them, how wide they are, and how they sort."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import PurePath
from typing import Any

from index.errors import N_
from index.model import Document
from tui import table
from tui.i18n import _
from tui.labels import name_of
from tui.table import Column
from tui.text import card

Key = Callable[[Document], Any]


def words(value: str | None) -> bytes | None:
    """A key by which Chinese sorts by sound: GB 2312 has its common characters in the order of pinyin."""
    return value.encode("gb18030", "replace") if value else None


@dataclass(frozen=True, slots=True, kw_only=True)
class DocumentColumn(Column[Document]):
    """``key`` sorts, ``None`` (unknown) comes last in both directions."""

    key: Key


def _place(document: Document) -> str:
    return card.place_of(document) or "-"


def _date(document: Document) -> str:
    if not document.date:
        return "-"
    return document.date + ("？" if "date" in document.inferred else "")


def _file(document: Document) -> str:
    return PurePath(document.path).name if document.path else "-"


COLUMNS: tuple[DocumentColumn, ...] = (
    DocumentColumn("id", N_("no."), 6, lambda d: str(d.id), right=True, falling=True, key=lambda d: d.id),
    DocumentColumn("title", N_("title"), 0, lambda d: name_of(d), key=lambda d: words(d.title)),
    DocumentColumn("date", N_("date"), 12, _date, falling=True, key=lambda d: d.date),
    DocumentColumn(
        "place",
        N_("place"),
        14,
        _place,
        key=lambda d: words(d.region) and (words(d.region), d.city or ""),
    ),
    DocumentColumn(
        "source", N_("source"), 18, lambda d: card.source_of(d) or "-", 110, key=lambda d: words(d.source)
    ),
    DocumentColumn("kind", N_("kind"), 8, lambda d: card.kind_of(d) or "-", 150, key=lambda d: words(d.kind)),
    DocumentColumn("level", N_("level"), 8, lambda d: card.level_of(d) or "-", 170, key=lambda d: d.level),
    DocumentColumn(
        "characters",
        N_("length"),
        8,
        lambda d: f"{d.characters:,}",
        130,
        right=True,
        falling=True,
        key=lambda d: d.characters,
    ),
    DocumentColumn("file", N_("file"), 26, _file, 150, key=lambda d: d.path),
)
BY_ID: Mapping[str, DocumentColumn] = {column.id: column for column in COLUMNS}
SORTS = ("date", "id", "title", "place", "source", "kind", "characters", "file")
"""What the table is sorted by, one after the other; also by columns that have no room."""


def fitting(width: int) -> list[tuple[DocumentColumn, int]]:
    """The columns that have room in ``width`` cells, with their widths."""
    return table.fitting(COLUMNS, width)


def arranged(documents: Sequence[Document], by: str, turned: bool) -> list[Document]:
    """``documents`` sorted by a column, unknown values last, equal ones newest first."""
    column = BY_ID[by]
    known = [document for document in documents if column.key(document) is not None]
    known.sort(key=lambda d: (d.date or "", -d.id), reverse=True)
    known.sort(key=column.key, reverse=column.falling != turned)
    return known + [document for document in documents if column.key(document) is None]


@dataclass(frozen=True, slots=True)
class Need:
    """A reason to look at documents."""

    id: str
    label: str
    holds: Callable[[Document], bool]


NEEDS: tuple[Need, ...] = (
    Need("title", N_("no title"), lambda d: d.title is None),
    Need("date", N_("no date"), lambda d: d.date is None),
    Need("place", N_("no place"), lambda d: d.region is None),
    Need("inferred", N_("inferred"), lambda d: bool(d.inferred)),
    Need("duplicates", N_("duplicates"), lambda d: d.duplicate_of is not None),
    Need("copies", N_("several sources"), lambda d: len(d.sources) > 1),
)


def counts(documents: Sequence[Document]) -> dict[str, int]:
    """How many documents each reason holds for; reasons for none are left out."""
    found = {need.id: sum(map(need.holds, documents)) for need in NEEDS}
    return {id: number for id, number in found.items() if number}


def view(
    documents: Sequence[Document], need: str, by: str, turned: bool
) -> tuple[list[Document], dict[str, int]]:
    """Those of ``documents`` for which ``need`` holds (empty: all), sorted, and the counts over all."""
    holds = next((one.holds for one in NEEDS if one.id == need), None)
    chosen = documents if holds is None else [document for document in documents if holds(document)]
    return arranged(chosen, by, turned), counts(documents)


def need_label(id: str) -> str:
    """A reason in the user's language."""
    return next(_(need.label) for need in NEEDS if need.id == id)
