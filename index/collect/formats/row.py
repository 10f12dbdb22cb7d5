"""A row of a table as an article: its text under its title, and what its other columns state.

The bytes of a row are one JSON object, ``{"dangjian-row":1,"columns":{field: column},"row":{…}}``: the row as
it stands in its table, and which of its columns hold what. So they can be read again without the table.
"""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from dataclasses import replace

from index.collect.decode import decode
from index.collect.formats.source_text import Clue, SourceText
from index.collect.lines import compact
from index.collect.row_bytes import MARK
from index.errors import N_, ImportFailure
from index.model import ParagraphKind
from index.text.fold import fold

STATED = N_("a column of its table states it")
NOT_A_ROW = N_("The row cannot be read; import the table that it is from again.")
NO_TEXT = N_("The row has no text in its column {column}; fill it in and import the table again.")
# A column outranks what is read from the text itself (see ``metadata``).
_SCORE = 10.0
_MARKUP = re.compile(
    r"</(?:p|div|span|td|li|h[1-6]|section|article|strong|a)\s*>|<(?:br|p|div)\b[^<>]*>", re.I
)
# Lines, and characters of them, among which a title that the text repeats is looked for.
_HEAD, _LOOKED_AT = 3, 2000


def pack(row: Mapping[str, object], columns: Mapping[str, str]) -> bytes:
    """The bytes of a row. A surrogate that is no character becomes U+FFFD."""
    stored = json.dumps({"columns": columns, "row": row}, ensure_ascii=False, separators=(",", ":"))
    return MARK + re.sub("[\ud800-\udfff]", "\ufffd", stored[1:]).encode()


def read(data: bytes, _path: str | None) -> SourceText:
    """The text of a row. Errors: ``ImportFailure``."""
    from index.collect.records.values import FIELDS, cell, stated

    try:
        stored = json.loads(data)
        columns, row = dict(stored["columns"]), dict(stored["row"])
        known = {field: cell(row, column) for field, column in columns.items()}
    except (ValueError, KeyError, TypeError, RecursionError) as error:
        raise ImportFailure(NOT_A_ROW) from error
    body = _body(known.get("text", ""), columns.get("text", "text"))
    said = {field: stated(field, known[field]) for field in FIELDS if field in known}
    head, kinds = _head(body.text, said)
    moved = len(head)
    clues = [Clue(field, value, _SCORE, STATED) for field, value in said.items() if value]
    return SourceText(
        "".join(line + "\n" for line in head) + body.text,
        body.encoding,
        {**{number + moved: kind for number, kind in body.kinds.items()}, **kinds},
        {number + moved: kind for number, kind in body.furniture.items()},
        (*clues, *body.clues),
        body.whole_paragraphs,
    )


def _head(text: str, said: Mapping[str, str | None]) -> tuple[list[str], dict[int, ParagraphKind]]:
    """The lines that go before ``text``, and what is what in both: a title that stands there is not put
    there twice, nor one that is only how the text begins.
    """
    lines = [fold(compact(line)) for line in text[:_LOOKED_AT].split("\n")]
    first = [number for number, line in enumerate(lines) if line][:_HEAD]
    above: list[str] = []
    kinds: dict[int, ParagraphKind] = {}
    there: dict[int, ParagraphKind] = {}
    names: tuple[ParagraphKind, ...] = ("title", "subtitle")
    for kind in names:
        line = said.get(kind)
        key = fold(compact(line or ""))
        if not line or not key:
            continue
        number = next((number for number in first if lines[number] == key), None)
        if number is not None:
            there[number] = kind
        elif not (first and lines[first[0]].startswith(key.rstrip("…."))):
            kinds[len(above)] = kind
            above.append(line)
    return above, {**kinds, **{number + len(above): kind for number, kind in there.items()}}


def _body(text: str, column: str) -> SourceText:
    """The text of the column, opened as html where it is html."""
    from index.collect.formats.opened import open_source

    if not text.strip():
        raise ImportFailure(NO_TEXT, column=column)
    # A NUL has no meaning in a text, and would make one of UTF-16 of it.
    data = text.replace("\0", "").encode("utf-8", "replace")
    if _MARKUP.search(text):
        opened = open_source(data, "row.html")
        return replace(opened, encoding="UTF-8")
    return SourceText(decode(data).text, "UTF-8")
