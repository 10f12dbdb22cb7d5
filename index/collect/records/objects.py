"""Rows of json: an object a line (jsonl), an array of objects, or one document with such an array in it."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass

from index.collect.records.lines import ROW, TOO_LONG, Line, Open, Unpacked, codec_of, lines, pieces, whole
from index.errors import N_, ImportFailure, Sentence

WHOLE = 64 << 20
"""Bytes of a json document that has to be read as a whole to find the articles in it."""
_DEEP = 4  # levels at which the array of articles is looked for

NOT_JSON = N_("It is not valid JSON ({detail}); correct it and import the file again.")
NOT_AN_OBJECT = N_("It is not an object with named fields; write each article as one.")
REST = N_("The array is not valid JSON from here on ({detail}); correct it and import the file again.")
NO_ROWS = N_("There is no list of articles in it; save the articles as a list of objects.")
# What is wrong, inside those sentences; by how the decoder's own words begin.
_WRONG = {
    "Expecting value": N_("column {column}: a value is missing"),
    "Expecting ',' delimiter": N_("column {column}: a comma is missing"),
    "Expecting ':' delimiter": N_("column {column}: a colon is missing"),
    "Expecting property name": N_("column {column}: a name in double quotes is missing"),
    "Illegal trailing comma": N_("column {column}: nothing follows the comma"),
    "Unterminated string": N_("column {column}: a text in quotes has no end"),
    "Invalid control character": N_("column {column}: a text in quotes holds a control character"),
    "Invalid \\": N_("column {column}: what follows a backslash is not known"),
    "Extra data": N_("column {column}: something stands behind the end"),
}
MALFORMED = N_("column {column}: it is malformed")
TOO_DEEP = N_("it is nested too deeply")
TOO_LONG_NUMBER = N_("a number is too long")
_DECODER = json.JSONDecoder()
_GAP = re.compile(r"[\s,]*")


@dataclass(frozen=True, slots=True)
class Row:
    """A row by its number (of its line, or in its array, from 1); ``problem``: why it is none."""

    number: int
    values: dict[str, object]
    problem: ImportFailure | None = None


def rows(open: Open, *, by_line: bool) -> Iterator[Row]:
    """The objects of a file. ``by_line``: it is called jsonl, so that a broken line is one broken row.

    Errors: ``ImportFailure`` when nothing further can be read.
    """
    head = _head(open)
    if head and head[0].lstrip().startswith("[") and not _is_row(head[0]):
        yield from _of_array(open)
    elif by_line or (head and _is_row(head[0]) and (len(head) > 1 and head[1].lstrip().startswith("{"))):
        for line in lines(open):
            if line.problem is not None or line.text.strip():
                yield _of_line(line)
    else:
        yield from _of_document(whole(open, WHOLE))


def _head(open: Open) -> list[str]:
    """The first two lines that are not blank, as far as they stand in the first megabyte."""
    with Unpacked(open) as table:
        sample = table.sample()
    text = sample.decode(codec_of(sample), "ignore").lstrip("\ufeff")
    return [line for line in text.split("\n", 50) if line.strip()][:2]


def _is_row(text: str) -> bool:
    try:
        value = json.loads(text)
    except (ValueError, RecursionError):
        return False
    # [{…}] on one line is an array of articles, ["a", "b"] is a line that is not an object.
    return isinstance(value, dict) or (
        isinstance(value, list) and not any(isinstance(v, dict) for v in value)
    )


def _of_line(line: Line) -> Row:
    if line.problem is not None:
        return Row(line.number, {}, line.problem)
    try:
        return _row(line.number, json.loads(line.text))
    except (ValueError, RecursionError) as error:
        return Row(line.number, {}, ImportFailure(NOT_JSON, detail=_detail(error)))


def _row(number: int, value: object) -> Row:
    if isinstance(value, dict):
        return Row(number, value)
    return Row(number, {}, ImportFailure(NOT_AN_OBJECT))


def _detail(error: Exception) -> Sentence:
    """What is wrong, in words that the interface can translate: the decoder's are English only."""
    if isinstance(error, json.JSONDecodeError):
        said = next((wrong for begins, wrong in _WRONG.items() if error.msg.startswith(begins)), MALFORMED)
        return Sentence(said, column=error.colno)
    return Sentence(TOO_DEEP if isinstance(error, RecursionError) else TOO_LONG_NUMBER)


def _of_array(open: Open) -> Iterator[Row]:
    """The elements of an array, of which never more than one row and a piece are held."""
    text, at, number = "", 0, 0
    begun = False
    left = pieces(open)
    more, ended = next(left, ""), False
    while True:
        text, at = text[at:] + more, 0
        while True:
            gap = _GAP.match(text, at)
            start = gap.end() if gap else at
            if not begun and text[start : start + 1] == "[":
                begun, at = True, start + 1
                continue
            if start >= len(text) or text[start] == "]":
                at = start
                break
            try:
                value, at = _DECODER.raw_decode(text, start)
            except (ValueError, RecursionError) as error:
                at = start
                if ended or not _may_go_on(error, len(text)):
                    yield Row(number + 1, {}, ImportFailure(REST, detail=_detail(error)))
                    return
                break
            number += 1
            yield _row(number, value)
        if text[at : at + 1] == "]" or (ended and at >= len(text)):
            return
        if len(text) - at > ROW:
            yield Row(number + 1, {}, ImportFailure(TOO_LONG, limit=ROW >> 20))
            return
        # As much again as waits: so an element is tried only as often as it doubles.
        parts = [next(left, "")]
        while parts[-1] and sum(map(len, parts)) < len(text) - at:
            parts.append(next(left, ""))
        more = "".join(parts)
        ended = not parts[-1]


def _may_go_on(error: Exception, length: int) -> bool:
    """Whether text that is not read yet can mend the error: it is at the end of what is there."""
    return isinstance(error, json.JSONDecodeError) and (
        error.msg.startswith("Unterminated") or error.pos > length - 16
    )


def _of_document(text: str) -> Iterator[Row]:
    """The articles of one document: the longest list of objects in it, or the document itself."""
    try:
        document = json.loads(text)
    except (ValueError, RecursionError) as error:
        raise ImportFailure(NOT_JSON, detail=_detail(error)) from error
    found = max(_lists(document, _DEEP), key=len, default=[])
    if found:
        for number, value in enumerate(found, 1):
            yield _row(number, value)
    elif isinstance(document, dict):
        yield Row(1, document)
    else:
        raise ImportFailure(NO_ROWS)


def _lists(value: object, depth: int) -> Iterator[list[object]]:
    """The lists that hold objects with some text in them."""
    if isinstance(value, list) and value and all(isinstance(item, dict) for item in value):
        yield value
    elif isinstance(value, dict) and depth and not _is_article(value):
        for inner in value.values():
            yield from _lists(inner, depth - 1)


def _is_article(value: dict[str, object]) -> bool:
    """Whether an object has a text of its own; what lists are in it are then parts of it."""
    from index.collect.records.columns import TEXTS, plain

    return any(plain(name) in TEXTS and value[name] for name in value)
