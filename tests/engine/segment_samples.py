"""Documents for tests of segments, and segments of them."""

from __future__ import annotations

import io
from typing import Any

from hypothesis import strategies as st
from numpy.typing import NDArray

from index.engine.segment.builder import Builder
from index.engine.segment.container import Container, write_container
from index.engine.segment.segment import Segment
from index.model import Document, Paragraph, StoredText

ALPHABET = "党建机关一2aA𠀀𪛞　 \u200b\n。！？，、：；…—“”‘’\"'《》〈〉「」『』（）()・\ufe00"


def document(id: int, text: str, paragraphs: list[tuple[int, int]], **values: object) -> StoredText:
    fields: dict[str, object] = dict.fromkeys(Document.__slots__)
    fields |= {"id": id, "authors": (), "inferred": (), "sources": (), "date_precision": "none"}
    fields |= {"script": "simplified", "characters": len(text)} | values
    kept = tuple(Paragraph(start, end, "body") for start, end in paragraphs)
    return StoredText(Document(**fields), text, kept, (), ())  # type: ignore[arg-type]


@st.composite
def documents(draw: st.DrawFn) -> StoredText:
    """Texts with paragraphs anywhere, beside each other or with text between that belongs to none."""
    text = draw(st.text(ALPHABET, max_size=120))
    cuts = sorted(
        draw(st.lists(st.integers(0, len(text)), max_size=8).filter(lambda cuts: len(cuts) % 2 == 0))
    )
    pairs = list(zip(cuts[::2], cuts[1::2], strict=True))
    if draw(st.booleans()):
        pairs = [(0, len(text))] if text else []
    return document(
        draw(st.integers(1, 1 << 20)),
        text,
        [(start, end) for start, end in pairs if start < end],
        title=draw(st.none() | st.sampled_from(["机关党建", "党建2.0", "", "“党”"])),
        date=draw(st.none() | st.sampled_from(["2021", "2021-07", "2020-02-29"])),
        region=draw(st.none() | st.sampled_from(["湖南", "福建"])),
    )


def built(stored: list[StoredText]) -> tuple[dict[str, NDArray[Any]], dict[str, object]]:
    builder = Builder()
    for item in stored:
        builder.add(item)
    return builder.arrays()


def opened(stored: list[StoredText]) -> Segment:
    stream = io.BytesIO()
    write_container(stream, *built(stored))
    return Segment(Container(stream.getvalue()))
