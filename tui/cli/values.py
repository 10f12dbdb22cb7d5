"""Argument types: what is typed, as a checked value, or one sentence that says what it should look like."""

from __future__ import annotations

import os
import re
from datetime import date

from index.errors import N_, UsageError
from index.model import Span


def text(value: str) -> str:
    """A query or other text. Under a locale that cannot hold Chinese, its bytes are read as UTF-8."""
    try:
        return os.fsencode(value).decode("utf-8") if re.search("[\ud800-\udfff]", value) else value
    except UnicodeError:
        raise UsageError(N_("The text is not valid UTF-8; type it again.")) from None


def path(value: str) -> str:
    """A file or folder. An empty name, from a variable that is not set, is not the current folder."""
    if not value.strip():
        raise UsageError(N_("A path is empty; name a file or a folder, or . for this folder."))
    return value


def document_id(value: str) -> int:
    """The number of a document."""
    if not re.fullmatch(r"[1-9]\d{0,17}", value):
        raise UsageError(
            N_("{value} is not the number of a document; `dangjian-tui list` shows the numbers."), value=value
        )
    return int(value)


def span(value: str) -> Span:
    """``START:END``: 0-based code points of the stored text, the end exclusive and after the start."""
    match = re.fullmatch(r"(\d{1,18}):(\d{1,18})", value)
    if match is None or int(match[1]) >= int(match[2]):
        raise UsageError(
            N_("{value} is not a range; write START:END with START before END, for example 120:180."),
            value=value,
        )
    return Span(int(match[1]), int(match[2]))


def day(value: str) -> str:
    """A day of the calendar, as ISO."""
    try:
        return date.fromisoformat(value).isoformat()
    except ValueError:
        raise UsageError(
            N_("{value} is not a day; write year, month and day such as 2026-11-22."), value=value
        ) from None


def count(value: str) -> int:
    """A whole number from 0."""
    if re.fullmatch(r"-\d+", value):
        raise UsageError(N_("{value} is less than 0; write a whole number from 0, such as 20."), value=value)
    if not re.fullmatch(r"\d{1,9}", value):
        raise UsageError(N_("{value} is not a number; write a whole number such as 20."), value=value)
    return int(value)


def assignment(value: str) -> tuple[str, str]:
    """``field=value``; the library checks both."""
    field, given, content = text(value).partition("=")
    if not given or not field:
        raise UsageError(
            N_("{value} is not of the form field=value; write for example region=湖南."), value=value
        )
    return field.strip(), content.strip()
