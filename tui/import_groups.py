"""The report of an import by what became of the files, what needs a look first."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from index.errors import N_, Sentence
from index.model import Document, ImportedFile, ImportReport
from tui.i18n import _, translate

LABELS = {
    "failed": N_("failed"),
    "left": N_("not reached"),
    "title": N_("no title"),
    "date": N_("no date"),
    "place": N_("no place"),
    "duplicates": N_("duplicates"),
    "skipped": N_("skipped"),
    "added": N_("added"),
    "updated": N_("updated"),
    "unchanged": N_("unchanged"),
}


@dataclass(frozen=True, slots=True)
class Group:
    """Files of which the same can be said."""

    id: str
    rows: tuple[ImportedFile, ...]

    @property
    def label(self) -> str:
        """Its name in the user's language."""
        return _(LABELS[self.id])


def groups(report: ImportReport, documents: Mapping[int, Document]) -> list[Group]:
    """The groups that have files; ``documents`` by id, as they are now. A file may stand in several."""
    found: dict[str, list[ImportedFile]] = {id: [] for id in LABELS}
    for row in report.documents:
        found[_status(row)].append(row)
        document = documents.get(row.id) if row.id is not None else None
        if document is None or row.status not in ("added", "updated"):
            continue
        lacks = {"title": document.title, "date": document.date, "place": document.region}
        for id, value in lacks.items():
            if value is None:
                found[id].append(row)
        if document.duplicate_of is not None:
            found["duplicates"].append(row)
    return [Group(id, tuple(rows)) for id, rows in found.items() if rows]


def _status(row: ImportedFile) -> str:
    """What became of a file; what an ended import did not come to is no failure."""
    from index.library.importing import INTERRUPTED, ROWS_LEFT

    stopped = isinstance(row.reason, Sentence) and row.reason.template in (INTERRUPTED, ROWS_LEFT)
    return "left" if stopped and row.status == "failed" else row.status


def reason_of(row: ImportedFile) -> str:
    """Why a file became nothing, or what of; its path, which stands beside, is not said again."""
    reason = row.reason
    if isinstance(reason, Sentence) and _(reason.template).startswith("{path}"):
        return translate(Sentence(reason.template, **{**reason.fields, "path": ""})).strip()
    return translate(reason or "")


def summary(report: ImportReport) -> str:
    """How many files became what, in one line."""
    numbers: dict[str, int] = {}
    for row in report.documents:
        numbers[_status(row)] = numbers.get(_status(row), 0) + 1
    parts = [
        f"{_(LABELS[id])} {numbers[id]:,}"
        for id in ("added", "updated", "unchanged", "skipped", "failed", "left")
        if numbers.get(id)
    ]
    return " · ".join(parts) if parts else _("Nothing to import there.")
