"""Passages of stored texts: checked, and cited with what the text itself says about its source."""

from __future__ import annotations

from index.errors import N_, UsageError
from index.model import Citation, StoredText

BAD_SPAN = N_("{start}:{end} is not a passage of document {id}; give one inside 0:{characters}.")


def check_passage(stored: StoredText, start: int, end: int) -> None:
    """Errors: ``UsageError`` when ``text[start:end]`` is empty or not inside the text."""
    characters = len(stored.text)
    if not 0 <= start < end <= characters:
        raise UsageError(BAD_SPAN, start=start, end=end, id=stored.document.id, characters=characters)


def cite_passage(
    stored: StoredText, start: int | None, end: int | None, style: str, accessed: str = ""
) -> Citation:
    """The passage with its source; an end not given is the text's, no passage at all quotes nothing.

    ``accessed``: the day (ISO) on which it was seen online.
    """
    from index.quoting.citation import cite
    from index.quoting.stated import stated

    text = ""
    if start is not None or end is not None:
        start = 0 if start is None else start
        end = len(stored.text) if end is None else end
        check_passage(stored, start, end)
        text = stored.text[start:end]
    openings = (stored.text[p.start : p.end] for p in stored.paragraphs if p.kind in ("lead", "body"))
    opening = next(openings, stored.text)
    return cite(stored.document, text, style, opening=opening, stated=stated(stored), accessed=accessed)
