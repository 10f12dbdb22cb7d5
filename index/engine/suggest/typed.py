"""Which part of a query is still being typed, and the query with something else in its place."""

from __future__ import annotations

from dataclasses import dataclass

from index.engine.language.lexer import clean, field_prefix, is_mark, is_operator, tokens


@dataclass(frozen=True, slots=True)
class Typed:
    """``term`` is what was typed last, ``head`` all that stands before it in the query."""

    head: str
    term: str

    def completed(self, term: str) -> str:
        """The query with ``term`` in place of what was typed; quoted where it would be more than one term."""
        alone = tokens(term)
        literal = len(alone) == 1 and alone[0].kind == "word" and field_prefix(term) is None
        return self.head + (term if literal and not is_operator(term) else f'"{term}"')


def last_term(query: str) -> Typed | None:
    """The term at the end of ``query``, or of it what stands behind the last mark or gap.

    ``None`` where no term is being typed: behind a space, a bracket, a closing mark, an operator, and in the
    value of a field.
    """
    text, _ = clean(query)
    found = tokens(text)
    if not found or found[-1].kind != "word" or found[-1].end != len(text) or field_prefix(found[-1].text):
        return None
    start = len(text)
    while start > found[-1].start and not (
        text[start - 1] == "*" or text[start - 1].isspace() or is_mark(text[start - 1])
    ):
        start -= 1
    return Typed(text[:start], text[start:]) if start < len(text) else None
