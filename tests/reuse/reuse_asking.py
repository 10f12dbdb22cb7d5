"""Asks corpora in memory for parallels."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping, Sequence

from reuse_corpus import corpus_of, stored  # type: ignore[import-not-found]

from index.model import Span, StoredText
from index.reuse.model import Passage
from index.reuse.parallels.parallels import passages
from index.reuse.parallels.places import Sources
from index.reuse.parallels.questions import lines

Ask = Callable[[str], tuple[Passage, ...]]


def sources(texts: Mapping[int, str], dates: Mapping[int, str] | None = None) -> Sources:
    given = dates or {}

    def load(ids: Sequence[int]) -> list[StoredText]:
        return [stored(id, texts[id], **dated(given.get(id))) for id in ids if id in texts]

    return Sources(
        lambda spans: [texts[id][start:end] for id, start, end in spans],
        load,
        lambda ids: [each.document for each in load(ids)],
    )


def dated(date: str | None) -> dict[str, object]:
    precision = {4: "year", 7: "month", 10: "day"}[len(date)] if date else "none"
    return {"date": date, "date_precision": precision}


class Shelf:
    """Texts by id, dated or not, in segments that begin with each number in ``cuts``."""

    def __init__(
        self,
        texts: Mapping[int, str],
        cuts: Sequence[int] = (),
        deleted: Collection[int] = (),
        dates: Mapping[int, str] | None = None,
    ) -> None:
        self.texts = texts
        values = {id: dated((dates or {}).get(id)) for id in texts}
        self.corpus = corpus_of(texts, cuts, deleted, values)
        self.sources = sources(texts, dates)

    def of_text(self, text: str) -> tuple[Passage, ...]:
        return passages(self.corpus, self.sources, text, lines(text), junk=True)

    def of(self, id: int, start: int | None = None, end: int | None = None) -> tuple[Passage, ...]:
        """Of a stretch of a document, or of each of its lines."""
        text = self.texts[id]
        spans = lines(text) if start is None else [Span(start, len(text) if end is None else end)]
        return passages(self.corpus, self.sources, text, spans, own_id=id)
