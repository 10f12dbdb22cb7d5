"""What a segment holds of one document, put together again: its match form, and where its sentences begin."""

from __future__ import annotations

import numpy as np

from index.engine.segment.gaps import BREAK, OUTSIDE, Int64
from index.engine.segment.segment import Segment
from index.engine.segment.stream import BLOCK
from index.text.fold import to_text
from index.text.form import MatchForm, kinds_of
from index.text.marks import LETTER


def form_bounds(segment: Segment, document: int) -> tuple[int, int]:
    """The form indexes [start, end) of a document (local number), without its pads."""
    first = int(segment.starts[document])
    tail = first + int(segment.lengths[document])
    return int(segment.form_blocks[first // BLOCK]), int(segment.form_of(np.array([tail]))[0])


def sentences_of(segment: Segment, document: int) -> Int64:
    """Where the sentences of a document begin: indices of its own match form, ascending."""
    start, end = form_bounds(segment, document)
    low, high = np.searchsorted(segment.sentences, [start, end + 1]).tolist()
    return segment.sentences[low:high].astype(np.int64) - start


def match_form_of(segment: Segment, document: int) -> MatchForm:
    """The match form of a document (local number): all fields as from its stored text."""
    first = int(segment.starts[document])
    count = int(segment.lengths[document])
    places = np.arange(first, first + count + 1)
    codes = segment.text[places].astype(np.uint32)
    low, high = np.searchsorted(segment.astral_places, [first, first + count]).tolist()
    codes[segment.astral_places[low:high] - first] = segment.astral_codes[low:high]

    # All characters of the gaps and the letters between them; a paragraph's beginning takes one as well.
    gaps, sizes = segment.gap_table.strings(segment.gap_rows(places))
    chars = np.insert(gaps, np.cumsum(sizes)[:-1], codes[:-1])

    real = chars < OUTSIDE
    kinds = kinds_of(np.where(real, chars, np.uint32(0x20)))
    kept = (kinds <= LETTER) & real
    offsets = np.cumsum(chars != BREAK) - 1
    form = chars[kept]
    start, end = form_bounds(segment, document)
    low, high = np.searchsorted(segment.edges, [start, end + 1]).tolist()
    edges = (segment.edges[low:high].astype(np.int64) - start).astype(np.int32)
    partners = (segment.partners[low:high].astype(np.int64) - start).astype(np.int32)
    opening = edges < partners
    pairs = np.stack((edges[opening], partners[opening]), axis=1)
    letters = np.flatnonzero(kinds[kept] == LETTER).astype(np.int32)
    return MatchForm(
        text=to_text(form),
        offsets=offsets[kept].astype(np.int32),
        paragraphs=(np.cumsum(chars == BREAK) - 1)[kept].astype(np.int32),
        skeleton=to_text(form[letters]),
        letters=letters,
        # In the order of closing marks: of two that end together the inner one comes first.
        pairs=pairs[np.lexsort((-pairs[:, 0], pairs[:, 1]))],
        edges=edges,
        partners=partners,
    )
