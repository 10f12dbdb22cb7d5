"""The terms of a corpus, from the rows of its documents."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from functools import cache

from index.registers.model import (
    DocumentTerms,
    Formula,
    Instance,
    Term,
    TermMention,
    TermUse,
    Wording,
)
from index.registers.terms.curated import formulae
from index.registers.terms.named import letters
from index.registers.terms.numerics import is_composed
from index.registers.terms.tables import institutions
from index.text.fold import fold

_EVERYWHERE = 5
"""In so many provinces a mechanism is the same one, whoever set it up."""
_CENTRE = "中央"

Use = tuple[DocumentTerms, TermUse]


def terms(rows: Iterable[DocumentTerms]) -> tuple[Term, ...]:
    """The formulae and mechanisms of documents, the most frequent first (documents, occurrences, name).

    A phrase in marks is a formula where several documents that are no copies of each other have it
    (``least``). Copies are counted like other documents. A mechanism is one institution where the centre
    has it, the curated list knows it or five provinces have it; otherwise places have instances of their own.
    """
    groups: dict[tuple[str, str, str | None], list[Use]] = defaultdict(list)
    for row in sorted(rows, key=lambda row: row.id):
        for use in row.uses:
            kind = "formula" if use.kind == "phrase" else use.kind
            groups[kind, use.key, use.type].append((row, use))
    found = [
        _term(kind, key, type, uses)
        for (kind, key, type), uses in groups.items()
        if any(use.kind != "phrase" for _, use in uses) or _is_repeated(uses)
    ]
    return tuple(
        sorted(found, key=lambda one: (-one.documents, -one.occurrences, one.kind, one.term, one.type or ""))
    )


def least(form: str) -> int:
    """In how many documents, copies aside, a phrase in marks must stand to be a formula.

    Two that compose the same clauses have it from somewhere (功成不必在我、功成必定有我); of a single one
    that is less certain.
    """
    return 2 if is_composed(fold(form)) else 3


def _is_repeated(uses: Sequence[Use]) -> bool:
    originals = {row.id if row.duplicate_of is None else row.duplicate_of for row, _ in uses}
    return len(originals) >= min(least(form) for _, use in uses for form in use.forms)


def _term(kind: str, key: str, type: str | None, uses: Sequence[Use]) -> Term:
    forms = Counter(form for _, use in uses for form in use.forms)
    full = Counter(form for _, use in uses for form in use.full)
    listed = _listed().get(key) if kind == "formula" else None
    name = listed.term if listed else _first(full or forms)
    wordings = _wordings(uses)
    dates = sorted(row.date for row, _ in uses if row.date)
    row, use = min(uses, key=_worth)
    mentions = tuple(
        TermMention(row.id, start, end, form)
        for row, use in uses
        for (start, end), form in zip(use.spans, use.forms, strict=True)
    )
    instances = _instances(uses) if kind == "mechanism" else ()
    regions = Counter(row.region for row, _ in uses if row.region)
    national = kind == "formula" or _is_national(key, regions)
    expansion = wordings[0].items if wordings else listed.expansion if listed else ()
    return Term(
        term=name,
        kind="formula" if kind == "formula" else "mechanism",
        type=type,
        expansion=expansion,
        expansions=wordings,
        listed=not wordings and bool(expansion),
        definition=TermMention(row.id, use.definition.start, use.definition.end, use.definition.text),
        # A phrase in marks may be a formula at another place of the same text.
        documents=len({row.id for row, _ in uses}),
        occurrences=len(mentions),
        regions=tuple(sorted(regions, key=lambda region: (-regions[region], region))),
        years=tuple(sorted({row.year for row, _ in uses if row.year is not None})),
        first=dates[0] if dates else None,
        last=dates[-1] if dates else None,
        variants=tuple(form for form in _ordered(full + forms) if form != name),
        mentions=mentions,
        national=national,
        instances=(_merged(uses),) if kind == "mechanism" and national else instances,
        letters=key,
    )


def _worth(one: Use) -> tuple[int, bool, str, int]:
    """The best definition: the one that says most, no copy, the earliest."""
    row, use = one
    return -use.definition.weight, row.duplicate_of is not None, row.date or "9", row.id


def _wordings(uses: Sequence[Use]) -> tuple[Wording, ...]:
    """The wordings in which texts spell a term out; script and marks make no other."""
    documents: Counter[tuple[str, ...]] = Counter()
    written: dict[tuple[str, ...], Counter[tuple[str, ...]]] = defaultdict(Counter)
    for _, use in uses:
        for key in {tuple(map(fold, one.items)) for one in use.expansions}:
            documents[key] += 1
        for one in use.expansions:
            written[tuple(map(fold, one.items))][one.items] += 1
    return tuple(
        Wording(_usual(key, written[key]), documents[key])
        for key in sorted(documents, key=lambda key: (-documents[key], key))
    )


def _usual(folded: tuple[str, ...], written: Counter[tuple[str, ...]]) -> tuple[str, ...]:
    return min(written, key=lambda items: (-written[items], items != folded, items))


def _is_national(key: str, regions: Counter[str]) -> bool:
    known = key in _listed() or any(key.startswith(name) or name.startswith(key) for name in institutions())
    return known or _CENTRE in regions or len(regions) >= _EVERYWHERE


def _instances(uses: Sequence[Use]) -> tuple[Instance, ...]:
    places: dict[tuple[str | None, str | None], list[Use]] = defaultdict(list)
    for row, use in uses:
        places[row.region, row.city].append((row, use))
    found = [_merged(there) for there in places.values()]
    return tuple(sorted(found, key=lambda one: (-one.documents, one.region or "", one.city or "")))


def _merged(uses: Sequence[Use]) -> Instance:
    dates = sorted(row.date for row, _ in uses if row.date)
    regions = {row.region for row, _ in uses}
    cities = {row.city for row, _ in uses}
    return Instance(
        region=regions.pop() if len(regions) == 1 else None,
        city=cities.pop() if len(cities) == 1 else None,
        documents=len({row.id for row, _ in uses}),
        occurrences=sum(len(use.spans) for _, use in uses),
        first=dates[0] if dates else None,
        last=dates[-1] if dates else None,
        ids=tuple(dict.fromkeys(row.id for row, _ in uses)),
    )


def _ordered(forms: Counter[str]) -> list[str]:
    return sorted(forms, key=lambda form: (-forms[form], len(form), form))


def _first(forms: Counter[str]) -> str:
    return _ordered(forms)[0]


@cache
def _listed() -> dict[str, Formula]:
    return {letters(fold(one.term)): one for one in formulae()}
