"""What is said of a check in a line: its counts, and where else a passage stands."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from tui.i18n import _, ngettext_

if TYPE_CHECKING:
    from tui.findings import Beside


def summary(counts: Mapping[str, int]) -> list[str]:
    """How many there are of each: quotations with their verdicts, figures, what is reused, what is broken."""
    parts = [_counted(counts, "quotations", _QUOTATIONS())]
    if counts["figures"]:
        parts.append(_counted(counts, "figures", _FIGURES()))
    if number := counts["reused"]:
        parts.append(
            ngettext_("{count} stretch without marks", "{count} stretches without marks", number).format(
                count=f"{number:,}"
            )
        )
    if number := counts["unbalanced"]:
        parts.append(
            ngettext_("{count} mark alone", "{count} marks alone", number).format(count=f"{number:,}")
        )
    if number := counts["unreadable"]:
        said = ngettext_("{count} comment broken", "{count} comments broken", number)
        parts.append(said.format(count=f"{number:,}"))
    return parts


def _QUOTATIONS() -> tuple[tuple[str, str], ...]:
    return (
        ("verbatim", _("{count} verbatim")),
        ("folded", _("{count} the same but for script, width or marks")),
        ("differs", _("{count} different")),
        ("not_found", _("{count} not found")),
    )


def _FIGURES() -> tuple[tuple[str, str], ...]:
    return (
        ("figures_same", _("{count} as in their source")),
        ("figures_differs", _("{count} different")),
        ("figures_no_source", _("{count} without a source")),
    )


def _counted(counts: Mapping[str, int], name: str, kinds: tuple[tuple[str, str], ...]) -> str:
    number = counts[name]
    said = (
        ngettext_("{count} quotation", "{count} quotations", number)
        if name == "quotations"
        else ngettext_("{count} figure", "{count} figures", number)
    ).format(count=f"{number:,}")
    parts = [template.format(count=f"{counts[kind]:,}") for kind, template in kinds if counts[kind]]
    return said + (_(": ") + _(", ").join(parts) if parts else "")


def spread(beside: Beside, names: Mapping[int, str]) -> list[str]:
    """In how many documents a passage stands, and which was the first, where that says more than its head."""
    found: list[str] = []
    if beside.documents > 1:
        said = ngettext_("in {count} document", "in {count} documents", beside.documents)
        found.append(said.format(count=f"{beside.documents:,}"))
    earliest = beside.earliest
    if earliest is not None and beside.source is not None and earliest.id != beside.source.id:
        date = f"{earliest.date}？" if earliest.inferred else earliest.date
        name = names.get(earliest.id, f"[{earliest.id}]")
        found.append(_("earliest by date: {date}").format(date=date) + f" {name}")
    return found
