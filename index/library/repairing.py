"""Taking back repairs: on request, and again when the file is imported again."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import replace
from typing import Literal

from index.errors import N_, UsageError
from index.model import Collected, Repair, StoredText
from index.store import RepairName

NO_SUCH_REPAIR = N_(
    "Document {id} has no repair number {number} now; it has {count}: "
    "`dangjian-tui repairs {id}` lists them with their numbers."
)


def name_of_repair(repair: Repair) -> RepairName:
    """The name by which a repair is found again after another import of the same file."""
    return (repair.kind, repair.origin, repair.source)


def without_undone(collected: Collected, undone: Collection[RepairName]) -> Collected:
    """What was read from a file, without the repairs that the user took back before."""
    names = set(undone)
    numbers = [n for n, repair in enumerate(collected.repairs) if name_of_repair(repair) in names]
    return _reverted(collected, numbers) if numbers else collected


def taken_back(
    stored: StoredText, collected: Collected, which: int | Literal["all"]
) -> tuple[Collected, tuple[RepairName, ...]]:
    """``collected`` (the stored reading) without one or all of its repairs, and their names.

    ``which`` is the number with which the list of repairs shows it (``StoredText.repair_numbers``). Errors:
    ``UsageError``.
    """
    shown = stored.repair_numbers
    if which == "all":
        numbers = list(range(len(shown)))
    elif which in shown:
        numbers = [shown.index(which)]
    else:
        raise UsageError(NO_SUCH_REPAIR, id=stored.document.id, number=which, count=len(shown))
    names = tuple(name_of_repair(stored.repairs[number]) for number in numbers)
    return (_reverted(collected, numbers) if numbers else collected), names


def _reverted(collected: Collected, numbers: Collection[int]) -> Collected:
    from index.collect.repairs import revert

    text, paragraphs, repairs = revert(collected.text, collected.paragraphs, collected.repairs, numbers)
    return replace(collected, text=text, paragraphs=tuple(paragraphs), repairs=tuple(repairs))
