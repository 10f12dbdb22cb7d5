"""The terms of a document as rows of plain values, and back."""

from __future__ import annotations

import json
from collections.abc import Sequence

from index.model import Document
from index.registers.model import Defined, DocumentTerms, Expansion, TermUse

Row = tuple[object, ...]
COLUMNS = (
    "letters TEXT, kind TEXT, type TEXT, spans TEXT, forms TEXT, named TEXT, first INTEGER, last INTEGER,"
    " sentence TEXT, weight INTEGER, spelled TEXT, times INTEGER"
)
"""The columns of ``use_row``. ``letters``: its key; no type is ""; lists are JSON; ``times``: of spans."""


def use_row(use: TermUse) -> Row:
    """A use as its row."""
    said = use.definition
    spelled = [(one.items, one.start, one.end) for one in use.expansions]
    lists = tuple(_written(values) for values in (use.spans, use.forms, use.full))
    head = (use.key, use.kind, use.type or "", *lists)
    return (*head, said.start, said.end, said.text, said.weight, _written(spelled), len(use.spans))


def use_of(row: Sequence[object]) -> TermUse:
    """The use of a row."""
    key, kind, type, spans, forms, full, first, last, sentence, weight, spelled = row[:11]
    return TermUse(
        key=key,  # type: ignore[arg-type]
        kind=kind,  # type: ignore[arg-type]
        type=type or None,  # type: ignore[arg-type]
        spans=tuple((start, end) for start, end in _read(spans)),
        forms=tuple(_read(forms)),
        full=tuple(_read(full)),
        definition=Defined(first, last, sentence, weight),  # type: ignore[arg-type]
        expansions=tuple(Expansion(tuple(items), start, end) for items, start, end in _read(spelled)),
    )


def mention_rows(uses: Sequence[TermUse]) -> list[Row]:
    """Each mention: kind, key, start, end, text, core and type of a mechanism, whether it is short."""
    found: list[Row] = []
    for use in uses:
        is_mechanism = use.kind == "mechanism"
        for (start, end), form in zip(use.spans, use.forms, strict=True):
            core = use.key if is_mechanism else None
            short = is_mechanism and form not in use.full
            found.append((use.kind, use.key, start, end, form, core, use.type, int(short)))
    return found


def _written(values: Sequence[object]) -> str:
    return _encode(values) if values else "[]"


# One encoder: json.dumps makes one at each call, which takes as long as the rest.
_encode = json.JSONEncoder(ensure_ascii=False, separators=(",", ":")).encode


def _read(cell: object) -> list:  # type: ignore[type-arg]
    found: list = json.loads(cell)  # type: ignore[type-arg, arg-type]
    return found


def terms_of(about: Document, uses: Sequence[TermUse]) -> DocumentTerms:
    """``uses`` of terms in a document, with what registers tell of it."""
    return DocumentTerms(
        about.id,
        about.region,
        about.city,
        about.level,
        about.organ,
        about.year,
        about.date,
        about.duplicate_of,
        tuple(uses),
    )
