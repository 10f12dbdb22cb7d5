"""What is looked for, as the letters that segments have, and what of it stands between them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np

from index.model import Span
from index.reuse.grams import Int64, Letters, letters_of
from index.text.pinyin import find_glosses


@dataclass(frozen=True)
class Sought:
    """``letters`` uint16[n] of ``text`` without bracketed readings, and the offset of each (int64[n])."""

    text: str
    letters: Letters
    offsets: Int64

    def __len__(self) -> int:
        return len(self.letters)

    @cached_property
    def string(self) -> str:
        """The letters as a text of n characters."""
        return as_text(self.letters)


def sought(text: str, without: Sequence[Span] = (), *, start: int = 0, end: int | None = None) -> Sought:
    """The letters of ``text[start:end]``, but of what stands in ``without``; offsets are into ``text``."""
    end = len(text) if end is None else end
    letters, offsets = letters_of(text[start:end])
    offsets = offsets.astype(np.int64) + start
    gone = [(gloss.start + start, gloss.end + start) for gloss in find_glosses(text[start:end])]
    for low, high in [*gone, *((span.start, span.end) for span in without)]:
        kept = (offsets < low) | (offsets >= high)
        letters, offsets = letters[kept], offsets[kept]
    return Sought(text, letters, offsets)


def as_text(letters: Letters) -> str:
    """Letters as a text with one character for each."""
    return letters.astype("<u2").tobytes().decode("utf-16-le", "surrogatepass")
