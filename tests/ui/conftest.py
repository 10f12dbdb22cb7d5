"""Small documents for the widgets' tests."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest

from index.model import Document, Hit, Occurrences, Paragraph, ParagraphKind, Snippet, Span, StoredText

BLANK = Document(
    id=1, title=None, subtitle=None, authors=(), source=None, date=None, date_precision="none", posted=None,
    inferred=(), region=None, city=None, level=None, organ=None, kind=None, url=None, path=None, sources=(),
    script="simplified", characters=0, duplicate_of=None,
)  # fmt: skip

MakeText = Callable[..., StoredText]
MakeHit = Callable[..., Hit]
FindAll = Callable[..., Occurrences]


@pytest.fixture
def make_text() -> MakeText:
    """``make_text("body text", ("a heading", "heading"), title="…")``: a stored text of these paragraphs."""
    from dataclasses import replace

    def make(*parts: str | tuple[str, ParagraphKind], **facts: object) -> StoredText:
        paragraphs, texts, offset = [], [], 0
        for part in parts:
            text, kind = (part, "body") if isinstance(part, str) else part
            paragraphs.append(Paragraph(offset, offset + len(text), kind))  # type: ignore[arg-type]
            texts.append(text)
            offset += len(text) + 1
        document = replace(BLANK, **facts)  # type: ignore[arg-type]
        return StoredText(document, "\n".join(texts), tuple(paragraphs), (), ())

    return make


@pytest.fixture
def find_all() -> FindAll:
    """``find_all(stored, "exact term", "loose term")``: where these stand, as hits."""

    def find(stored: StoredText, exact: str, loose: str | None = None) -> Occurrences:
        spans = tuple(Span(*match.span()) for match in re.finditer(re.escape(exact), stored.text))
        more = re.finditer(re.escape(loose), stored.text) if loose else ()
        further = tuple(Span(*match.span()) for match in more)
        return Occurrences(spans, further, len(spans) + len(further))

    return find


@pytest.fixture
def make_hit() -> MakeHit:
    """``make_hit(7, "title", snippet="… 党建 …", term="党建", count=3)``: a search result."""
    from dataclasses import replace

    def make(
        id: int,
        title: str | None = None,
        *,
        snippet: str = "",
        term: str = "党建",
        count: int = 1,
        loose: bool = False,
        related: bool = False,
        at: int = 0,
        **facts: object,
    ) -> Hit:
        document = replace(BLANK, id=id, title=title, **facts)  # type: ignore[arg-type]
        marks = tuple(Span(m.start() + at, m.end() + at) for m in re.finditer(term, snippet))
        snippets = (Snippet(at, at + len(snippet), snippet, marks),) if snippet else ()
        exact = 0 if loose or related else count
        return Hit(document, 1.0, exact, 0 if related else count, loose, related, snippets)

    return make
