"""The rows of a result list as styled runs of text: title and count, facts, snippet, and group separators."""

from __future__ import annotations

from itertools import pairwise
from typing import Literal

from index.model import Hit, Snippet
from tui.i18n import _, ngettext_
from tui.text.card import list_line
from tui.text.crop import ELLIPSIS, crop, crop_around
from tui.text.runs import runs
from tui.text.width import drawn, text_width
from tui.widgets.rows import CURSOR, MARK, Run

Group = Literal["exact", "loose", "related", "unlisted"]

# The cursor, the mark of the document, a space.
GUTTER = 3


def group_of(hit: Hit) -> Group:
    """Which part of the list a hit belongs to."""
    return "related" if hit.related else "loose" if hit.loose else "exact"


def height_of(hit: Hit) -> int:
    """The rows of a hit: title, facts and, where there is one, a snippet."""
    return 3 if hit.snippets else 2


class Rows:
    """Draws rows for a list of ``width`` cells."""

    def __init__(self, width: int, *, ambiguous_wide: bool = False) -> None:
        self.width = width
        self.ambiguous_wide = ambiguous_wide
        self._text_width = max(1, width - GUTTER)

    def row(self, hit: Hit, name: str, number: int, *, current: bool, marked: bool) -> list[Run]:
        """Row ``number`` (0-based) of a hit whose document is called ``name``; the gutter first."""
        gutter = self._gutter(current, marked and number == 0)
        if number == 0:
            return [*gutter, *self._title(hit, name)]
        return [*gutter, *(self._facts(hit) if number == 1 else self._snippet(hit))]

    def separator(self, group: Group, unlisted: int = 0) -> list[Run]:
        """The row before a group that is outside the counts, or after the list: how many are not in it."""
        texts = {
            "loose": _("Loose matches from here on"),
            "related": _("Related documents from here on"),
            "unlisted": _("{number} more are not listed; narrow the search (省: 年: or more words)"),
        }
        text = texts[group].format(number=f"{unlisted:,}")
        rule = self._drawn("──")
        text = self._crop(self._drawn(text), self.width - 2 * text_width(rule) - 2)
        return [(f"{rule} {text} {rule}", "results--separator")]

    def _gutter(self, current: bool, marked: bool) -> list[Run]:
        cursor = self._drawn(CURSOR) if current else " "
        mark = self._drawn(MARK) if marked else " "
        if text_width(cursor) + text_width(mark) > GUTTER:
            # Where both are drawn wide there is no room for both; the cursor is seen on the rows below.
            cursor = ""
        space = GUTTER - text_width(cursor) - text_width(mark)
        return [(cursor, "rows--cursor"), (mark + " " * space, "rows--mark")]

    def _title(self, hit: Hit, name: str) -> list[Run]:
        count, style = self._count(hit)
        taken = text_width(count)
        # A list too narrow for both keeps the title.
        if taken + 6 > self._text_width:
            count, taken = "", -1
        title = self._crop(self._drawn(name), self._text_width - taken - 1)
        space = self._text_width - text_width(title) - max(0, taken)
        return [(title, "results--title"), (" " * max(0, space), ""), (count, style)]

    def _count(self, hit: Hit) -> Run:
        if hit.related:
            return self._drawn(_("〔related〕")), "results--related-count"
        if hit.loose:
            return self._drawn(f"≈ {_hits(hit.loose_occurrences)}"), "results--loose-count"
        if not hit.occurrences:  # found by its facts alone
            return "", ""
        return self._drawn(_hits(hit.occurrences)), "results--count"

    def _facts(self, hit: Hit) -> list[Run]:
        return [(self._crop(self._drawn(list_line(hit.document)), self._text_width), "results--facts")]

    def _snippet(self, hit: Hit) -> list[Run]:
        snippet = hit.snippets[0]
        text = snippet.text.replace("\n", " ")
        spans = _highlights(snippet)
        focus = spans[0] if spans else (0, 0)
        wide = self.ambiguous_wide
        cut = crop_around(text, *focus, self._text_width, ambiguous_wide=wide)
        name = "results--loose" if hit.loose else "results--hit"
        shown = self._drawn(text)
        ellipsis = self._drawn(ELLIPSIS)
        row = [(ellipsis, "results--snippet")] if cut.left else []
        for start, end, names in runs(cut.start, cut.end, [(*span, name) for span in spans]):
            row.append((shown[start:end], names[-1] if names else "results--snippet"))
        return [*row, (ellipsis, "results--snippet")] if cut.right else row

    def _drawn(self, text: str) -> str:
        return drawn(text, ambiguous_wide=self.ambiguous_wide)

    def _crop(self, text: str, width: int) -> str:
        # Drawn text is cropped by its own widths: the stand-ins are certain ones.
        return self._drawn(crop(text, width))


def _hits(number: int) -> str:
    return ngettext_("{count} hit", "{count} hits", number).format(count=f"{number:,}")


def _highlights(snippet: Snippet) -> list[tuple[int, int]]:
    """The highlights of a snippet as offsets into its text, in order and without overlap."""
    edges = sorted(
        {
            edge
            for span in snippet.highlights
            for edge in (
                min(max(0, span.start - snippet.start), len(snippet.text)),
                min(max(0, span.end - snippet.start), len(snippet.text)),
            )
        }
    )
    return [
        (start, end)
        for start, end in pairwise(edges)
        if any(
            span.start - snippet.start <= start and end <= span.end - snippet.start
            for span in snippet.highlights
        )
    ]
