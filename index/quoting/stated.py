"""What a text says itself about where it was printed: the number of an issue, page or official document.

Only what it says of itself, once and plainly; what is named in passing is another text's.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

from index.model import StoredText

# 国办发〔2025〕13号 alone in its line; whoever typed it took what bracket there was.
_NUMBER = re.compile(
    r"^\s*([\u3400-\u9fff]{2,14})\s*[〔\[［(（【]\s*((?:19|20)[0-9]{2})\s*[〕\]］)）】]\s*第?\s*0*([0-9]{1,4})\s*号\s*$"
)
_ISSUE = re.compile(r"(\d{4})\s*年\s*(?:第\s*)?(\d{1,2})\s*期")
_PAGE = re.compile(r"第\s*([0-9A-Z]{1,3})\s*版|\b([A-Z]?[0-9]{2})\s*版")
# A page is that of the newspaper only where its name or a day stands beside it.
_PRINTED = re.compile(r"(?:报|[0-9]{1,2}\s*[月-]\s*[0-9]{1,2}\s*日?)")
_HEAD = 6


@dataclass(frozen=True, slots=True)
class Stated:
    """``issue`` of a journal, ``page`` of a newspaper, ``number`` of an official document; empty: unknown."""

    issue: str = ""
    page: str = ""
    number: str = ""


def stated(stored: StoredText) -> Stated:
    """What a stored text states about itself in its head, its notes and the page around it."""
    document = stored.document
    around = [stored.text[p.start : p.end] for p in stored.paragraphs if p.kind in ("byline", "note")]
    around += [piece.text for piece in stored.furniture]
    head = [stored.text[p.start : p.end] for p in stored.paragraphs[:_HEAD]]
    return Stated(
        issue=issue_number("\n".join(around), document.year) or "",
        page=_one(page_of(line, document.source) for line in around),
        number=_one(document_number(line) for line in [*head, *around]),
    )


def issue_number(text: str, year: int | None) -> str | None:
    """The issue that a text names for its year (2021年10期, 2021年第10期).

    ``None`` when it names none, or several.
    """
    if year is None:
        return None
    found = {match[2].lstrip("0") for match in _ISSUE.finditer(text) if int(match[1]) == year}
    return found.pop() if len(found) == 1 else None


def page_of(line: str, source: str | None) -> str | None:
    """The page of the newspaper (第04版 → 4) that a line names beside the newspaper or a day."""
    if not (source and source in line) and not _PRINTED.search(line):
        return None
    match = _PAGE.search(line)
    return next(filter(None, match.groups())).lstrip("0") or None if match else None


def document_number(line: str) -> str | None:
    """The number of an official document that a line consists of, as GB/T 9704 has it: 国办发〔2025〕13号."""
    match = _NUMBER.match(line)
    return f"{match[1]}〔{match[2]}〕{match[3]}号" if match else None


def _one(found: Iterable[str | None]) -> str:
    values = {value for value in found if value}
    return values.pop() if len(values) == 1 else ""
