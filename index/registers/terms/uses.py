"""The terms of a document: formulae and mechanisms with their mentions, expansion and definition."""

from __future__ import annotations

from bisect import bisect_right
from collections import defaultdict
from collections.abc import Sequence
from typing import NamedTuple

from index.model import StoredText
from index.registers.model import DocumentTerms, Mention, TermKind, TermUse
from index.registers.terms.definitions import definition_of
from index.registers.terms.discovery import discovered, phrases, short_names
from index.registers.terms.expansions import expansions_of
from index.registers.terms.formulae import formulae_of
from index.registers.terms.marked import marked
from index.registers.terms.mechanisms import mechanisms_in
from index.registers.terms.named import letters
from index.registers.terms.numerics import is_numeric
from index.registers.terms.rows import terms_of
from index.text.fold import fold


class _Use(NamedTuple):
    start: int
    end: int
    form: str
    full: str | None
    name: str


def document_terms(stored: StoredText) -> DocumentTerms:
    """All terms of a document, as a row of a register."""
    return terms_of(stored.document, uses_of(stored))


def uses_of(stored: StoredText) -> tuple[TermUse, ...]:
    """The formulae, mechanisms and phrases in marks of a text, in the order of their first mentions.

    A formula's key is its letters; a mechanism's is the letters of what is its own in its name, and its kind:
    “双进双促”专项行动 and “双进双促”行动 are one, a 品牌 of that name is another.
    """
    text, folded = stored.text, fold(stored.text)
    quoted, listed = marked(folded)
    groups: dict[tuple[TermKind, str, str | None], list[_Use]] = defaultdict(list)
    mechanisms = mechanisms_in(text, folded, quoted, listed)
    named = short_names(mechanisms)
    for one in mechanisms:
        groups["mechanism", one.core, one.type].append(
            _Use(one.start, one.end, one.text, None if one.short else one.name, one.core)
        )
    found = tuple(discovered(text, folded, quoted, named))
    numeric = [one for one in found if is_numeric(fold(one.text))]
    curated = [one for one in formulae_of(stored) if not _inside(one, numeric)]
    for mention in curated:
        key = letters(fold(mention.term))
        groups["formula", key, None].append(
            _Use(mention.start, mention.end, mention.text, mention.term, mention.term)
        )
    for mention in found:
        key = letters(fold(mention.term))
        # 六地 in 辽宁“六地” is the formula of the list.
        known = bisect_right(curated, mention.start, key=_start) - 1
        if known >= 0 and curated[known].end >= mention.end:
            continue
        groups["formula", key, None].append(
            _Use(mention.start, mention.end, mention.text, mention.text, mention.term)
        )
    for mention in phrases(text, folded, quoted, named):
        key = letters(fold(mention.term))
        groups["phrase", key, None].append(
            _Use(mention.start, mention.end, mention.text, mention.text, mention.term)
        )
    rows = [_use(stored, folded, *key, uses) for key, uses in groups.items()]
    return tuple(sorted(rows, key=lambda use: (use.spans[0], use.kind, use.key)))


def _inside(one: Mention, found: Sequence[Mention]) -> bool:
    """Whether a formula of the list is part of a longer one: 一岗双责 in “一岗双责四联评定”."""
    at = bisect_right(found, one.start, key=_start) - 1
    return at >= 0 and one.end <= found[at].end and one.end - one.start < found[at].end - found[at].start


def _start(mention: Mention) -> int:
    return mention.start


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
