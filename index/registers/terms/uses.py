"""The terms of a document: formulae and mechanisms with their mentions, expansion and definition."""

from __future__ import annotations

from collections import defaultdict
from typing import NamedTuple

from index.model import StoredText
from index.registers.model import DocumentTerms, TermKind, TermUse
from index.registers.terms.definitions import definition_of
from index.registers.terms.discovery import discovered, phrases
from index.registers.terms.expansions import expansions_of
from index.registers.terms.formulae import formulae_of
from index.registers.terms.marked import letters, marked
from index.registers.terms.mechanisms import mechanisms_in
from index.text.fold import fold


class _Use(NamedTuple):
    start: int
    end: int
    form: str
    full: str | None
    name: str


def document_terms(stored: StoredText) -> DocumentTerms:
    """All terms of a document, as a row of a register."""
    about = stored.document
    return DocumentTerms(
        about.id,
        about.region,
        about.city,
        about.level,
        about.organ,
        about.year,
        about.date,
        about.duplicate_of,
        uses_of(stored),
    )


def uses_of(stored: StoredText) -> tuple[TermUse, ...]:
    """The formulae, mechanisms and phrases in marks of a text, in the order of their first mentions.

    A formula's key is its letters; a mechanism's is the letters of what is its own in its name, and its kind:
    “双进双促”专项行动 and “双进双促”行动 are one, a 品牌 of that name is another.
    """
    text, folded = stored.text, fold(stored.text)
    quoted, listed = marked(folded)
    groups: dict[tuple[TermKind, str, str | None], list[_Use]] = defaultdict(list)
    short_codes: set[str] = set()
    for one in mechanisms_in(text, folded, quoted, listed):
        short_codes.add(one.core)
        groups["mechanism", one.core, one.type].append(
            _Use(one.start, one.end, one.text, None if one.short else one.name, one.core)
        )
    for mention in formulae_of(stored):
        key = letters(fold(mention.term))
        groups["formula", key, None].append(
            _Use(mention.start, mention.end, mention.text, mention.term, mention.term)
        )
    for mention in discovered(text, folded, quoted):
        key = letters(fold(mention.term))
        # 1263 alone is the mechanism of that name.
        if not (key[0].isdecimal() and key in short_codes):
            groups["formula", key, None].append(
                _Use(mention.start, mention.end, mention.text, mention.text, mention.term)
            )
    for mention in phrases(text, folded, quoted):
        key = letters(fold(mention.term))
        groups["phrase", key, None].append(
            _Use(mention.start, mention.end, mention.text, mention.text, mention.term)
        )
    found = [_use(stored, folded, *key, uses) for key, uses in groups.items()]
    return tuple(sorted(found, key=lambda use: (use.spans[0], use.kind, use.key)))


def _use(
    stored: StoredText,
    folded: str,
    kind: TermKind,
    key: str,
    type: str | None,
    uses: list[_Use],
) -> TermUse:
    spans = tuple((use.start, use.end) for use in uses)
    expansions = () if kind == "phrase" else expansions_of(stored, folded, uses[0].name, spans)
    return TermUse(
        key=key,
        kind=kind,
        type=type,
        spans=spans,
        forms=tuple(use.form for use in uses),
        full=tuple(dict.fromkeys(use.full for use in uses if use.full)),
        # Phrases are many, and few become terms: their first sentence must do.
        definition=definition_of(folded, stored.text, spans[: 1 if kind == "phrase" else None], expansions),
        expansions=expansions,
    )
